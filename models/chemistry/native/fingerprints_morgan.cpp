// Morgan fingerprints over flat arrays. The algorithm and its hash are RDKit's (Rogers and Hahn, doi:10.1021/ci100050t, with
// 32-bit boost hashes), so that the codes are the same; what differs is that nothing is allocated for a molecule, and that
// a set of bonds is looked up in a hash table of words instead of being sorted as a bit set.
#include <algorithm>
#include <cstring>

#include <GraphMol/Fingerprints/FingerprintUtil.h>
#include <GraphMol/PeriodicTable.h>
#include <GraphMol/SmilesParse/SmilesParse.h>

#include "fingerprints.h"

namespace molscreen {
namespace {

using Code = std::uint32_t;

void combine(Code& seed, Code value) { seed ^= value + 0x9e3779b9u + (seed << 6) + (seed >> 2); }

Code connectivity(const RDKit::Atom& atom, const RDKit::RingInfo& rings) {
    const auto hydrogens = atom.getTotalNumHs(true);  // those that are atoms of their own included
    Code code = 0;
    combine(code, static_cast<Code>(atom.getAtomicNum()));
    combine(code, atom.getTotalDegree());
    combine(code, hydrogens);
    combine(code, static_cast<Code>(atom.getFormalCharge()));
    int heavier = 0;  // whole daltons above the element's mean mass
    if (atom.getIsotope() != 0) {
        heavier = static_cast<int>(atom.getMass() - RDKit::PeriodicTable::getTable()->getAtomicWeight(atom.getAtomicNum()));
    }
    combine(code, static_cast<Code>(heavier));
    if (rings.numAtomRings(atom.getIdx()) != 0) combine(code, 1);
    return code;
}

// Which of RDKit's six features (donor, acceptor, aromatic, halogen, basic, acidic) each atom takes part in.
void features(const RDKit::ROMol& mol, std::vector<Code>& codes) {
    thread_local const auto queries = [] {
        std::vector<std::unique_ptr<RDKit::ROMol>> made;
        for (const auto& smarts : RDKit::MorganFingerprints::defaultFeatureSmarts) made.emplace_back(RDKit::SmartsToMol(smarts));
        return made;
    }();
    codes.assign(mol.getNumAtoms(), 0);
    std::vector<RDKit::MatchVectType> matches;
    for (std::size_t i = 0; i < queries.size(); i++) {
        RDKit::SubstructMatch(mol, *queries[i], matches);
        for (const auto& match : matches) {
            for (const auto& pair : match) codes[static_cast<std::size_t>(pair.second)] |= 1u << i;
        }
    }
}

Code bondCode(const RDKit::Bond& bond, bool chirality) {
    const auto type = static_cast<Code>(bond.getBondType());
    if (!chirality || bond.getBondType() != RDKit::Bond::DOUBLE || bond.getStereo() == RDKit::Bond::STEREONONE) return type;
    return 100 + 10 * type + static_cast<Code>(bond.getStereo());
}

Code labelCode(const RDKit::Atom& atom) {
    std::string label;
    atom.getPropIfPresent(RDKit::common_properties::_CIPCode, label);
    return label == "R" ? 3 : label == "S" ? 2 : 1;
}

class Morgan {
public:
    const std::vector<Code>& codes(const RDKit::ROMol& mol, std::int32_t radius, bool chirality, bool by_features) {
        read(mol, chirality, by_features);
        result_.assign(code_.begin(), code_.end());
        round_ends_.assign(1, result_.size());
        const auto atoms = code_.size();
        prepareTable(atoms * static_cast<std::size_t>(radius));
        for (std::int32_t round = 0; round < radius; round++) {
            const auto first = seen_.size();
            next_ = reach_;
            next_code_.assign(atoms, 0);
            for (std::uint32_t atom = 0; atom < atoms; atom++) {
                if (!done_[atom]) grow(mol, atom, static_cast<Code>(round), chirality, first);
            }
            for (auto i = first; i < seen_.size(); i++) result_.push_back(seen_[i].code);
            round_ends_.push_back(result_.size());
            code_.swap(next_code_);
            reach_.swap(next_);
        }
        return result_;
    }

    // Replaces the environments by those that codes() found last, in the order of its codes.
    void environments(Environments& found) {
        found = {};
        const auto atoms = round_ends_[0];
        std::size_t round = 0;
        for (std::size_t i = 0; i < result_.size(); i++) {
            while (i >= round_ends_[round]) round++;
            const auto centre = i < atoms ? static_cast<std::uint32_t>(i) : seen_[i - atoms].atom;
            found.codes.push_back(result_[i]);
            found.centres.push_back(static_cast<std::uint16_t>(centre));
            found.radii.push_back(static_cast<std::uint8_t>(round));
            const auto before = found.atoms.size();
            within(centre, round, found.atoms);
            found.sizes.push_back(static_cast<std::uint16_t>(found.atoms.size() - before));
        }
    }

private:
    // Appends the atoms up to so many bonds from one, the nearest first.
    void within(std::uint32_t centre, std::size_t radius, std::vector<std::uint16_t>& atoms) {
        const auto start = atoms.size();
        reached_.assign(round_ends_[0], 0);
        reached_[centre] = 1;
        atoms.push_back(static_cast<std::uint16_t>(centre));
        for (auto from = start; radius > 0 && from < atoms.size(); radius--) {
            for (const auto end = atoms.size(); from < end; from++) {
                for (auto i = first_[atoms[from]]; i < first_[atoms[from] + 1u]; i++) {
                    const auto next = neighbours_[i].atom;
                    if (reached_[next]) continue;
                    reached_[next] = 1;
                    atoms.push_back(static_cast<std::uint16_t>(next));
                }
            }
        }
    }

    struct Neighbour {
        std::uint32_t atom, bond;
        Code code;
    };
    // A set of bonds, kept in pool_, and the least code that an atom reached it with in the round it was first seen.
    struct Seen {
        std::uint32_t atom;
        Code code;
    };

    void read(const RDKit::ROMol& mol, bool chirality, bool by_features) {
        const auto atoms = mol.getNumAtoms();
        const auto& rings = *mol.getRingInfo();
        if (by_features) {
            features(mol, code_);
        } else {
            code_.resize(atoms);
        }
        first_.assign(1, 0);
        neighbours_.clear();
        for (unsigned i = 0; i < atoms; i++) {
            const auto& atom = *mol.getAtomWithIdx(i);
            if (!by_features) code_[i] = connectivity(atom, rings);
            for (const auto* bond : mol.atomBonds(&atom)) {
                neighbours_.push_back({bond->getOtherAtomIdx(i), bond->getIdx(), bondCode(*bond, chirality)});
            }
            first_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
        }
        words_ = (mol.getNumBonds() + 63) / 64;
        reach_.assign(atoms * words_, 0);
        done_.assign(atoms, 0);
        chiral_.assign(atoms, 0);
    }

    void prepareTable(std::size_t sets) {
        std::size_t slots = 16;
        while (slots < 2 * sets) slots *= 2;
        table_.assign(slots, 0);
        seen_.clear();
        pool_.clear();
    }

    void grow(const RDKit::ROMol& mol, std::uint32_t atom, Code round, bool chirality, std::size_t first_of_round) {
        const auto begin = first_[atom], end = first_[atom + 1];
        if (begin == end) {
            done_[atom] = 1;
            return;
        }
        auto* reach = &next_[atom * words_];
        around_.clear();
        for (auto i = begin; i < end; i++) {
            const auto& neighbour = neighbours_[i];
            reach[neighbour.bond / 64] |= std::uint64_t{1} << (neighbour.bond % 64);
            const auto* theirs = &reach_[neighbour.atom * words_];
            for (std::size_t w = 0; w < words_; w++) reach[w] |= theirs[w];
            around_.push_back(std::uint64_t{neighbour.code} << 32 | code_[neighbour.atom]);
        }
        std::sort(around_.begin(), around_.end());

        Code code = round;
        combine(code, code_[atom]);
        for (const auto pair : around_) {
            Code both = 0;
            combine(both, static_cast<Code>(pair >> 32));
            combine(both, static_cast<Code>(pair));
            combine(code, both);
        }
        if (chirality && looksChiral(*mol.getAtomWithIdx(atom))) {
            chiral_[atom] = 1;
            combine(code, labelCode(*mol.getAtomWithIdx(atom)));
        }
        next_code_[atom] = code;
        enter(reach, atom, code, first_of_round);
    }

    // RDKit 2022.09 believes an atom's chiral mark once, and looks at its neighbours only after that.
    bool looksChiral(const RDKit::Atom& atom) const {
        if (atom.getChiralTag() == RDKit::Atom::CHI_UNSPECIFIED) return false;
        if (!chiral_[atom.getIdx()]) return true;
        for (std::size_t i = 0; i < around_.size(); i++) {
            if (around_[i] >> 32 != static_cast<Code>(RDKit::Bond::SINGLE)) return false;
            if (i > 0 && static_cast<Code>(around_[i]) == static_cast<Code>(around_[i - 1])) return false;
        }
        return true;
    }

    // Of atoms that reach the same bonds in a round the least code counts; later ones, and all but that one, are done.
    void enter(const std::uint64_t* reach, std::uint32_t atom, Code code, std::size_t first_of_round) {
        std::uint64_t hash = 0;
        for (std::size_t w = 0; w < words_; w++) hash = (hash ^ reach[w]) * 0x9e3779b97f4a7c15u, hash ^= hash >> 29;
        const auto mask = table_.size() - 1;
        for (auto slot = hash & mask;; slot = (slot + 1) & mask) {
            if (table_[slot] == 0) {
                seen_.push_back({atom, code});
                pool_.insert(pool_.end(), reach, reach + words_);
                table_[slot] = static_cast<std::uint32_t>(seen_.size());
                return;
            }
            const std::size_t found = table_[slot] - 1;
            if (std::memcmp(&pool_[found * words_], reach, words_ * sizeof(std::uint64_t)) != 0) continue;
            auto& seen = seen_[found];
            if (found >= first_of_round && code < seen.code) {
                done_[seen.atom] = 1;
                seen = {atom, code};
            } else {
                done_[atom] = 1;
            }
            return;
        }
    }

    std::size_t words_ = 0;                        // of a set of bonds
    std::vector<Code> code_, next_code_, result_;  // of each atom, before and after a round
    std::vector<std::uint32_t> first_;             // where an atom's neighbours start
    std::vector<Neighbour> neighbours_;
    std::vector<std::uint64_t> reach_, next_;      // the bonds within each atom's environment, before and after a round
    std::vector<std::uint64_t> around_;            // an atom's neighbours: bond code, then atom code
    std::vector<std::uint8_t> done_, chiral_, reached_;
    std::vector<std::size_t> round_ends_;          // how many codes there are after each round, the atoms' own being round 0
    std::vector<std::uint32_t> table_;             // 1 + place in seen_; 0 is free
    std::vector<Seen> seen_;
    std::vector<std::uint64_t> pool_;
};

Morgan& ownMorgan() {
    thread_local Morgan morgan;
    return morgan;
}

}  // namespace

const std::vector<std::uint32_t>& morganCodes(const RDKit::ROMol& mol, std::int32_t radius, bool chirality, bool features) {
    return ownMorgan().codes(mol, radius, chirality, features);
}

void morganEnvironments(const RDKit::ROMol& mol, const FingerprintOptions& options, Environments& environments) {
    ownMorgan().codes(mol, options.radius, options.chirality != 0, options.features != 0);
    ownMorgan().environments(environments);
}

}  // namespace molscreen
