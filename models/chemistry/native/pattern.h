// Substructure patterns that are tried on every molecule (QED's alerts, Crippen's atom types), made fast: most of them
// cannot match for want of an element, and most others are trees of a few atoms, which need no general graph matching.
#pragma once

#include <bitset>
#include <memory>
#include <vector>

#include "rdkit.h"

namespace molscreen {

// Element and aromaticity of an atom as one number.
constexpr std::size_t kAtomKinds = 256;
using AtomKinds = std::bitset<kAtomKinds>;
std::size_t atomKind(const RDKit::Atom& atom);
AtomKinds atomKinds(const RDKit::ROMol& mol);

// One compiled pattern. Gives RDKit's answers; not to be shared between threads when it is recursive (RDKit would lock).
class Pattern {
public:
    explicit Pattern(const char* smarts);
    explicit Pattern(std::shared_ptr<const RDKit::ROMol> query);

    // Whether the pattern occurs in the molecule, whose kinds of atoms are `present`.
    bool occursIn(const RDKit::ROMol& mol, const AtomKinds& present) const;

    // Number of occurrences that differ in their atoms.
    std::size_t count(const RDKit::ROMol& mol, const AtomKinds& present) const;

    // Whether the pattern is connected, acyclic and not recursive.
    bool isTree() const noexcept { return !steps_.empty(); }

    // Whether the first atom may be of this kind.
    bool mayStartAt(std::size_t kind) const { return kinds_[0][kind]; }

    // Whether a tree occurs with its first atom at this one.
    bool occursAt(const RDKit::ROMol& mol, const RDKit::Atom& atom) const;

    const RDKit::ROMol& query() const noexcept { return *query_; }

private:
    // A query atom in an order in which each follows the one it is bonded to.
    struct Step {
        const RDKit::Atom* atom;
        const RDKit::Bond* bond;  // to the parent; null for the first
        std::size_t parent;       // place of the parent in the order
    };

    bool possible(const AtomKinds& present) const;
    void compile();
    bool extend(const RDKit::ROMol& mol, std::size_t step, std::vector<const RDKit::Atom*>& mapped) const;

    std::shared_ptr<const RDKit::ROMol> query_;
    std::vector<AtomKinds> kinds_;  // of each query atom: the kinds it may match
    std::vector<Step> steps_;       // empty for a pattern that is not a tree
};

}  // namespace molscreen
