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

int sign(int value) { return (value > 0) - (value < 0); }

template <class Test>
AtomKinds kindsWith(Test test) {
    AtomKinds kinds;
    for (std::size_t number = 0; number < kAtomKinds; number++) kinds[number] = test(Kind(number));
    return kinds;
}

Verdict judgeLeaf(const AtomTest::Query& query) {
    const auto& what = query.getDescription();
    const auto value = [&] { return static_cast<const RDKit::ATOM_EQUALS_QUERY&>(query).getVal(); };
    Verdict verdict{AtomKinds().set(), {}};
    if (what == "AtomAtomicNum") {
        verdict.may = verdict.must = kindsWith([v = value()](const Kind& kind) { return v == kind.element; });
    } else if (what == "AtomType") {
        verdict.may = verdict.must =
            kindsWith([v = value()](const Kind& kind) { return v % 1000 == kind.element && (v >= 1000) == kind.aromatic; });
    } else if (what == "AtomFormalCharge") {
        verdict.may = kindsWith([v = value()](const Kind& kind) { return sign(v) == kind.charge; });
        if (value() == 0) verdict.must = verdict.may;
    } else if (what == "AtomInNRings" && value() >= 0) {
        verdict.may = kindsWith([v = value()](const Kind& kind) { return (v > 0) == kind.ring; });
        if (value() == 0) verdict.must = verdict.may;
    }
    return verdict;
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
        if (structure != nullptr && structure->getNumAtoms() > 0 && !structure->hasProp("_queryRootAtom")) {
            structure_ = std::make_shared<const Pattern>(std::shared_ptr<const RDKit::ROMol>(structure, [](auto*) {}));
        }
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
        default:
            if (!structure_) return query_->Match(&atom);
            holds = structure_->occursAt(atom.getOwningMol(), atom);
    }
    return holds != query_->getNegation();
}

AtomTest::Verdict AtomTest::judgeUnnegated() const {
    if (form_ == Form::Leaf) return judgeLeaf(*query_);
    if (form_ == Form::Structure) return {structure_ ? structure_->kinds()[0] : AtomKinds().set(), {}};
    const bool all = form_ == Form::All;
    Verdict verdict;
    if (all) {
        verdict.may.set();
        verdict.must.set();
    }
    for (const auto& part : parts_) {
        const auto one = part.judge();
        verdict.may = all ? verdict.may & one.may : verdict.may | one.may;
        verdict.must = all ? verdict.must & one.must : verdict.must | one.must;
    }
    return verdict;
}

AtomTest::Verdict AtomTest::judge() const {
    const auto verdict = judgeUnnegated();
    return query_->getNegation() ? Verdict{~verdict.must, ~verdict.may} : verdict;
}

bool AtomTest::isPlain() const {
    if (form_ == Form::Structure) return structure_ && structure_->isPlain();
    return std::all_of(parts_.begin(), parts_.end(), [](const AtomTest& part) { return part.isPlain(); });
}

}  // namespace molscreen
