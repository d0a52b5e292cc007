// Bertz's complexity: J. Am. Chem. Soc. 103 (1981) 3599, as RDKit's GraphDescriptors module defines it.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "descriptors_shared.h"

namespace molscreen {
namespace {

// Atoms whose sorted distances to the nearest 100 atoms, itself included, agree to four decimals are of one class; a
// bond counts as long as the inverse of its order.
std::vector<int> symmetryClasses(const RDKit::ROMol& mol) {
    constexpr std::size_t cutoff = 100;
    const auto atoms = static_cast<std::size_t>(mol.getNumAtoms());
    const double* distances = RDKit::MolOps::getDistanceMat(mol, true, false, false, "Balaban");
    const auto rounded = [](double distance) {
        return std::isfinite(distance) ? std::llround(distance * 1e4) : std::numeric_limits<long long>::max();
    };
    std::map<std::vector<long long>, int> seen;
    std::vector<int> classes;
    for (std::size_t i = 0; i < atoms; i++) {
        std::vector<long long> key(atoms);
        std::transform(distances + i * atoms, distances + (i + 1) * atoms, key.begin(), rounded);
        std::sort(key.begin(), key.end());
        key.resize(std::min(atoms, cutoff));
        classes.push_back(seen.emplace(std::move(key), static_cast<int>(seen.size()) + 1).first->second);
    }
    return classes;
}

double orderOf(const RDKit::Bond& bond) {
    if (bond.getIsAromatic() || bond.getBondType() == RDKit::Bond::AROMATIC) return 1.5;
    return static_cast<double>(bond.getBondType());
}

struct Neighbor {
    unsigned atom;
    double order;
};

std::vector<std::vector<Neighbor>> sortedNeighbors(const RDKit::ROMol& mol) {
    std::vector<std::vector<Neighbor>> neighbors(mol.getNumAtoms());
    for (const auto* bond : mol.bonds()) {
        neighbors[bond->getBeginAtomIdx()].push_back({bond->getEndAtomIdx(), orderOf(*bond)});
        neighbors[bond->getEndAtomIdx()].push_back({bond->getBeginAtomIdx(), orderOf(*bond)});
    }
    for (auto& list : neighbors) {
        std::sort(list.begin(), list.end(), [](const Neighbor& a, const Neighbor& b) { return a.atom < b.atom; });
    }
    return neighbors;
}

// Counts in the order in which their kinds first came up, which is the order in which RDKit adds.
template <class Kind>
class Tally {
public:
    void add(const Kind& kind, double count) {
        const auto [place, isNew] = places_.emplace(kind, counts_.size());
        if (isNew) counts_.push_back(0);
        counts_[place->second] += count;
    }
    const std::vector<double>& counts() const { return counts_; }

private:
    std::map<Kind, std::size_t> places_;
    std::vector<double> counts_;
};

}  // namespace

double bertzComplexity(const RDKit::ROMol& mol) {
    const auto atoms = mol.getNumAtoms();
    if (atoms < 2) return 0;
    const auto neighbors = sortedNeighbors(mol);
    const auto classes = symmetryClasses(mol);
    Tally<int> elements;
    Tally<std::array<int, 3>> connections;
    for (unsigned atom = 0; atom < atoms; atom++) {
        elements.add(mol.getAtomWithIdx(atom)->getAtomicNum(), 1);
        const auto& around = neighbors[atom];
        for (std::size_t i = 0; i < around.size(); i++) {
            const auto [other, order] = around[i];
            if (order > 1 && other > atom) {
                const auto [low, high] = std::minmax({classes[atom], classes[other]});
                connections.add({low, high, 0}, order * (order - 1) / 2);
            }
            for (std::size_t j = i + 1; j < around.size(); j++) {
                const auto [low, high] = std::minmax({classes[other], classes[around[j].atom]});
                connections.add({low, classes[atom], high}, order * around[j].order);
            }
        }
    }
    auto counts = connections.counts();
    if (counts.empty()) counts = {1};
    double total = 0;
    for (const auto count : counts) total += count;
    if (total == 0) return std::numeric_limits<double>::quiet_NaN();  // there, RDKit takes the logarithm of zero
    const double of_connections = total * (entropy(counts) + std::log(total) / std::log(2.0));
    return atoms * entropy(elements.counts()) + of_connections;
}

}  // namespace molscreen
