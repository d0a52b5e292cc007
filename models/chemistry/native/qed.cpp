#include <cmath>
#include <memory>
#include <vector>

#include <GraphMol/ChemTransforms/ChemTransforms.h>
#include <GraphMol/Descriptors/MolDescriptors.h>

#include "properties.h"
#include "qed_patterns.h"

namespace molscreen {
namespace {

using Pattern = std::unique_ptr<const RDKit::ROMol>;

Pattern compile(const char* smarts) {
    Pattern pattern(RDKit::SmartsToMol(smarts));
    if (!pattern) throw std::logic_error(std::string("QED pattern ") + smarts);
    return pattern;
}

// Recursive queries take a lock when they are matched, so each thread has its own patterns.
struct Patterns {
    Pattern aliphatic_ring = compile(kAliphaticRing);
    std::vector<Pattern> acceptors, alerts;

    Patterns() {
        for (const auto* smarts : kAcceptors) acceptors.push_back(compile(smarts));
        for (const auto* smarts : kAlerts) alerts.push_back(compile(smarts));
    }
};

// Asymmetric double sigmoid of one property, and its weight in the mean.
struct Desirability {
    double a, b, c, d, e, f, max, weight;

    double operator()(double x) const {
        const double rise = 1 + std::exp(-1 * (x - c + d / 2) / e);
        const double fall = 1 + std::exp(-1 * (x - c - d / 2) / f);
        return (a + b / rise * (1 - 1 / fall)) / max;
    }
};

constexpr Desirability kDesirabilities[] = {
    {2.817065973, 392.5754953, 290.7489764, 2.419764353, 49.22325677, 65.37051707, 104.9805561, 0.66},   // weight
    {3.172690585, 137.8624751, 2.534937431, 4.581497897, 0.822739154, 0.576295591, 131.3186604, 0.46},   // logP
    {2.948620388, 160.4605972, 3.615294657, 4.435986202, 0.290141953, 1.300669958, 148.7763046, 0.05},   // acceptors
    {1.618662227, 1010.051101, 0.985094388, 0.000000001, 0.713820843, 0.920922555, 258.1632616, 0.61},   // donors
    {1.876861559, 125.2232657, 62.90773554, 87.83366614, 12.01999824, 28.51324732, 104.5686167, 0.06},   // TPSA
    {0.010000000, 272.4121427, 2.558379970, 1.565547684, 1.271567166, 2.758063707, 105.4420403, 0.65},   // rotatable
    {3.217788970, 957.7374108, 2.274627939, 0.000000001, 1.317690384, 0.375760881, 312.3372610, 0.48},   // aromatic
    {0.010000000, 1199.094025, -0.09002883, 0.000000001, 0.185904477, 0.875193782, 417.7253140, 0.95},   // alerts
};

bool matches(const RDKit::ROMol& mol, const Pattern& pattern) {
    RDKit::MatchVectType match;
    return RDKit::SubstructMatch(mol, *pattern, match);
}

double countAcceptors(const RDKit::ROMol& mol, const Patterns& patterns) {
    std::size_t count = 0;
    for (const auto& pattern : patterns.acceptors) count += RDKit::SubstructMatch(mol, *pattern).size();
    return static_cast<double>(count);
}

double countAlerts(const RDKit::ROMol& mol, const Patterns& patterns) {
    int count = 0;
    for (const auto& pattern : patterns.alerts) count += matches(mol, pattern);
    return count;
}

// Rings that are left when the aliphatic ring atoms are gone: more than the aromatic rings in some molecules.
double countAromaticRings(const RDKit::ROMol& mol, const Patterns& patterns) {
    const std::unique_ptr<RDKit::ROMol> rest(RDKit::deleteSubstructs(mol, *patterns.aliphatic_ring));
    return RDKit::MolOps::findSSSR(*rest);
}

}  // namespace

double qed(const RDKit::ROMol& mol) {
    namespace D = RDKit::Descriptors;
    thread_local const Patterns patterns;
    const std::unique_ptr<const RDKit::ROMol> bare(RDKit::MolOps::removeHs(mol));
    const double values[] = {
        D::calcAMW(*bare),
        D::calcClogP(*bare),
        countAcceptors(*bare, patterns),
        static_cast<double>(D::calcNumHBD(*bare)),
        D::calcTPSA(*bare),
        static_cast<double>(D::calcNumRotatableBonds(*bare, D::NumRotatableBondsOptions::Strict)),
        countAromaticRings(*bare, patterns),
        countAlerts(*bare, patterns),
    };
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < std::size(kDesirabilities); i++) {
        sum += kDesirabilities[i].weight * std::log(kDesirabilities[i](values[i]));
        weights += kDesirabilities[i].weight;
    }
    return std::exp(sum / weights);
}

}  // namespace molscreen
