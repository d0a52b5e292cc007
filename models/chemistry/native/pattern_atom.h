// One atom of a pattern: what it asks of an atom, recursive structures included.
#pragma once

#include <memory>
#include <vector>

#include "rdkit.h"

namespace molscreen {

class Pattern;

class AtomTest {
public:
    using Query = RDKit::Atom::QUERYATOM_QUERY;
    enum class Verdict { No, Maybe, Yes };

    // Borrows the query.
    explicit AtomTest(const Query& query);

    bool matches(const RDKit::Atom& atom) const;

    // What can be said from an atom's kind (atomKind) alone.
    Verdict judge(std::size_t kind) const;

    bool isRecursive() const { return recursive_; }

    // Whether every recursive structure in it can be looked for from its first atom on.
    bool isPlain() const;

private:
    Verdict judgeUnnegated(std::size_t kind) const;

    enum class Form { Leaf, Element, Type, Charge, Rings, All, Any, Structure };
    const Query* query_;
    Form form_ = Form::Leaf;
    int value_ = 0;  // of Element, Type, Charge and Rings
    bool recursive_ = false;
    std::vector<AtomTest> parts_;               // of All and Any
    std::shared_ptr<const Pattern> structure_;  // starts at the atom
};

}  // namespace molscreen
