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
    } else {
        form_ = what == "AtomAtomicNum"      ? Form::Element
                : what == "AtomType"         ? Form::Type
                : what == "AtomFormalCharge" ? Form::Charge
                : what == "AtomInNRings"     ? Form::Rings
                                             : Form::Leaf;
        if (form_ != Form::Leaf) value_ = static_cast<const RDKit::ATOM_EQUALS_QUERY&>(query).getVal();
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

AtomTest::Verdict AtomTest::judgeUnnegated(std::size_t number) const {
    const Kind kind(number);
    auto verdict = Verdict::Maybe;
    switch (form_) {
        case Form::Element: return known(value_ == kind.element);
        case Form::Type: return known(value_ % 1000 == kind.element && (value_ >= 1000) == kind.aromatic);
        case Form::Charge:
            if (sign(value_) != kind.charge || value_ == 0) verdict = known(value_ == kind.charge);
            return verdict;
        case Form::Rings:
            if (value_ >= 0 && ((value_ > 0) != kind.ring || value_ == 0)) verdict = known((value_ > 0) == kind.ring);
            return verdict;
        case Form::Structure: return structure_->mayStartAt(number) ? Verdict::Maybe : Verdict::No;
        case Form::All:
            verdict = Verdict::Yes;
            for (const auto& part : parts_) verdict = std::min(verdict, part.judge(number));
            return verdict;
        case Form::Any:
            verdict = Verdict::No;
            for (const auto& part : parts_) verdict = std::max(verdict, part.judge(number));
            return verdict;
        default: return verdict;
    }
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
