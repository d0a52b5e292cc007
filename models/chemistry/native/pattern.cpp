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

using RDKit::QueryAtom;
using RDKit::QueryBond;

bool isTriple(const QueryBond& bond) {
    const auto& query = *bond.getQuery();
    return query.getDescription() == "BondOrder" && !query.getNegation() &&
           static_cast<const RDKit::BOND_EQUALS_QUERY&>(query).getVal() == RDKit::Bond::TRIPLE;
}

// Sets of atoms that were found, up to a limit.
class Occurrences {
public:
    // False when there is no room for more.
    bool add(std::vector<unsigned> atoms) {
        if (isFull()) return false;
        if (std::find(sets_.begin(), sets_.end(), atoms) == sets_.end()) sets_.push_back(std::move(atoms));
        raw_++;
        return true;
    }
    std::size_t size() const { return sets_.size(); }
    bool isFull() const { return raw_ >= 1000; }  // RDKit stops there

private:
    std::vector<std::vector<unsigned>> sets_;
    std::size_t raw_ = 0;
};

}  // namespace

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
    AtomKinds carbon, ring;
    for (std::size_t kind = 0; kind < kAtomKinds; kind++) {
        carbon[kind] = kind % 128 == 6;
        ring[kind] = kind / 256 % 2 != 0;
    }
    bool plain = true;
    tests_.reserve(query_->getNumAtoms());
    std::vector<std::size_t> commonness;
    for (const auto* atom : query_->atoms()) {
        const auto& test = tests_.emplace_back(*static_cast<const QueryAtom*>(atom)->getQuery());
        plain &= test.isPlain();
        recursive_ |= test.isRecursive();
        const bool in_ring = with_rings.getRingInfo()->numAtomRings(atom->getIdx()) != 0;
        auto kinds = test.judge().may;
        if (in_ring) kinds &= ring;
        kinds_.push_back(kinds);
        commonness.push_back(kinds.count() + ((kinds & carbon).any() ? kAtomKinds : 0));
    }
    for (const auto* bond : query_->bonds()) triple_bond_ |= isTriple(*static_cast<const QueryBond*>(bond));
    if (!plain) return;
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
        const auto* test = &tests_[atoms[place]->getIdx()];
        if (place == 0) {
            order.push_back({test, {}, {}});
        } else {
            order.push_back({test, links.front(), {links.begin() + 1, links.end()}});
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
    if (!matchesAsRdkit(contents.mol)) {
        RDKit::MatchVectType match;
        return RDKit::SubstructMatch(contents.mol, *query_, match);
    }
    return occursFromRarest(contents);
}

bool Pattern::mayBeFoundIn(const Contents& contents) const {
    return !matchesAsRdkit(contents.mol) || occursFromRarest(contents);
}

bool Pattern::occursFromRarest(const Contents& contents) const {
    for (const auto* atom : contents.mol.atoms()) {
        if (kinds_[rarest_][contents.kind[atom->getIdx()]] && occursAt(from_rarest_, contents.mol, *atom)) return true;
    }
    return false;
}

std::size_t Pattern::count(const Contents& contents) const {
    if (!possible(contents)) return 0;
    Occurrences found;
    if (matchesAsRdkit(contents.mol)) {
        for (const auto* atom : contents.mol.atoms()) {
            if (!kinds_[rarest_][contents.kind[atom->getIdx()]]) continue;
            visit(from_rarest_, contents.mol, *atom, [&](const Mapping& mapped) { return !found.add(mapped.sorted()); });
        }
        if (!found.isFull()) return found.size();
    }
    return RDKit::SubstructMatch(contents.mol, *query_).size();
}

bool Pattern::matchesAsRdkit(const RDKit::ROMol& mol) const {
    return isPlain() && (!recursive_ || mol.getNumAtoms() <= kMostAtoms);
}

bool Pattern::occursAt(const Order& order, const RDKit::ROMol& mol, const RDKit::Atom& atom) const {
    return visit(order, mol, atom, [](const Mapping&) { return true; });
}

template <class Visitor>
bool Pattern::visit(const Order& order, const RDKit::ROMol& mol, const RDKit::Atom& atom, Visitor&& visitor) const {
    if (!order[0].atom->matches(atom)) return false;
    Mapping mapped;
    mapped.atoms[mapped.size++] = &atom;
    return extend(order, mol, mapped, visitor);
}

template <class Visitor>
bool Pattern::extend(const Order& order, const RDKit::ROMol& mol, Mapping& mapped, Visitor& visitor) const {
    if (mapped.size == order.size()) return visitor(mapped);
    const auto& [test, parent, closures] = order[mapped.size];
    const auto* from = mapped.atoms[parent.place];
    for (const auto* bond : mol.atomBonds(from)) {
        const auto* candidate = bond->getOtherAtom(from);
        if (mapped.contains(candidate) || !parent.bond->Match(bond) || !test->matches(*candidate)) continue;
        const bool closes = std::all_of(closures.begin(), closures.end(), [&](const Link& link) {
            const auto* closure = mol.getBondBetweenAtoms(candidate->getIdx(), mapped.atoms[link.place]->getIdx());
            return closure != nullptr && link.bond->Match(closure);
        });
        if (!closes) continue;
        mapped.atoms[mapped.size++] = candidate;
        if (extend(order, mol, mapped, visitor)) return true;
        mapped.size--;
    }
    return false;
}

}  // namespace molscreen
