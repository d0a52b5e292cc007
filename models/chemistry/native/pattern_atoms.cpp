// What a query atom asks for: of which kinds an atom may be, and whether one atom may fit.
#include "pattern.h"

#include <algorithm>

#include <GraphMol/QueryAtom.h>
#include <GraphMol/QueryOps.h>
#include <GraphMol/RingInfo.h>

namespace molscreen {
namespace {

using RDKit::QueryAtom;

struct Kind {
    int element;
    bool aromatic, ring;
    int charge;  // its sign

    explicit Kind(std::size_t number)
        : element(static_cast<int>(number % 128)), aromatic(number / 128 % 2), ring(number / 256 % 2),
          charge(static_cast<int>(number / 512) - 1) {}
};

// Of which kinds a query may hold, and of which it must.
struct Verdict {
    AtomKinds may, must;

    void negate() {
        std::swap(may, must);
        may.flip();
        must.flip();
    }
};

template <class Test>
AtomKinds kindsWith(Test test) {
    AtomKinds kinds;
    for (std::size_t number = 0; number < kAtomKinds; number++) kinds[number] = test(Kind(number));
    return kinds;
}

int sign(int value) { return (value > 0) - (value < 0); }

Verdict judge(const AtomQuery& query);

// An environment holds at an atom of a kind only where its first atom does; it need not, for RDKit looks at the first
// 1000 matches of an environment only.
Verdict judgeEnvironment(const RDKit::RecursiveStructureQuery& query) {
    const auto* environment = query.getQueryMol();
    Verdict verdict{AtomKinds().set(), {}};
    if (environment == nullptr || environment->getNumAtoms() == 0 || environment->hasProp("_queryRootAtom")) return verdict;
    const auto* first = environment->getAtomWithIdx(0);
    if (!first->hasQuery()) return verdict;
    verdict.may = judge(*static_cast<const QueryAtom*>(first)->getQuery()).may;
    return verdict;
}

// What can be said about a query from an atom's kind alone.
Verdict judge(const AtomQuery& query) {
    const auto& what = query.getDescription();
    const auto value = [&] { return static_cast<const RDKit::ATOM_EQUALS_QUERY&>(query).getVal(); };
    Verdict verdict{AtomKinds().set(), {}};
    const auto holdsFor = [&](auto test) { verdict.may = verdict.must = kindsWith(test); };
    if (what == "AtomAtomicNum") {
        holdsFor([v = value()](const Kind& kind) { return v == kind.element; });
    } else if (what == "AtomType") {
        holdsFor([v = value()](const Kind& kind) { return v % 1000 == kind.element && (v >= 1000) == kind.aromatic; });
    } else if (what == "AtomFormalCharge") {
        verdict.may = kindsWith([v = value()](const Kind& kind) { return sign(v) == kind.charge; });
        if (value() == 0) verdict.must = verdict.may;
    } else if (what == "AtomInNRings" && value() >= 0) {
        verdict.may = kindsWith([v = value()](const Kind& kind) { return (v > 0) == kind.ring; });
        if (value() == 0) verdict.must = verdict.may;
    } else if (what == "RecursiveStructure") {
        verdict = judgeEnvironment(static_cast<const RDKit::RecursiveStructureQuery&>(query));
    } else if (what == "AtomAnd") {
        verdict.must.set();
        for (auto child = query.beginChildren(); child != query.endChildren(); ++child) {
            const auto one = judge(**child);
            verdict.may &= one.may;
            verdict.must &= one.must;
        }
    } else if (what == "AtomOr") {
        verdict.may.reset();
        for (auto child = query.beginChildren(); child != query.endChildren(); ++child) {
            const auto one = judge(**child);
            verdict.may |= one.may;
            verdict.must |= one.must;
        }
    }
    if (query.getNegation()) verdict.negate();
    return verdict;
}

bool isRecursive(const AtomQuery& query) {
    if (query.getDescription() == "RecursiveStructure") return true;
    return std::any_of(query.beginChildren(), query.endChildren(), [](const auto& child) { return isRecursive(*child); });
}

}  // namespace

std::size_t atomKind(const RDKit::Atom& atom) {
    const bool ring = atom.getOwningMol().getRingInfo()->numAtomRings(atom.getIdx()) != 0;
    return static_cast<std::size_t>(atom.getAtomicNum()) % 128 + (atom.getIsAromatic() ? 128 : 0) + (ring ? 256 : 0) +
           512 * static_cast<std::size_t>(sign(atom.getFormalCharge()) + 1);
}

AtomKinds kindsThatMayFit(const AtomQuery& query) { return judge(query).may; }

AtomTest::AtomTest(const AtomQuery& query, bool inverted) : query_(&query), inverted_(inverted != query.getNegation()) {
    if (!isRecursive(query)) {
        inverted_ = inverted;  // the query negates itself
        return;
    }
    exact_ = false;
    const auto& what = query.getDescription();
    if (what == "AtomAnd" || what == "AtomOr") {
        form_ = (what == "AtomAnd") != inverted_ ? Form::All : Form::Any;
        for (auto child = query.beginChildren(); child != query.endChildren(); ++child) children_.emplace_back(**child, inverted_);
        return;
    }
    form_ = Form::Unknown;
    if (what != "RecursiveStructure" || inverted_) return;
    const auto* environment = static_cast<const RDKit::RecursiveStructureQuery&>(query).getQueryMol();
    if (environment == nullptr || environment->getNumAtoms() == 0 || environment->hasProp("_queryRootAtom")) return;
    const auto pattern = std::make_shared<Pattern>(std::shared_ptr<const RDKit::ROMol>(environment, [](const RDKit::ROMol*) {}));
    if (!pattern->isConnected()) return;
    form_ = Form::Environment;
    environment_ = pattern;
}

bool AtomTest::mayFit(const RDKit::ROMol& mol, const RDKit::Atom& atom) const {
    const auto fits = [&](const AtomTest& child) { return child.mayFit(mol, atom); };
    switch (form_) {
        case Form::Exact: return query_->Match(&atom) != inverted_;
        case Form::All: return std::all_of(children_.begin(), children_.end(), fits);
        case Form::Any: return std::any_of(children_.begin(), children_.end(), fits);
        case Form::Environment: return environment_->mayOccurAt(mol, atom);
        default: return true;
    }
}

}  // namespace molscreen
