#include "search.h"

#include <DataStructs/ExplicitBitVect.h>
#include <GraphMol/Fingerprints/Fingerprints.h>
#include <GraphMol/MolPickler.h>
#include <GraphMol/QueryAtom.h>
#include <GraphMol/QueryOps.h>

#include "fingerprints.h"
#include "molecule.h"

namespace molscreen {
namespace {

// Comparisons of a query atom with a molecule's atom that one molecule may cost.
constexpr std::int64_t kMaxSteps = 2'000'000;

// Once the steps are used up nothing matches any more, so that RDKit's backtracking ends at once and in good order.
thread_local std::int64_t steps_left = 0;

bool step() { return steps_left > 0 && --steps_left > 0; }

class CountedAtom : public RDKit::Atom {
public:
    explicit CountedAtom(const RDKit::Atom& atom) : RDKit::Atom(atom) {}
    RDKit::Atom* copy() const override { return new CountedAtom(*this); }
    bool Match(const RDKit::Atom* other) const override { return step() && RDKit::Atom::Match(other); }
};

class CountedQueryAtom : public RDKit::QueryAtom {
public:
    explicit CountedQueryAtom(const RDKit::QueryAtom& atom) : RDKit::QueryAtom(atom) {}
    RDKit::Atom* copy() const override { return new CountedQueryAtom(*this); }
    bool Match(const RDKit::Atom* other) const override { return step() && RDKit::QueryAtom::Match(other); }
};

void countSteps(RDKit::RWMol& query);

void countSteps(RDKit::Atom::QUERYATOM_QUERY& query) {
    if (auto* recursive = dynamic_cast<RDKit::RecursiveStructureQuery*>(&query)) {
        auto inner = std::make_unique<RDKit::RWMol>(*recursive->getQueryMol());
        countSteps(*inner);
        recursive->setQueryMol(inner.release());
    }
    for (auto child = query.beginChildren(); child != query.endChildren(); ++child) countSteps(**child);
}

void countSteps(RDKit::RWMol& query) {
    for (unsigned i = 0; i < query.getNumAtoms(); i++) {
        auto* atom = query.getAtomWithIdx(i);
        if (auto* asked = dynamic_cast<RDKit::QueryAtom*>(atom)) {
            if (asked->getQuery() != nullptr) countSteps(*asked->getQuery());
            CountedQueryAtom counted(*asked);
            query.replaceAtom(i, &counted, false, true);
        } else {
            CountedAtom counted(*atom);
            query.replaceAtom(i, &counted, false, true);
        }
    }
}

}  // namespace

std::string pickle(const RDKit::ROMol& mol) {
    std::string bytes;
    RDKit::MolPickler::pickleMol(mol, bytes, RDKit::PicklerOps::NoProps);
    return bytes;
}

SubstructureQuery::SubstructureQuery(std::string_view text, QueryNotation notation, bool chirality)
    : query_(readQuery(text, notation)) {
    Counts none;
    const FingerprintOptions pattern{static_cast<std::int32_t>(FingerprintKind::Pattern), 0, kScreenBits, 0, 0, 0};
    fingerprint(*query_, pattern, screen_, none);
    countSteps(*query_);
    parameters_.useChirality = chirality;
    parameters_.maxMatches = 1;
    parameters_.uniquify = false;
}

MatchAnswer SubstructureQuery::occursIn(const RDKit::ROMol& mol) const {
    steps_left = kMaxSteps;
    const bool found = !RDKit::SubstructMatch(mol, *query_, parameters_).empty();
    if (steps_left <= 0) return MatchAnswer::GaveUp;
    return found ? MatchAnswer::Yes : MatchAnswer::No;
}

}  // namespace molscreen
