// One atom of a pattern: what it asks of an atom, recursive structures included.
#pragma once

#include <bitset>
#include <memory>
#include <vector>

#include "rdkit.h"

namespace molscreen {

// Element, aromaticity, ring membership and sign of the charge of an atom as one number.
constexpr std::size_t kAtomKinds = 128 * 2 * 2 * 3;
using AtomKinds = std::bitset<kAtomKinds>;
std::size_t atomKind(const RDKit::Atom& atom);

class Pattern;

class AtomTest {
public:
    using Query = RDKit::Atom::QUERYATOM_QUERY;

    // Of which kinds an atom may be that passes, and of which it must pass.
    struct Verdict {
        AtomKinds may, must;
    };

    // Borrows the query.
    explicit AtomTest(const Query& query);

    bool matches(const RDKit::Atom& atom) const;

    // What can be said from an atom's kind alone.
    Verdict judge() const;

    bool isRecursive() const { return recursive_; }

    // Whether every recursive structure in it can be looked for from its first atom on.
    bool isPlain() const;

private:
    Verdict judgeUnnegated() const;

    enum class Form { Leaf, All, Any, Structure };
    const Query* query_;
    Form form_ = Form::Leaf;
    bool recursive_ = false;
    std::vector<AtomTest> parts_;               // of All and Any
    std::shared_ptr<const Pattern> structure_;  // starts at the atom; null where it is not known at which
};

}  // namespace molscreen
