// Crippen logP and molar refractivity by RDKit's own atom types, each atom being tried on the types that its element can have.
#include <array>
#include <numeric>

#include <GraphMol/Descriptors/Crippen.h>
#include <GraphMol/Descriptors/MolDescriptors.h>

#include "pattern.h"
#include "properties.h"

namespace molscreen {
namespace {

struct AtomTypes {
    std::vector<Pattern> patterns;
    std::vector<double> logp, refractivity;
    std::array<std::vector<std::size_t>, kAtomKinds> of_kind;  // types whose first atom may be of this kind, in order

    AtomTypes() {
        for (const auto& type : *RDKit::Descriptors::CrippenParamCollection::getParams()) {
            const std::shared_ptr<const RDKit::ROMol> query(type.dp_pattern.get(), [](const RDKit::ROMol*) {});
            patterns.emplace_back(query);
            if (!patterns.back().isPlain()) throw std::logic_error("a Crippen atom type is not plain");
            for (std::size_t kind = 0; kind < kAtomKinds; kind++) {
                if (patterns.back().mayStartAt(kind)) of_kind[kind].push_back(logp.size());
            }
            logp.push_back(type.logp);
            refractivity.push_back(type.mr);
        }
    }
};

// RDKit looks at the first 1000 matches of a type only, counting an atom once for each order of its neighbours. A
// molecule in which that could bite is left to RDKit.
bool mayExceedMatchLimit(const RDKit::ROMol& mol) {
    constexpr std::size_t limit = 1000, orders_of_3 = 6, orders_of_4 = 24;
    std::size_t crowded = 0;
    for (const auto* atom : mol.atoms()) crowded += atom->getDegree() > 3;
    return orders_of_4 * crowded >= limit || orders_of_3 * mol.getNumAtoms() >= limit;
}

}  // namespace

CrippenContributions crippenContributions(const RDKit::ROMol& mol) {
    static const AtomTypes types;
    CrippenContributions atoms{std::vector<double>(mol.getNumAtoms()), std::vector<double>(mol.getNumAtoms())};
    if (mayExceedMatchLimit(mol)) {
        RDKit::Descriptors::getCrippenAtomContribs(mol, atoms.logp, atoms.refractivity);
        return atoms;
    }
    for (const auto* atom : mol.atoms()) {
        for (const auto type : types.of_kind[atomKind(*atom)]) {
            if (types.patterns[type].occursAt(mol, *atom)) {
                atoms.logp[atom->getIdx()] = types.logp[type];
                atoms.refractivity[atom->getIdx()] = types.refractivity[type];
                break;
            }
        }
    }
    return atoms;
}

Crippen crippen(const RDKit::ROMol& mol) {
    const std::unique_ptr<const RDKit::ROMol> all(RDKit::MolOps::addHs(mol, false, false));
    const auto atoms = crippenContributions(*all);
    return {std::accumulate(atoms.logp.begin(), atoms.logp.end(), 0.0),
            std::accumulate(atoms.refractivity.begin(), atoms.refractivity.end(), 0.0)};
}

}  // namespace molscreen
