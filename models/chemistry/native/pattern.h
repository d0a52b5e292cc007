// Substructure patterns that are tried on every molecule (QED's alerts, Crippen's atom types), made fast: most of them
// cannot match for want of an atom, and the others are matched from their rarest atom.
#pragma once

#include <algorithm>
#include <bitset>
#include <memory>
#include <vector>

#include "rdkit.h"

namespace molscreen {

// Element, aromaticity, ring membership and sign of the charge of an atom as one number.
constexpr std::size_t kAtomKinds = 128 * 2 * 2 * 3;
using AtomKinds = std::bitset<kAtomKinds>;
std::size_t atomKind(const RDKit::Atom& atom);

// What a molecule has, looked at once for all patterns.
struct Contents {
    explicit Contents(const RDKit::ROMol& mol);
    const RDKit::ROMol& mol;
    std::vector<std::size_t> kind;  // of each atom
    AtomKinds kinds;                // of all atoms together
    bool triple_bond = false;
};

using AtomQuery = RDKit::Atom::QUERYATOM_QUERY;

// The kinds that an atom which fits the query may have.
AtomKinds kindsThatMayFit(const AtomQuery& query);

class Pattern;

// A query atom as a test. Exact where the query is not recursive; else an atom that fails it cannot fit, and only RDKit can
// say whether one that passes does. Takes no lock.
class AtomTest {
public:
    // The query is borrowed; inverted asks for its opposite.
    explicit AtomTest(const AtomQuery& query, bool inverted = false);
    bool mayFit(const RDKit::ROMol& mol, const RDKit::Atom& atom) const;
    bool isExact() const noexcept { return exact_; }

private:
    enum class Form { Exact, All, Any, Environment, Unknown };
    const AtomQuery* query_;
    bool inverted_, exact_ = true;
    Form form_ = Form::Exact;
    std::vector<AtomTest> children_;
    std::shared_ptr<const Pattern> environment_;
};

// One compiled pattern. Gives RDKit's answers; not to be shared between threads when it is recursive (RDKit would lock).
class Pattern {
public:
    explicit Pattern(const char* smarts);
    explicit Pattern(std::shared_ptr<const RDKit::ROMol> query);

    bool occursIn(const Contents& contents) const;

    // Number of occurrences that differ in their atoms.
    std::size_t count(const Contents& contents) const;

    // Whether the pattern is connected and not recursive, so that RDKit's general matching is not needed.
    bool isPlain() const noexcept { return plain_; }

    bool isConnected() const noexcept { return !from_first_.empty(); }

    // What each query atom may match, and whether there must be a triple bond: all that possible() looks at.
    const std::vector<AtomKinds>& kinds() const noexcept { return kinds_; }
    bool needsTripleBond() const noexcept { return triple_bond_; }

    // Whether a pattern that is possible() may occur: exact for a plain one. Takes no lock.
    bool mayBeFoundIn(const Contents& contents) const;

    // Whether the first atom may be of this kind.
    bool mayStartAt(std::size_t kind) const { return kinds_[0][kind]; }

    // Whether a connected pattern may occur with its first atom at this one; exact for a plain one.
    bool mayOccurAt(const RDKit::ROMol& mol, const RDKit::Atom& atom) const { return occursAt(from_first_, mol, atom); }

    // Whether a plain pattern occurs with its first atom at this one.
    bool occursAt(const RDKit::ROMol& mol, const RDKit::Atom& atom) const { return occursAt(from_first_, mol, atom); }

private:
    static constexpr std::size_t kMaxPlainAtoms = 32;

    // A bond to an atom that comes earlier in the order.
    struct Link {
        std::size_t place;
        const RDKit::Bond::QUERYBOND_QUERY* bond;
    };
    // A query atom in an order in which each is bonded to an earlier one, its parent; further bonds close rings.
    struct Step {
        AtomTest atom;
        Link parent;
        std::vector<Link> closures;
    };
    using Order = std::vector<Step>;
    // The molecule's atoms that the first steps of an order are matched to.
    struct Mapping {
        const RDKit::Atom* atoms[kMaxPlainAtoms];
        std::size_t size = 0;
        bool contains(const RDKit::Atom* atom) const { return std::find(atoms, atoms + size, atom) != atoms + size; }
    };

    void compile();
    Order orderFrom(unsigned int first) const;
    bool possible(const Contents& contents) const;
    bool occursAt(const Order& order, const RDKit::ROMol& mol, const RDKit::Atom& atom) const;
    bool extend(const Order& order, const RDKit::ROMol& mol, Mapping& mapped) const;

    std::shared_ptr<const RDKit::ROMol> query_;
    std::vector<AtomKinds> kinds_;  // of each query atom: the kinds it may match
    bool triple_bond_ = false;      // whether there must be one
    bool plain_ = false;
    unsigned int rarest_ = 0;
    Order from_first_, from_rarest_;  // empty for a pattern that is not connected
};

}  // namespace molscreen
