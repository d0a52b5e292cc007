#include <algorithm>
#include <unordered_map>

#include "reactions.h"

namespace molscreen::reactions {

using RDKit::Atom;
using RDKit::Bond;
using RDKit::ROMol;
using RDKit::RWMol;

std::unique_ptr<RWMol> parseMolecule(std::string_view smiles) {
    // RDKit takes bytes beyond ASCII at either end for blanks, and what follows a blank for a name or CXSMILES.
    const auto isBlank = [](unsigned char c) { return c <= 0x20 || c >= 0x7F; };
    if (std::any_of(smiles.begin(), smiles.end(), isBlank)) return nullptr;
    RDKit::SmilesParserParams params;
    params.allowCXSMILES = false;
    params.parseName = false;
    try {
        return std::unique_ptr<RWMol>(RDKit::SmilesToMol(std::string(smiles), params));
    } catch (const RDKit::MolSanitizeException&) {
        return nullptr;
    } catch (const RDKit::SmilesParseException&) {
        return nullptr;
    }
}

const std::string& canonical(const std::string& smiles) {
    constexpr std::size_t kRemembered = 20000;
    thread_local std::unordered_map<std::string, std::string> known;
    const auto found = known.find(smiles);
    if (found != known.end()) return found->second;
    if (known.size() >= kRemembered) known.clear();
    const auto mol = parseMolecule(smiles);
    return known.emplace(smiles, mol == nullptr || mol->getNumAtoms() == 0 ? std::string() : RDKit::MolToSmiles(*mol)).first->second;
}

Outcome splitMolecules(std::string_view text) {
    Outcome parts;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find('.', start), text.size());
        parts.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

std::string joinMolecules(const Outcome& molecules) {
    std::string text;
    for (const auto& molecule : molecules) text += (text.empty() ? "" : ".") + molecule;
    return text;
}

Transform::Transform(const Pattern& from, const Pattern& to)
    : from_(from), to_(to), partner_(from.atoms.size(), -1), source_(to.atoms.size(), -1), edited_(from.atoms.size(), false) {
    std::map<int, int> byMap;
    for (std::size_t i = 0; i < to.atoms.size(); i++) {
        if (to.atoms[i].map != 0 && !byMap.emplace(to.atoms[i].map, static_cast<int>(i)).second) throw std::invalid_argument("an atom map number occurs twice");
    }
    for (std::size_t i = 0; i < from.atoms.size(); i++) {
        const auto found = from.atoms[i].map == 0 ? byMap.end() : byMap.find(from.atoms[i].map);
        if (found == byMap.end()) {
            edited_[i] = true;
            continue;
        }
        if (source_[found->second] >= 0) throw std::invalid_argument("an atom map number occurs twice");
        const auto &a = from.atoms[i], &b = to.atoms[found->second];
        if (a.element != 0 && b.element != 0 && a.element != b.element) throw std::invalid_argument("an atom changes its element");
        partner_[i] = found->second;
        source_[found->second] = static_cast<int>(i);
        edited_[i] = a.charge != b.charge || a.hydrogens != b.hydrogens || a.aromatic != b.aromatic || a.degree != b.degree ||
                     a.tag != b.tag || a.tag != Atom::CHI_UNSPECIFIED || from.couldBeStereo(static_cast<int>(i));
    }
    for (std::size_t i = 0; i < to.atoms.size(); i++) {
        if (source_[i] < 0 && to.atoms[i].element == 0) throw std::invalid_argument("an incoming atom has no element");
    }
    const auto mark = [this](int fromAtom) {
        if (fromAtom >= 0) edited_[fromAtom] = true;
    };
    for (const auto* bond : from.query->bonds()) {
        const int a = bond->getBeginAtomIdx(), b = bond->getEndAtomIdx();
        if (partner_[a] >= 0 && partner_[b] >= 0 && to.bond(partner_[a], partner_[b]) != Bond::OTHER) continue;
        broken_.emplace_back(a, b);
        mark(a);
        mark(b);
    }
    // Which neighbour is which matters around a stereo mark, even where the pattern says the same of both.
    for (std::size_t i = 0; i < from.atoms.size(); i++) {
        if (from.atoms[i].tag == Atom::CHI_UNSPECIFIED) continue;
        for (int other : neighbours(*from.query, static_cast<int>(i))) mark(other);
    }
    for (std::size_t i = 0; i < to.atoms.size(); i++) {
        if (to.atoms[i].tag == Atom::CHI_UNSPECIFIED) continue;
        for (int other : neighbours(*to.query, static_cast<int>(i))) mark(source_[other]);
    }
    for (const auto* bond : to.query->bonds()) {
        const int a = bond->getBeginAtomIdx(), b = bond->getEndAtomIdx();
        const auto type = to.bond(a, b);
        const auto before = source_[a] >= 0 && source_[b] >= 0 ? from.bond(source_[a], source_[b]) : Bond::OTHER;
        if (type == before) continue;
        if (type == Bond::ZERO) throw std::invalid_argument("a new bond has no definite type");
        made_.push_back({a, b, type});
        mark(source_[a]);
        mark(source_[b]);
    }
}

bool Transform::inSeparateMolecules(const std::vector<int>& match, const std::vector<int>& component) const {
    std::vector<int> of(from_.groups, -1);
    for (std::size_t i = 0; i < match.size(); i++) {
        auto& known = of[from_.group[i]];
        if (known >= 0 && known != component[match[i]]) return false;
        known = component[match[i]];
    }
    std::sort(of.begin(), of.end());
    return std::adjacent_find(of.begin(), of.end()) == of.end();
}

template <class Visit>
void Transform::each(const ROMol& mol, const ApplyLimits& limits, const Sketch* drawn, Visit&& visit) const {
    if (from_.query->getNumAtoms() > mol.getNumAtoms()) return;
    RDKit::SubstructMatchParameters parameters;
    parameters.useChirality = false;
    parameters.uniquify = false;
    parameters.maxMatches = limits.maxMatches;
    const auto matches = RDKit::SubstructMatch(mol, *from_.query, parameters);
    std::vector<int> component;
    if (from_.groups > 1) RDKit::MolOps::getMolFrags(mol, component);
    std::set<std::vector<int>> seen;
    std::set<Outcome> distinct;
    for (const auto& pairs : matches) {
        if (limits.cancelled() || static_cast<int>(distinct.size()) >= limits.maxOutcomes) break;
        std::vector<int> match(pairs.size()), key;
        for (const auto& [query, target] : pairs) match[query] = target;
        for (std::size_t i = 0; i < match.size(); i++) {
            if (edited_[i]) key.push_back(match[i]);
        }
        if (from_.groups > 1 && !inSeparateMolecules(match, component)) continue;
        if (!seen.insert(std::move(key)).second) continue;
        if (drawn != nullptr) {
            const auto parts = sketchOf(mol, match);
            if (!std::includes(parts.begin(), parts.end(), drawn->begin(), drawn->end())) continue;
        }
        auto rewritten = rewrite(mol, match);
        if (rewritten && distinct.insert(rewritten->outcome).second && !visit(*rewritten)) break;
    }
}

std::vector<Outcome> Transform::apply(const ROMol& mol, const ApplyLimits& limits, const Sketch* drawn) const {
    std::vector<Outcome> outcomes;
    each(mol, limits, drawn, [&](Rewritten& one) {
        outcomes.push_back(std::move(one.outcome));
        return true;
    });
    return outcomes;
}

bool Transform::makes(const ROMol& mol, const Sought& sought, const ApplyLimits& limits) const {
    bool found = false;
    each(mol, limits, &sought.drawn, [&](Rewritten& one) {
        found = std::find(one.outcome.begin(), one.outcome.end(), sought.smiles) != one.outcome.end();
        return !found;
    });
    return found;
}

std::string Transform::map(const ROMol& mol, const Outcome& wanted, const ApplyLimits& limits) const {
    std::string text;
    const Sought sought(joinMolecules(wanted));
    each(mol, limits, &sought.drawn, [&](Rewritten& one) {
        if (one.outcome != wanted || !sanitizeRewritten(*one.mol)) return true;
        RWMol numbered(mol);
        for (unsigned i = 0; i < mol.getNumAtoms(); i++) {
            numbered.getAtomWithIdx(i)->setAtomMapNum(static_cast<int>(i) + 1);
            one.mol->getAtomWithIdx(i)->setAtomMapNum(static_cast<int>(i) + 1);
        }
        text = RDKit::MolToSmiles(*one.mol) + ">>" + RDKit::MolToSmiles(numbered);
        return false;
    });
    return text;
}

namespace {

std::vector<int> mapped(const std::vector<int>& patternAtoms, const std::vector<int>& place) {
    std::vector<int> result;
    for (int atom : patternAtoms) result.push_back(place[atom]);
    return result;
}

}  // namespace

std::optional<Transform::Rewritten> Transform::rewrite(const ROMol& mol, const std::vector<int>& match) const {
    // Stereo of the match: all marks agree, or all are inverted.
    bool agree = false, oppose = false;
    for (std::size_t i = 0; i < match.size(); i++) {
        const auto tag = mol.getAtomWithIdx(match[i])->getChiralTag();
        if (tag == Atom::CHI_UNSPECIFIED) continue;
        if (from_.atoms[i].tag == Atom::CHI_UNSPECIFIED) {
            if (from_.couldBeStereo(static_cast<int>(i))) return std::nullopt;
            continue;
        }
        const auto wanted = reorder(from_.atoms[i].tag, mapped(neighbours(*from_.query, static_cast<int>(i)), match), neighbours(mol, match[i]));
        if (wanted == Atom::CHI_UNSPECIFIED) return std::nullopt;
        (wanted == tag ? agree : oppose) = true;
    }
    if (agree && oppose) return std::nullopt;

    const DoubleBonds geometries(mol);
    auto rewritten = std::make_unique<RWMol>(mol, true);
    auto& result = *rewritten;
    std::vector<int> place(to_.atoms.size());
    for (std::size_t i = 0; i < place.size(); i++) {
        const auto& wanted = to_.atoms[i];
        if (source_[i] >= 0) {
            place[i] = match[source_[i]];
        } else {
            place[i] = static_cast<int>(result.addAtom(new Atom(wanted.element), false, true));
        }
        auto* atom = result.getAtomWithIdx(place[i]);
        if (wanted.charge != kAny) atom->setFormalCharge(wanted.charge);
        if (wanted.aromatic != kAny) atom->setIsAromatic(wanted.aromatic == 1);
        if (wanted.hydrogens != kAny) {
            atom->setNoImplicit(true);
            atom->setNumExplicitHs(wanted.hydrogens);
        }
    }
    for (const auto& [a, b] : broken_) result.removeBond(match[a], match[b]);
    for (const auto& [a, b, type] : made_) {
        auto* bond = result.getBondBetweenAtoms(place[a], place[b]);
        if (bond == nullptr) {
            result.addBond(place[a], place[b], type);
            bond = result.getBondBetweenAtoms(place[a], place[b]);
        }
        bond->setBondType(type);
        bond->setIsAromatic(type == Bond::AROMATIC);
    }
    for (std::size_t i = 0; i < place.size(); i++) {
        auto* atom = result.getAtomWithIdx(place[i]);
        const int before = source_[i];
        const auto tag = to_.atoms[i].tag;
        if (tag != Atom::CHI_UNSPECIFIED) {
            const bool unknown = before >= 0 && from_.atoms[before].tag != Atom::CHI_UNSPECIFIED && atom->getChiralTag() == Atom::CHI_UNSPECIFIED;
            const auto set = unknown ? Atom::CHI_UNSPECIFIED
                                     : reorder(tag, mapped(neighbours(*to_.query, static_cast<int>(i)), place), neighbours(result, place[i]));
            atom->setChiralTag(oppose ? invert(set) : set);
        } else if (before >= 0 && atom->getChiralTag() != Atom::CHI_UNSPECIFIED) {
            atom->setChiralTag(reorder(atom->getChiralTag(), neighbours(mol, match[before]), neighbours(result, place[i])));
        }
    }
    geometries.restore(result);
    std::vector<int> leaving;
    for (std::size_t i = 0; i < match.size(); i++) {
        if (partner_[i] < 0) leaving.push_back(match[i]);
    }
    std::sort(leaving.rbegin(), leaving.rend());
    for (int atom : leaving) result.removeAtom(atom);

    std::vector<int> component;
    if (static_cast<int>(RDKit::MolOps::getMolFrags(result, component)) < to_.groups) return std::nullopt;
    if (leaving.empty()) {
        // Each molecule of the pattern is a molecule of the outcome: no ring opened where two parts should have come apart.
        std::map<int, int> groupOf;
        for (std::size_t i = 0; i < place.size(); i++) {
            const auto [known, fresh] = groupOf.emplace(component[place[i]], to_.group[i]);
            if (!fresh && known->second != to_.group[i]) return std::nullopt;
        }
        if (static_cast<int>(groupOf.size()) != to_.groups) return std::nullopt;
    }
    Outcome outcome;
    const bool radical = hasRadicals(mol);
    for (const auto& part : partsOf(result, component)) {
        if (part.smiles.empty() || (part.radicals && !radical)) return std::nullopt;
        outcome.push_back(part.smiles);
    }
    std::sort(outcome.begin(), outcome.end());
    return Rewritten{std::move(rewritten), std::move(outcome)};
}

Template::Template(std::string_view text) {
    const auto arrow = text.find(">>");
    if (arrow == std::string_view::npos) throw std::invalid_argument("no >>");
    product_ = Pattern::parse(text.substr(0, arrow));
    reactants_ = Pattern::parse(text.substr(arrow + 2));
    if (product_.groups != 1) throw std::invalid_argument("more than one product");
    retro_.emplace(product_, reactants_);
    forward_.emplace(reactants_, product_);
    std::set<int> maps;
    for (const auto& atom : reactants_.atoms) maps.insert(atom.map);
    for (const auto& atom : product_.atoms) {
        if (atom.map == 0 || maps.count(atom.map) == 0) throw std::invalid_argument("a product atom comes from no reactant");
        maps.erase(atom.map);
    }
    for (const auto& atom : reactants_.atoms) {
        if (atom.map == 0 || maps.count(atom.map) > 0) incoming_[atom.element]++;
    }
    needs_ = PatternKeys(product_);
    reactantNeeds_ = PatternKeys(reactants_);
}

bool Template::regenerates(const Outcome& reactants, const Sought& product, const ApplyLimits& limits) const {
    const auto mol = product.smiles.empty() ? nullptr : parseMolecule(joinMolecules(reactants));
    if (mol == nullptr) return false;
    auto wide = limits;
    wide.maxMatches *= 5;
    wide.maxOutcomes = static_cast<int>(wide.maxMatches);
    return forward_->makes(*mol, product, wide);
}

}  // namespace molscreen::reactions
