// Substructure patterns that are tried on every molecule (QED's alerts, Crippen's atom types, fragment counts), made fast: most
// of them cannot match for want of an atom, and the others are matched from their rarest atom.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "pattern_atom.h"
#include "rdkit.h"

namespace molscreen {

// What a molecule has, looked at once for all patterns.
struct Contents {
    explicit Contents(const RDKit::ROMol& mol);
    const RDKit::ROMol& mol;
    std::vector<std::size_t> kind;  // of each atom
    AtomKinds kinds;                // of all atoms together
    bool triple_bond = false;
};

// One compiled pattern. Gives RDKit's answers; not to be shared between threads when it is recursive (RDKit would lock).
class Pattern {
public:
    explicit Pattern(const char* smarts);
    explicit Pattern(std::shared_ptr<const RDKit::ROMol> query);
    Pattern(Pattern&&) noexcept = default;
    Pattern(const Pattern&) = delete;

    bool occursIn(const Contents& contents) const;

    // False only where the pattern does not occur; takes no lock and is quick, for a pattern whose occurrences are then
    // asked of RDKit. What possible() looks at is left to the caller: kinds() and needsTripleBond().
    bool mayBeFoundIn(const Contents& contents) const;

    // The kinds that each query atom may match, and whether there must be a triple bond.
    const std::vector<AtomKinds>& kinds() const noexcept { return kinds_; }
    bool needsTripleBond() const noexcept { return triple_bond_; }

    // Number of occurrences that differ in their atoms, 1000 at most.
    std::size_t count(const Contents& contents) const;

    // Whether the pattern, and what is recursive in it, is connected, so that RDKit's general matching is not needed.
    bool isPlain() const noexcept { return !from_first_.empty(); }

    bool isRecursive() const noexcept { return recursive_; }

    // Whether the first atom may be of this kind.
    bool mayStartAt(std::size_t kind) const { return kinds_[0][kind]; }

    // Whether a plain pattern occurs with its first atom at this one.
    bool occursAt(const RDKit::ROMol& mol, const RDKit::Atom& atom) const { return occursAt(from_first_, mol, atom); }

private:
    static constexpr std::size_t kMaxPlainAtoms = 32;
    // In larger molecules RDKit may not look at all matches of a recursive structure, of which it stops after 1000.
    static constexpr unsigned kMostAtoms = 100;

    // A bond to an atom that comes earlier in the order.
    struct Link {
        std::size_t place;
        const RDKit::Bond::QUERYBOND_QUERY* bond;
    };
    // A query atom in an order in which each is bonded to an earlier one, its parent; further bonds close rings.
    struct Step {
        const AtomTest* atom;
        Link parent;
        std::vector<Link> closures;
    };
    using Order = std::vector<Step>;
    // The molecule's atoms that the first steps of an order are matched to.
    struct Mapping {
        const RDKit::Atom* atoms[kMaxPlainAtoms];
        std::size_t size = 0;
        std::vector<unsigned> sorted() const {
            std::vector<unsigned> indices(size);
            std::transform(atoms, atoms + size, indices.begin(), [](const auto* atom) { return atom->getIdx(); });
            std::sort(indices.begin(), indices.end());
            return indices;
        }
        bool contains(const RDKit::Atom* atom) const { return std::find(atoms, atoms + size, atom) != atoms + size; }
    };

    void compile();
    Order orderFrom(unsigned int first) const;
    bool possible(const Contents& contents) const;
    bool occursAt(const Order& order, const RDKit::ROMol& mol, const RDKit::Atom& atom) const;
    bool matchesAsRdkit(const RDKit::ROMol& mol) const;
    bool occursFromRarest(const Contents& contents) const;
    // Calls the visitor with each mapping whose first atom is this one until it returns true; whether it did.
    template <class Visitor>
    bool visit(const Order& order, const RDKit::ROMol& mol, const RDKit::Atom& atom, Visitor&& visitor) const;
    template <class Visitor>
    bool extend(const Order& order, const RDKit::ROMol& mol, Mapping& mapped, Visitor& visitor) const;

    std::shared_ptr<const RDKit::ROMol> query_;
    std::vector<AtomTest> tests_;  // of each query atom; the orders point into it
    bool recursive_ = false;
    std::vector<AtomKinds> kinds_;  // of each query atom: the kinds it may match
    bool triple_bond_ = false;      // whether there must be one
    unsigned int rarest_ = 0;
    Order from_first_, from_rarest_;  // empty for a pattern that is not plain
};

}  // namespace molscreen
