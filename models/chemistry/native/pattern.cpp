#include "pattern.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <GraphMol/QueryAtom.h>
#include <GraphMol/QueryBond.h>
#include <GraphMol/QueryOps.h>

namespace molscreen {
namespace {

using AtomQuery = RDKit::Atom::QUERYATOM_QUERY;

enum class Verdict { No, Maybe, Yes };

Verdict negate(Verdict verdict) {
    if (verdict == Verdict::Maybe) return verdict;
    return verdict == Verdict::Yes ? Verdict::No : Verdict::Yes;
}

Verdict known(bool holds) { return holds ? Verdict::Yes : Verdict::No; }

// What can be said about a query from element and aromaticity alone.
Verdict judge(const AtomQuery& query, int element, bool aromatic) {
    const auto& what = query.getDescription();
    const auto value = [&] { return static_cast<const RDKit::ATOM_EQUALS_QUERY&>(query).getVal(); };
    auto verdict = Verdict::Maybe;
    if (what == "AtomAtomicNum") {
        verdict = known(value() == element);
    } else if (what == "AtomType") {
        verdict = known(value() % 1000 == element && (value() >= 1000) == aromatic);
    } else if (what == "AtomAnd" || what == "AtomOr") {
        const bool all = what == "AtomAnd";
        verdict = all ? Verdict::Yes : Verdict::No;
        for (auto child = query.beginChildren(); child != query.endChildren(); ++child) {
            const auto one = judge(**child, element, aromatic);
            verdict = all ? std::min(verdict, one) : std::max(verdict, one);
        }
    }
    return query.getNegation() ? negate(verdict) : verdict;
}

bool isRecursive(const AtomQuery& query) {
    if (query.getDescription() == "RecursiveStructure") return true;
    return std::any_of(query.beginChildren(), query.endChildren(), [](const auto& child) { return isRecursive(*child); });
}

}  // namespace

std::size_t atomKind(const RDKit::Atom& atom) {
    return static_cast<std::size_t>(atom.getAtomicNum()) % 128 + (atom.getIsAromatic() ? 128 : 0);
}

AtomKinds atomKinds(const RDKit::ROMol& mol) {
    AtomKinds kinds;
    for (const auto* atom : mol.atoms()) kinds.set(atomKind(*atom));
    return kinds;
}

Pattern::Pattern(const char* smarts) : query_(RDKit::SmartsToMol(smarts)) {
    if (!query_) throw std::logic_error(std::string("not a SMARTS: ") + smarts);
    compile();
}

Pattern::Pattern(std::shared_ptr<const RDKit::ROMol> query) : query_(std::move(query)) { compile(); }

void Pattern::compile() {
    bool recursive = false;
    for (const auto* atom : query_->atoms()) {
        const auto& query = *static_cast<const RDKit::QueryAtom*>(atom)->getQuery();
        recursive |= isRecursive(query);
        AtomKinds kinds;
        for (std::size_t kind = 0; kind < kAtomKinds; kind++) {
            kinds[kind] = judge(query, static_cast<int>(kind % 128), kind >= 128) != Verdict::No;
        }
        kinds_.push_back(kinds);
    }
    if (recursive || query_->getNumBonds() + 1 != query_->getNumAtoms()) return;
    std::vector<Step> steps{{query_->getAtomWithIdx(0), nullptr, 0}};
    for (std::size_t i = 0; i < steps.size(); i++) {
        for (const auto* bond : query_->atomBonds(steps[i].atom)) {
            if (bond == steps[i].bond) continue;
            steps.push_back({bond->getOtherAtom(steps[i].atom), bond, i});
        }
    }
    if (steps.size() == query_->getNumAtoms()) steps_ = std::move(steps);
}

bool Pattern::possible(const AtomKinds& present) const {
    return std::all_of(kinds_.begin(), kinds_.end(), [&](const AtomKinds& kinds) { return (kinds & present).any(); });
}

bool Pattern::occursIn(const RDKit::ROMol& mol, const AtomKinds& present) const {
    if (!possible(present)) return false;
    if (!isTree()) {
        RDKit::MatchVectType match;
        return RDKit::SubstructMatch(mol, *query_, match);
    }
    for (const auto* atom : mol.atoms()) {
        if (mayStartAt(atomKind(*atom)) && occursAt(mol, *atom)) return true;
    }
    return false;
}

std::size_t Pattern::count(const RDKit::ROMol& mol, const AtomKinds& present) const {
    if (!possible(present)) return 0;
    if (steps_.size() != 1) return RDKit::SubstructMatch(mol, *query_).size();
    std::size_t found = 0;
    for (const auto* atom : mol.atoms()) found += mayStartAt(atomKind(*atom)) && occursAt(mol, *atom);
    return found;
}

bool Pattern::occursAt(const RDKit::ROMol& mol, const RDKit::Atom& atom) const {
    if (!static_cast<const RDKit::QueryAtom*>(steps_[0].atom)->QueryAtom::Match(&atom)) return false;
    if (steps_.size() == 1) return true;
    std::vector<const RDKit::Atom*> mapped(steps_.size());
    mapped[0] = &atom;
    return extend(mol, 1, mapped);
}

bool Pattern::extend(const RDKit::ROMol& mol, std::size_t step, std::vector<const RDKit::Atom*>& mapped) const {
    if (step == steps_.size()) return true;
    const auto& [query, query_bond, parent] = steps_[step];
    for (const auto* bond : mol.atomBonds(mapped[parent])) {
        const auto* candidate = bond->getOtherAtom(mapped[parent]);
        const auto end = mapped.begin() + static_cast<std::ptrdiff_t>(step);
        if (std::find(mapped.begin(), end, candidate) != end) continue;
        if (!static_cast<const RDKit::QueryAtom*>(query)->QueryAtom::Match(candidate)) continue;
        if (!static_cast<const RDKit::QueryBond*>(query_bond)->QueryBond::Match(bond)) continue;
        mapped[step] = candidate;
        if (extend(mol, step + 1, mapped)) return true;
    }
    return false;
}

}  // namespace molscreen
