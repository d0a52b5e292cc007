#include <cmath>
#include <memory>
#include <vector>

#include "pattern.h"
#include "properties.h"
#include "qed_patterns.h"

namespace molscreen {
namespace {

// RDKit takes a lock when it matches a recursive query, so each thread has its own patterns.
struct Patterns {
    Pattern aliphatic_ring{kAliphaticRing};
    std::vector<Pattern> acceptors, alerts;

    Patterns() {
        for (const auto* smarts : kAcceptors) acceptors.emplace_back(smarts);
        for (const auto* smarts : kAlerts) alerts.emplace_back(smarts);
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

// Rings that are left when the aliphatic ring atoms are gone, more than the aromatic rings in some molecules: independent
// rings, or, where no atom went, the symmetrized set that RDKit keeps and then counts.
double countAromaticRings(const RDKit::ROMol& mol, const Pattern& aliphatic_ring) {
    std::vector<int> component(mol.getNumAtoms(), -1);  // union-find over the atoms that are left
    int rings = 0;
    bool whole = true;
    for (const auto* atom : mol.atoms()) {
        if (aliphatic_ring.occursAt(mol, *atom)) {
            whole = false;
        } else {
            component[atom->getIdx()] = static_cast<int>(atom->getIdx());
        }
    }
    if (whole) return mol.getRingInfo()->numRings();
    const auto root = [&](int atom) {
        while (component[atom] != atom) atom = component[atom] = component[component[atom]];
        return atom;
    };
    for (const auto* bond : mol.bonds()) {
        const int begin = component[bond->getBeginAtomIdx()], end = component[bond->getEndAtomIdx()];
        if (begin < 0 || end < 0) continue;
        const int a = root(begin), b = root(end);
        rings += a == b;
        component[a] = b;
    }
    return rings;
}

}  // namespace

QedCounts qedCounts(const RDKit::ROMol& mol) {
    thread_local const Patterns patterns;
    const Contents contents(mol);
    std::size_t acceptors = 0, alerts = 0;
    for (const auto& pattern : patterns.acceptors) acceptors += pattern.count(contents);
    for (const auto& pattern : patterns.alerts) alerts += pattern.occursIn(contents);
    return {static_cast<double>(acceptors), countAromaticRings(mol, patterns.aliphatic_ring), static_cast<double>(alerts)};
}

double qed(const DrugLikeness& v) {
    const double values[] = {v.weight, v.logp, v.acceptors, v.donors, v.tpsa, v.rotatable, v.aromatic_rings, v.alerts};
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < std::size(kDesirabilities); i++) {
        sum += kDesirabilities[i].weight * std::log(kDesirabilities[i](values[i]));
        weights += kDesirabilities[i].weight;
    }
    return std::exp(sum / weights);
}

}  // namespace molscreen
