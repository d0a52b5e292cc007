// Counts of atoms, rings and fragments, as RDKit's Lipinski and Fragments modules define them, and Crippen's sums.
#include <GraphMol/Descriptors/MolDescriptors.h>

#include "descriptors_fragments.h"
#include "descriptors_shared.h"
#include "pattern.h"

namespace molscreen {
namespace {

namespace D = RDKit::Descriptors;

std::vector<std::string> fragmentNames() {
    std::vector<std::string> names;
    for (const auto& fragment : kFragments) names.emplace_back(fragment.name);
    return names;
}

// RDKit takes a lock when it matches a recursive query, so each thread has its own patterns.
const std::vector<Pattern>& fragmentPatterns() {
    thread_local const std::vector<Pattern> patterns = [] {
        std::vector<Pattern> made;
        for (const auto& fragment : kFragments) made.emplace_back(fragment.smarts);
        return made;
    }();
    return patterns;
}

void writeFragmentCounts(const RDKit::ROMol& mol, double* out) {
    const Contents contents(mol);
    for (const auto& pattern : fragmentPatterns()) *out++ = static_cast<double>(pattern.count(contents));
}

}  // namespace

DescriptorGroups countDescriptors() {
    return {
        {{"FractionCSP3"}, [](Described& m, double* out) { *out = D::calcFractionCSP3(m.mol); }},
        {{"HeavyAtomCount"}, [](Described& m, double* out) { *out = m.mol.getNumHeavyAtoms(); }},
        {{"NHOHCount"}, [](Described& m, double* out) { *out = D::calcLipinskiHBD(m.mol); }},
        {{"NOCount"}, [](Described& m, double* out) { *out = D::calcLipinskiHBA(m.mol); }},
        {{"NumAliphaticCarbocycles"}, [](Described& m, double* out) { *out = D::calcNumAliphaticCarbocycles(m.mol); }},
        {{"NumAliphaticHeterocycles"}, [](Described& m, double* out) { *out = D::calcNumAliphaticHeterocycles(m.mol); }},
        {{"NumAliphaticRings"}, [](Described& m, double* out) { *out = D::calcNumAliphaticRings(m.mol); }},
        {{"NumAromaticCarbocycles"}, [](Described& m, double* out) { *out = D::calcNumAromaticCarbocycles(m.mol); }},
        {{"NumAromaticHeterocycles"}, [](Described& m, double* out) { *out = D::calcNumAromaticHeterocycles(m.mol); }},
        {{"NumAromaticRings"}, [](Described& m, double* out) { *out = D::calcNumAromaticRings(m.mol); }},
        {{"NumHAcceptors"}, [](Described& m, double* out) { *out = m.properties()[4]; }},
        {{"NumHDonors"}, [](Described& m, double* out) { *out = m.properties()[3]; }},
        {{"NumHeteroatoms"}, [](Described& m, double* out) { *out = D::calcNumHeteroatoms(m.mol); }},
        {{"NumRotatableBonds"}, [](Described& m, double* out) { *out = m.properties()[5]; }},
        {{"NumSaturatedCarbocycles"}, [](Described& m, double* out) { *out = D::calcNumSaturatedCarbocycles(m.mol); }},
        {{"NumSaturatedHeterocycles"}, [](Described& m, double* out) { *out = D::calcNumSaturatedHeterocycles(m.mol); }},
        {{"NumSaturatedRings"}, [](Described& m, double* out) { *out = D::calcNumSaturatedRings(m.mol); }},
        {{"RingCount"}, [](Described& m, double* out) { *out = D::calcNumRings(m.mol); }},
        {{"MolLogP"}, [](Described& m, double* out) { *out = m.crippen().logp; }},
        {{"MolMR"}, [](Described& m, double* out) { *out = m.crippen().refractivity; }},
        {fragmentNames(), [](Described& m, double* out) { writeFragmentCounts(m.mol, out); }},
    };
}

}  // namespace molscreen
