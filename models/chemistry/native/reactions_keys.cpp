#include <algorithm>

#include "reactions.h"

namespace molscreen::reactions {
namespace {

// How much a key says of an atom: its element and aromaticity, and more with each level.
enum Level { Kind = 1, Charged = 2, Hydrogenated = 3, Complete = 4 };
constexpr int kMostCounted = 6;

struct AtomFacts {
    int element, aromatic, charge, hydrogens, degree;

    std::uint32_t at(int level) const noexcept {
        auto code = static_cast<std::uint32_t>(element * 2 + aromatic) * 8 + static_cast<std::uint32_t>(level);
        if (level >= Charged) code = code * 31 + static_cast<std::uint32_t>(charge + 8);
        if (level >= Hydrogenated) code = code * 17 + static_cast<std::uint32_t>(hydrogens);
        if (level >= Complete) code = code * 17 + static_cast<std::uint32_t>(degree);
        return code;
    }
};

std::uint16_t key(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) noexcept {
    std::uint64_t mixed = a;
    for (const auto next : {b, c, d}) mixed = (mixed ^ (mixed >> 29)) * 0x9E3779B97F4A7C15ull + next;
    mixed = (mixed ^ (mixed >> 32)) * 0xBF58476D1CE4E5B9ull;
    return static_cast<std::uint16_t>((mixed >> 32) % MoleculeKeys::kBits);
}

std::uint16_t pairKey(std::uint32_t a, std::uint32_t b, int bond) noexcept {
    return key(1, std::min(a, b), std::max(a, b), static_cast<std::uint32_t>(bond));
}

std::uint16_t pathKey(std::uint32_t a, int bondA, std::uint32_t centre, std::uint32_t b, int bondB) noexcept {
    const auto left = a * 32 + static_cast<std::uint32_t>(bondA), right = b * 32 + static_cast<std::uint32_t>(bondB);
    return key(2, centre, std::min(left, right), std::max(left, right));
}

std::uint16_t countKey(std::uint32_t a, std::uint32_t b, int bond, int count) noexcept {
    return key(3 + static_cast<std::uint32_t>(count), std::min(a, b), std::max(a, b), static_cast<std::uint32_t>(bond));
}

// The highest level that a pattern says all of; 0 where it leaves element or aromaticity open.
int levelOf(const PatternAtom& atom) noexcept {
    if (atom.element == 0 || atom.aromatic == kAny) return 0;
    if (atom.charge == kAny) return Kind;
    if (atom.hydrogens == kAny) return Charged;
    return atom.degree == kAny ? Hydrogenated : Complete;
}

AtomFacts factsOf(const PatternAtom& atom) noexcept { return {atom.element, atom.aromatic, atom.charge, atom.hydrogens, atom.degree}; }

}  // namespace

MoleculeKeys::MoleculeKeys(const RDKit::ROMol& mol) {
    std::vector<AtomFacts> facts;
    facts.reserve(mol.getNumAtoms());
    for (const auto* atom : mol.atoms()) {
        facts.push_back({atom->getAtomicNum(), atom->getIsAromatic(), atom->getFormalCharge(), static_cast<int>(atom->getTotalNumHs(true)),
                         static_cast<int>(atom->getDegree())});
        for (int level = Kind; level <= Complete; level++) set(key(0, facts.back().at(level), 0, 0));
    }
    std::vector<std::array<std::uint32_t, 3>> kinds;
    for (const auto* bond : mol.bonds()) {
        const auto &a = facts[bond->getBeginAtomIdx()], &b = facts[bond->getEndAtomIdx()];
        const int type = bond->getBondType();
        for (int left = Kind; left <= Complete; left++) {
            for (int right = Kind; right <= Complete; right++) set(pairKey(a.at(left), b.at(right), type));
        }
        const auto low = std::min(a.at(Kind), b.at(Kind)), high = std::max(a.at(Kind), b.at(Kind));
        kinds.push_back({low, high, static_cast<std::uint32_t>(type)});
    }
    std::sort(kinds.begin(), kinds.end());
    for (std::size_t i = 0, count = 0; i < kinds.size(); i++) {
        count = i > 0 && kinds[i] == kinds[i - 1] ? count + 1 : 1;
        if (count <= kMostCounted) set(countKey(kinds[i][0], kinds[i][1], static_cast<int>(kinds[i][2]), static_cast<int>(count)));
    }
    std::vector<std::pair<std::uint32_t, int>> around;
    for (const auto* atom : mol.atoms()) {
        around.clear();
        for (const auto* bond : mol.atomBonds(atom)) around.emplace_back(facts[bond->getOtherAtomIdx(atom->getIdx())].at(Kind), bond->getBondType());
        for (std::size_t a = 0; a < around.size(); a++) {
            for (std::size_t b = a + 1; b < around.size(); b++) {
                for (int level = Kind; level <= Complete; level++) {
                    set(pathKey(around[a].first, around[a].second, facts[atom->getIdx()].at(level), around[b].first, around[b].second));
                }
            }
        }
    }
}

bool MoleculeKeys::cover(const PatternKeys& pattern) const noexcept {
    return std::all_of(pattern.keys_.begin(), pattern.keys_.end(), [this](std::uint16_t one) { return (bits_[one >> 6] >> (one & 63) & 1) != 0; });
}

PatternKeys::PatternKeys(const Pattern& pattern) {
    std::vector<std::uint16_t> paths, pairs, single;
    std::map<std::array<std::uint32_t, 3>, int> counts;
    for (std::size_t i = 0; i < pattern.atoms.size(); i++) {
        const int level = levelOf(pattern.atoms[i]);
        if (level == 0) continue;
        const auto facts = factsOf(pattern.atoms[i]);
        single.push_back(key(0, facts.at(level), 0, 0));
        std::vector<std::pair<std::uint32_t, int>> around;
        for (int other : neighbours(*pattern.query, static_cast<int>(i))) {
            const int type = pattern.bond(static_cast<int>(i), other), otherLevel = levelOf(pattern.atoms[other]);
            if (otherLevel == 0 || type == RDKit::Bond::ZERO) continue;
            const auto otherFacts = factsOf(pattern.atoms[other]);
            around.emplace_back(otherFacts.at(Kind), type);
            if (other < static_cast<int>(i)) continue;
            pairs.push_back(pairKey(facts.at(level), otherFacts.at(otherLevel), type));
            const auto low = std::min(facts.at(Kind), otherFacts.at(Kind)), high = std::max(facts.at(Kind), otherFacts.at(Kind));
            counts[{low, high, static_cast<std::uint32_t>(type)}]++;
        }
        for (std::size_t a = 0; a < around.size(); a++) {
            for (std::size_t b = a + 1; b < around.size(); b++) {
                paths.push_back(pathKey(around[a].first, around[a].second, facts.at(level), around[b].first, around[b].second));
            }
        }
    }
    // What few molecules have comes first, so that most templates end at their first key.
    for (const auto* keys : {&paths, &pairs}) keys_.insert(keys_.end(), keys->begin(), keys->end());
    for (const auto& [kind, count] : counts) keys_.push_back(countKey(kind[0], kind[1], static_cast<int>(kind[2]), std::min(count, kMostCounted)));
    keys_.insert(keys_.end(), single.begin(), single.end());
}

}  // namespace molscreen::reactions
