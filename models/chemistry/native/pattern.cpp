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
    for (std::size_t number = 0; number < kAtomKinds; number++) {
        carbon[number] = number % 128 == 6;
        ring[number] = number / 256 % 2 != 0;
    }
    std::vector<std::size_t> commonness;
    for (const auto* atom : query_->atoms()) {
        const auto& query = *static_cast<const QueryAtom*>(atom)->getQuery();
        const bool in_ring = with_rings.getRingInfo()->numAtomRings(atom->getIdx()) != 0;
        auto kinds = kindsThatMayFit(query);
        if (in_ring) kinds &= ring;
        kinds_.push_back(kinds);
        commonness.push_back(kinds.count() + ((kinds & carbon).any() ? kAtomKinds : 0));
    }
    for (const auto* bond : query_->bonds()) triple_bond_ |= isTriple(*static_cast<const QueryBond*>(bond));
    rarest_ = static_cast<unsigned>(std::min_element(commonness.begin(), commonness.end()) - commonness.begin());
    from_first_ = orderFrom(0);
    from_rarest_ = orderFrom(rarest_);
    plain_ = isConnected() && std::all_of(from_first_.begin(), from_first_.end(), [](const Step& step) { return step.atom.isExact(); });
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
        const AtomTest test(*static_cast<const QueryAtom*>(atoms[place])->getQuery());
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
    if (!possible(contents) || !mayBeFoundIn(contents)) return false;
    if (isPlain()) return true;
    RDKit::MatchVectType match;
    return RDKit::SubstructMatch(contents.mol, *query_, match);
}

bool Pattern::mayBeFoundIn(const Contents& contents) const {
    if (!isConnected()) return true;
    for (const auto* atom : contents.mol.atoms()) {
        if (kinds_[rarest_][contents.kind[atom->getIdx()]] && occursAt(from_rarest_, contents.mol, *atom)) return true;
    }
    return false;
}

std::size_t Pattern::count(const Contents& contents) const {
    if (!possible(contents)) return 0;
    if (!isPlain() || from_first_.size() != 1) return RDKit::SubstructMatch(contents.mol, *query_).size();
    std::size_t found = 0;
    for (const auto* atom : contents.mol.atoms()) {
        found += mayStartAt(contents.kind[atom->getIdx()]) && occursAt(contents.mol, *atom);
    }
    return found;
}

bool Pattern::occursAt(const Order& order, const RDKit::ROMol& mol, const RDKit::Atom& atom) const {
    if (!order[0].atom.mayFit(mol, atom)) return false;
    Mapping mapped;
    mapped.atoms[mapped.size++] = &atom;
    return extend(order, mol, mapped);
}

bool Pattern::extend(const Order& order, const RDKit::ROMol& mol, Mapping& mapped) const {
    if (mapped.size == order.size()) return true;
    const auto& [test, parent, closures] = order[mapped.size];
    const auto* from = mapped.atoms[parent.place];
    for (const auto* bond : mol.atomBonds(from)) {
        const auto* candidate = bond->getOtherAtom(from);
        if (mapped.contains(candidate) || !parent.bond->Match(bond) || !test.mayFit(mol, *candidate)) continue;
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
