#include "pattern_atom.h"

#include <algorithm>

#include <GraphMol/QueryOps.h>

#include "pattern.h"

namespace molscreen {
namespace {

using Verdict = AtomTest::Verdict;

struct Kind {
    int element;
    bool aromatic, ring;
    int charge;  // its sign

    explicit Kind(std::size_t number)
        : element(static_cast<int>(number % 128)), aromatic(number / 128 % 2), ring(number / 256 % 2),
          charge(static_cast<int>(number / 512) - 1) {}
};

Verdict negate(Verdict verdict) {
    if (verdict == Verdict::Maybe) return verdict;
    return verdict == Verdict::Yes ? Verdict::No : Verdict::Yes;
}

Verdict known(bool holds) { return holds ? Verdict::Yes : Verdict::No; }

int sign(int value) { return (value > 0) - (value < 0); }

Verdict judgeLeaf(const AtomTest::Query& query, const Kind& kind) {
    const auto& what = query.getDescription();
    const auto value = [&] { return static_cast<const RDKit::ATOM_EQUALS_QUERY&>(query).getVal(); };
    if (what == "AtomAtomicNum") return known(value() == kind.element);
    if (what == "AtomType") {
        return known(value() % 1000 == kind.element && (value() >= 1000) == kind.aromatic);
    }
    if (what == "AtomFormalCharge") {
        if (sign(value()) != kind.charge || value() == 0) return known(value() == kind.charge);
    } else if (what == "AtomInNRings" && value() >= 0) {
        if ((value() > 0) != kind.ring || value() == 0) return known((value() > 0) == kind.ring);
    }
    return Verdict::Maybe;
}

}  // namespace

std::size_t atomKind(const RDKit::Atom& atom) {
    const bool ring = atom.getOwningMol().getRingInfo()->numAtomRings(atom.getIdx()) != 0;
    return static_cast<std::size_t>(atom.getAtomicNum()) % 128 + (atom.getIsAromatic() ? 128 : 0) + (ring ? 256 : 0) +
           512 * static_cast<std::size_t>(sign(atom.getFormalCharge()) + 1);
}

AtomTest::AtomTest(const Query& query) : query_(&query) {
    const auto& what = query.getDescription();
    if (what == "RecursiveStructure") {
        form_ = Form::Structure;
        const auto* structure = static_cast<const RDKit::RecursiveStructureQuery&>(query).getQueryMol();
        structure_ = std::make_shared<const Pattern>(std::shared_ptr<const RDKit::ROMol>(structure, [](auto*) {}));
    } else if (what == "AtomAnd" || what == "AtomOr") {
        form_ = what == "AtomAnd" ? Form::All : Form::Any;
        for (auto child = query.beginChildren(); child != query.endChildren(); ++child) parts_.emplace_back(**child);
    }
    recursive_ = form_ == Form::Structure || std::any_of(parts_.begin(), parts_.end(), [](const auto& part) { return part.recursive_; });
}

bool AtomTest::matches(const RDKit::Atom& atom) const {
    if (!recursive_) return query_->Match(&atom);
    const auto part_matches = [&](const AtomTest& part) { return part.matches(atom); };
    bool holds;
    switch (form_) {
        case Form::All: holds = std::all_of(parts_.begin(), parts_.end(), part_matches); break;
        case Form::Any: holds = std::any_of(parts_.begin(), parts_.end(), part_matches); break;
        default: holds = structure_->occursAt(atom.getOwningMol(), atom); break;
    }
    return holds != query_->getNegation();
}

AtomTest::Verdict AtomTest::judgeUnnegated(std::size_t kind) const {
    if (form_ == Form::Leaf) return judgeLeaf(*query_, Kind(kind));
    if (form_ == Form::Structure) return structure_->mayStartAt(kind) ? Verdict::Maybe : Verdict::No;
    auto verdict = form_ == Form::All ? Verdict::Yes : Verdict::No;
    for (const auto& part : parts_) {
        const auto one = part.judge(kind);
        verdict = form_ == Form::All ? std::min(verdict, one) : std::max(verdict, one);
    }
    return verdict;
}

AtomTest::Verdict AtomTest::judge(std::size_t kind) const {
    const auto verdict = judgeUnnegated(kind);
    return query_->getNegation() ? negate(verdict) : verdict;
}

bool AtomTest::isPlain() const {
    if (structure_) return structure_->isPlain();
    return std::all_of(parts_.begin(), parts_.end(), [](const AtomTest& part) { return part.isPlain(); });
}

}  // namespace molscreen
