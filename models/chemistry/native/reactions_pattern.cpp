#include <GraphMol/QueryAtom.h>
#include <GraphMol/QueryBond.h>
#include <GraphMol/QueryOps.h>

#include "reactions.h"

namespace molscreen::reactions {
namespace {

using AtomQuery = RDKit::QueryAtom::QUERYATOM_QUERY;

// Texts of the molecules that top-level dots separate; "(A.B)" is one molecule.
std::vector<std::string> splitGroups(std::string_view smarts) {
    std::vector<std::string> groups;
    int round = 0, square = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= smarts.size(); i++) {
        const char c = i < smarts.size() ? smarts[i] : '.';
        if (c == '[') square++;
        if (c == ']') square--;
        if (square == 0 && c == '(') round++;
        if (square == 0 && c == ')') round--;
        if ((c == '.' && round == 0 && square == 0) || i == smarts.size()) {
            auto group = smarts.substr(start, i - start);
            if (group.size() > 1 && group.front() == '(' && group.back() == ')') group = group.substr(1, group.size() - 2);
            if (group.empty()) throw std::invalid_argument("an empty molecule");
            groups.emplace_back(group);
            start = i + 1;
        }
    }
    if (round != 0 || square != 0) throw std::invalid_argument("unbalanced brackets");
    return groups;
}

void readQuery(const AtomQuery* query, PatternAtom& atom) {
    if (query == nullptr || query->getNegation()) return;
    const auto& what = query->getDescription();
    if (what == "AtomAnd") {
        for (auto child = query->beginChildren(); child != query->endChildren(); ++child) readQuery(child->get(), atom);
        return;
    }
    const auto* equals = dynamic_cast<const RDKit::ATOM_EQUALS_QUERY*>(query);
    if (equals == nullptr) return;
    const int value = equals->getVal();
    if (what == "AtomType") {
        atom.element = value % 1000;
        atom.aromatic = value >= 1000;
    } else if (what == "AtomAtomicNum") {
        atom.element = value;
    } else if (what == "AtomHCount") {
        atom.hydrogens = value;
    } else if (what == "AtomFormalCharge") {
        atom.charge = value;
    } else if (what == "AtomNegativeFormalCharge") {
        atom.charge = -value;
    } else if (what == "AtomExplicitDegree") {
        atom.degree = value;
    } else if (what == "AtomIsAromatic") {
        atom.aromatic = 1;
    } else if (what == "AtomIsAliphatic") {
        atom.aromatic = 0;
    }
}

PatternAtom readAtom(const RDKit::Atom& atom) {
    PatternAtom result;
    result.map = atom.getAtomMapNum();
    result.tag = atom.getChiralTag();
    result.element = atom.getAtomicNum();
    if (atom.hasQuery()) readQuery(static_cast<const RDKit::QueryAtom&>(atom).getQuery(), result);
    if (result.aromatic == kAny && atom.getIsAromatic()) result.aromatic = 1;
    return result;
}

}  // namespace

Pattern Pattern::parse(std::string_view smarts) {
    Pattern pattern;
    pattern.query = std::make_unique<RDKit::RWMol>();
    for (const auto& text : splitGroups(smarts)) {
        std::unique_ptr<RDKit::RWMol> part(RDKit::SmartsToMol(text));
        if (part == nullptr || part->getNumAtoms() == 0) throw std::invalid_argument("unreadable SMARTS: " + text);
        pattern.query->insertMol(*part);
        pattern.group.resize(pattern.query->getNumAtoms(), pattern.groups);
        pattern.groups++;
    }
    for (const auto* atom : pattern.query->atoms()) pattern.atoms.push_back(readAtom(*atom));
    return pattern;
}

RDKit::Bond::BondType Pattern::bond(int a, int b) const {
    const auto* bond = query->getBondBetweenAtoms(a, b);
    if (bond == nullptr) return RDKit::Bond::OTHER;
    const bool definite = !bond->hasQuery() || static_cast<const RDKit::QueryBond*>(bond)->getQuery()->getDescription() == "BondOrder";
    return definite ? bond->getBondType() : RDKit::Bond::ZERO;
}

bool Pattern::couldBeStereo(int atom) const {
    const auto& a = atoms[atom];
    const auto degree = static_cast<int>(query->getAtomWithIdx(atom)->getDegree());
    if (a.aromatic == 1 || a.degree != degree || degree < 3 || a.hydrogens == kAny) return false;
    for (const auto* bond : query->atomBonds(query->getAtomWithIdx(atom))) {
        if (bond->getBondType() != RDKit::Bond::SINGLE) return false;
    }
    return (a.element == 6 && degree + a.hydrogens == 4) || (a.element == 16 && degree == 3);
}

}  // namespace molscreen::reactions
