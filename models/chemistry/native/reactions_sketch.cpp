#include <algorithm>
#include <numeric>

#include "reactions.h"

namespace molscreen::reactions {
namespace {

constexpr int kRounds = 5;

std::uint64_t mix(std::uint64_t x) noexcept {
    x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCDull;
    x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53ull;
    return x ^ (x >> 33);
}

}  // namespace

Sketch sketch(const std::vector<int>& elements, const std::vector<std::pair<int, int>>& bonds) {
    std::vector<std::uint64_t> values(elements.size()), around(elements.size());
    for (std::size_t i = 0; i < elements.size(); i++) values[i] = mix(static_cast<std::uint64_t>(elements[i]) + 1);
    for (int round = 0; round < kRounds; round++) {
        std::fill(around.begin(), around.end(), 0);
        for (const auto& [a, b] : bonds) {
            around[a] += values[b] * 0x9E3779B97F4A7C15ull;
            around[b] += values[a] * 0x9E3779B97F4A7C15ull;
        }
        for (std::size_t i = 0; i < values.size(); i++) values[i] = mix(values[i] * 3 + around[i]);
    }
    std::vector<int> root(elements.size());
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&root](int i) {
        while (root[i] != i) i = root[i] = root[root[i]];
        return i;
    };
    for (const auto& [a, b] : bonds) root[find(a)] = find(b);
    std::fill(around.begin(), around.end(), 0);
    for (std::size_t i = 0; i < values.size(); i++) {
        if (elements[i] >= 0) around[find(static_cast<int>(i))] += mix(values[i]);
    }
    Sketch result;
    for (std::size_t i = 0; i < root.size(); i++) {
        if (elements[i] >= 0 && root[i] == static_cast<int>(i)) result.push_back(around[i]);
    }
    std::sort(result.begin(), result.end());
    return result;
}

Sketch sketch(const RDKit::ROMol& mol) {
    std::vector<int> elements;
    std::vector<std::pair<int, int>> bonds;
    for (const auto* atom : mol.atoms()) elements.push_back(atom->getAtomicNum());
    for (const auto* bond : mol.bonds()) bonds.emplace_back(bond->getBeginAtomIdx(), bond->getEndAtomIdx());
    return sketch(elements, bonds);
}

Sketch Transform::sketchOf(const RDKit::ROMol& mol, const std::vector<int>& match) const {
    std::vector<int> elements;
    for (const auto* atom : mol.atoms()) elements.push_back(atom->getAtomicNum());
    for (std::size_t i = 0; i < match.size(); i++) {
        if (partner_[i] < 0) elements[match[i]] = -1;
    }
    std::vector<int> place(to_.atoms.size());
    for (std::size_t i = 0; i < place.size(); i++) {
        place[i] = source_[i] >= 0 ? match[source_[i]] : static_cast<int>(elements.size());
        if (source_[i] < 0) elements.push_back(to_.atoms[i].element);
    }
    std::set<std::pair<int, int>> broken;
    for (const auto& [a, b] : broken_) broken.insert(std::minmax(match[a], match[b]));
    std::vector<std::pair<int, int>> bonds;
    for (const auto* bond : mol.bonds()) {
        const int a = bond->getBeginAtomIdx(), b = bond->getEndAtomIdx();
        if (elements[a] >= 0 && elements[b] >= 0 && broken.count(std::minmax(a, b)) == 0) bonds.emplace_back(a, b);
    }
    const int before = static_cast<int>(mol.getNumAtoms());
    for (const auto& [a, b, type] : made_) {
        const int x = place[a], y = place[b];
        if (x < before && y < before && mol.getBondBetweenAtoms(x, y) != nullptr && broken.count(std::minmax(x, y)) == 0) continue;
        bonds.emplace_back(x, y);
    }
    return sketch(elements, bonds);
}

Sought::Sought(const std::string& text) : smiles(canonical(text)) {
    const auto mol = parseMolecule(smiles);
    if (mol != nullptr) drawn = sketch(*mol);
}

Sought::Sought(const RDKit::ROMol& mol) : smiles(RDKit::MolToSmiles(mol)), drawn(sketch(mol)) {}

}  // namespace molscreen::reactions
