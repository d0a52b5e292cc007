#include "pattern.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <GraphMol/QueryAtom.h>
#include <GraphMol/QueryBond.h>
#include <GraphMol/QueryOps.h>
#include <GraphMol/RingInfo.h>

namespace molscreen {
namespace {

using AtomQuery = RDKit::Atom::QUERYATOM_QUERY;
using RDKit::QueryAtom;
using RDKit::QueryBond;

struct Kind {
    int element;
    bool aromatic, ring;
    int charge;  // its sign

    explicit Kind(std::size_t number)
        : element(static_cast<int>(number % 128)), aromatic(number / 128 % 2), ring(number / 256 % 2),
          charge(static_cast<int>(number / 512) - 1) {}
};

enum class Verdict { No, Maybe, Yes };

Verdict negate(Verdict verdict) {
    if (verdict == Verdict::Maybe) return verdict;
    return verdict == Verdict::Yes ? Verdict::No : Verdict::Yes;
}

Verdict known(bool holds) { return holds ? Verdict::Yes : Verdict::No; }

int sign(int value) { return (value > 0) - (value < 0); }

// What can be said about a query from an atom's kind alone.
Verdict judge(const AtomQuery& query, const Kind& kind) {
    const auto& what = query.getDescription();
    const auto value = [&] { return static_cast<const RDKit::ATOM_EQUALS_QUERY&>(query).getVal(); };
    auto verdict = Verdict::Maybe;
    if (what == "AtomAtomicNum") {
        verdict = known(value() == kind.element);
    } else if (what == "AtomType") {
        verdict = known(value() % 1000 == kind.element && (value() >= 1000) == kind.aromatic);
    } else if (what == "AtomFormalCharge") {
        if (sign(value()) != kind.charge || value() == 0) verdict = known(value() == kind.charge);
    } else if (what == "AtomInNRings" && value() >= 0) {
        if ((value() > 0) != kind.ring || value() == 0) verdict = known((value() > 0) == kind.ring);
    } else if (what == "AtomAnd" || what == "AtomOr") {
        const bool all = what == "AtomAnd";
        verdict = all ? Verdict::Yes : Verdict::No;
        for (auto child = query.beginChildren(); child != query.endChildren(); ++child) {
            const auto one = judge(**child, kind);
            verdict = all ? std::min(verdict, one) : std::max(verdict, one);
        }
    }
    return query.getNegation() ? negate(verdict) : verdict;
}

bool isRecursive(const AtomQuery& query) {
    if (query.getDescription() == "RecursiveStructure") return true;
    return std::any_of(query.beginChildren(), query.endChildren(), [](const auto& child) { return isRecursive(*child); });
}

bool isTriple(const QueryBond& bond) {
    const auto& query = *bond.getQuery();
    return query.getDescription() == "BondOrder" && !query.getNegation() &&
           static_cast<const RDKit::BOND_EQUALS_QUERY&>(query).getVal() == RDKit::Bond::TRIPLE;
}

}  // namespace

std::size_t atomKind(const RDKit::Atom& atom) {
    const bool ring = atom.getOwningMol().getRingInfo()->numAtomRings(atom.getIdx()) != 0;
    return static_cast<std::size_t>(atom.getAtomicNum()) % 128 + (atom.getIsAromatic() ? 128 : 0) + (ring ? 256 : 0) +
           512 * static_cast<std::size_t>(sign(atom.getFormalCharge()) + 1);
}

Contents::Contents(const RDKit::ROMol& molecule) : mol(molecule) {
    for (const auto* atom : mol.atoms()) {
        kind.push_back(atomKind(*atom));
        kinds.set(kind.back());
    }
    for (const auto* bond : mol.bonds()) triple_bond |= bond->getBondType() == RDKit::Bond::TRIPLE;
}

Pattern::Pattern(const char* smarts) : query_(RDKit::SmartsToMol(smarts)) {
    if (!query_) throw std::logic_error(std::string("not a SMARTS: ") + smarts);
    compile();
}

Pattern::Pattern(std::shared_ptr<const RDKit::ROMol> query) : query_(std::move(query)) { compile(); }

void Pattern::compile() {
    RDKit::ROMol with_rings(*query_);
    RDKit::MolOps::fastFindRings(with_rings);
    AtomKinds carbon;
    for (std::size_t number = 0; number < kAtomKinds; number++) carbon[number] = Kind(number).element == 6;
    bool recursive = false;
    std::vector<std::size_t> commonness;
    for (const auto* atom : query_->atoms()) {
        const auto& query = *static_cast<const QueryAtom*>(atom)->getQuery();
        recursive |= isRecursive(query);
        const bool in_ring = with_rings.getRingInfo()->numAtomRings(atom->getIdx()) != 0;
        AtomKinds kinds;
        for (std::size_t number = 0; number < kAtomKinds; number++) {
            const Kind kind(number);
            kinds[number] = (kind.ring || !in_ring) && judge(query, kind) != Verdict::No;
        }
        kinds_.push_back(kinds);
        commonness.push_back(kinds.count() + ((kinds & carbon).any() ? kAtomKinds : 0));
    }
    for (const auto* bond : query_->bonds()) triple_bond_ |= isTriple(*static_cast<const QueryBond*>(bond));
    if (recursive) return;
    rarest_ = static_cast<unsigned>(std::min_element(commonness.begin(), commonness.end()) - commonness.begin());
    from_first_ = orderFrom(0);
    from_rarest_ = orderFrom(rarest_);
}

Pattern::Order Pattern::orderFrom(unsigned int first) const {
    std::vector<const RDKit::Atom*> atoms{query_->getAtomWithIdx(first)};
    for (std::size_t place = 0; place < atoms.size(); place++) {
        for (const auto* other : query_->atomNeighbors(atoms[place])) {
            if (std::find(atoms.begin(), atoms.end(), other) == atoms.end()) atoms.push_back(other);
        }
    }
    if (atoms.size() != query_->getNumAtoms() || atoms.size() > kMaxPlainAtoms) return {};
    Order order;
    for (std::size_t place = 0; place < atoms.size(); place++) {
        std::vector<Link> links;
        for (std::size_t earlier = 0; earlier < place; earlier++) {
            const auto* bond = query_->getBondBetweenAtoms(atoms[place]->getIdx(), atoms[earlier]->getIdx());
            if (bond != nullptr) links.push_back({earlier, static_cast<const QueryBond*>(bond)->getQuery()});
        }
        const auto* query = static_cast<const QueryAtom*>(atoms[place])->getQuery();
        if (place == 0) {
            order.push_back({query, {}, {}});
        } else {
            order.push_back({query, links.front(), {links.begin() + 1, links.end()}});
        }
    }
    return order;
}

bool Pattern::possible(const Contents& contents) const {
    if (triple_bond_ && !contents.triple_bond) return false;
    return std::all_of(kinds_.begin(), kinds_.end(), [&](const AtomKinds& kinds) { return (kinds & contents.kinds).any(); });
}

bool Pattern::occursIn(const Contents& contents) const {
    if (!possible(contents)) return false;
    if (!isPlain()) {
        RDKit::MatchVectType match;
        return RDKit::SubstructMatch(contents.mol, *query_, match);
    }
    for (const auto* atom : contents.mol.atoms()) {
        if (kinds_[rarest_][contents.kind[atom->getIdx()]] && occursAt(from_rarest_, contents.mol, *atom)) return true;
    }
    return false;
}

std::size_t Pattern::count(const Contents& contents) const {
    if (!possible(contents)) return 0;
    if (from_first_.size() != 1) return RDKit::SubstructMatch(contents.mol, *query_).size();
    std::size_t found = 0;
    for (const auto* atom : contents.mol.atoms()) {
        found += mayStartAt(contents.kind[atom->getIdx()]) && occursAt(contents.mol, *atom);
    }
    return found;
}

bool Pattern::occursAt(const Order& order, const RDKit::ROMol& mol, const RDKit::Atom& atom) const {
    if (!order[0].atom->Match(&atom)) return false;
    Mapping mapped;
    mapped.atoms[mapped.size++] = &atom;
    return extend(order, mol, mapped);
}

bool Pattern::extend(const Order& order, const RDKit::ROMol& mol, Mapping& mapped) const {
    if (mapped.size == order.size()) return true;
    const auto& [query, parent, closures] = order[mapped.size];
    const auto* from = mapped.atoms[parent.place];
    for (const auto* bond : mol.atomBonds(from)) {
        const auto* candidate = bond->getOtherAtom(from);
        if (mapped.contains(candidate) || !parent.bond->Match(bond) || !query->Match(candidate)) continue;
        const bool closes = std::all_of(closures.begin(), closures.end(), [&](const Link& link) {
            const auto* closure = mol.getBondBetweenAtoms(candidate->getIdx(), mapped.atoms[link.place]->getIdx());
            return closure != nullptr && link.bond->Match(closure);
        });
        if (!closes) continue;
        mapped.atoms[mapped.size++] = candidate;
        if (extend(order, mol, mapped)) return true;
        mapped.size--;
    }
    return false;
}

}  // namespace molscreen
