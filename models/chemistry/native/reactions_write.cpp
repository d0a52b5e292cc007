#include <algorithm>

#include "reactions.h"

namespace molscreen::reactions {
namespace {

using RDKit::Atom;

std::string element(const Atom& atom) {
    const auto symbol = atom.getSymbol();
    if (!atom.getIsAromatic()) return atom.getAtomicNum() == 1 ? "#1" : symbol;
    switch (atom.getAtomicNum()) {
        case 5: case 6: case 7: case 8: case 15: case 16: return std::string(1, static_cast<char>(std::tolower(symbol[0])));
        default: return "#" + std::to_string(atom.getAtomicNum()) + ";a";
    }
}

std::string charge(const Atom& atom) {
    const int value = atom.getFormalCharge();
    return value < 0 ? "-" + std::to_string(-value) : "+" + std::to_string(value);
}

// A changed or leaving atom says all about itself; one around them only element, aromaticity and charge.
std::string symbol(const Atom& atom, bool strict, const char* mark, int map) {
    auto text = "[" + element(atom) + mark;
    if (strict) text += ";H" + std::to_string(atom.getTotalNumHs()) + ";D" + std::to_string(atom.getDegree());
    text += ";" + charge(atom);
    if (map > 0) text += ":" + std::to_string(map);
    return text + "]";
}

// Atoms of one molecule that belong to a pattern, and which of them are strict.
struct Fragment {
    const MappedMolecule* of;
    std::vector<int> atoms;
    std::vector<bool> strict;  // by atom of the molecule
};

// Canonical text of a fragment with given atom texts, and its atoms in the order of that text.
std::string writeFragment(const Fragment& fragment, const std::vector<std::string>& symbols, std::vector<int>& order) {
    const auto& mol = *fragment.of->mol;
    auto text = RDKit::MolFragmentToSmiles(mol, fragment.atoms, nullptr, &symbols, nullptr, false, false, -1, true, true, true);
    std::vector<unsigned> written;
    mol.getProp(RDKit::common_properties::_smilesAtomOutputOrder, written);
    order.assign(written.begin(), written.end());
    // Bond directions of the molecule; half a double bond's geometry says nothing in a fragment.
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '/' || c == '\\'; }, '-');
    return text;
}

// Replaces the bracketed atoms of a text, one after another.
std::string replaceAtoms(const std::string& text, const std::vector<std::string>& atoms) {
    std::string result;
    std::size_t at = 0;
    for (const auto& atom : atoms) {
        const auto open = text.find('[', at), close = text.find(']', open);
        result.append(text, at, open - at).append(atom);
        at = close + 1;
    }
    return result.append(text, at, std::string::npos);
}

// Final text: map numbers and stereo marks set so that the pattern says what its molecule says.
std::string finish(const Fragment& fragment, const std::string& text, const std::vector<int>& order, const std::map<int, int>& renumbered) {
    const auto& mol = *fragment.of->mol;
    std::vector<bool> flipped(order.size(), false);
    const auto write = [&] {
        std::vector<std::string> atoms;
        for (std::size_t i = 0; i < order.size(); i++) {
            const auto& atom = *mol.getAtomWithIdx(order[i]);
            const bool marked = fragment.strict[order[i]] && atom.getChiralTag() != Atom::CHI_UNSPECIFIED && !atom.getIsAromatic();
            const auto map = renumbered.find(fragment.of->map[order[i]]);
            atoms.push_back(symbol(atom, fragment.strict[order[i]], !marked ? "" : flipped[i] ? "@@" : "@", map == renumbered.end() ? 0 : map->second));
        }
        return replaceAtoms(text, atoms);
    };
    auto result = write();
    if (result.find('@') == std::string::npos) return result;
    const std::unique_ptr<RDKit::RWMol> pattern(RDKit::SmartsToMol(result));
    if (pattern == nullptr) throw std::invalid_argument("unreadable pattern " + result);
    for (std::size_t i = 0; i < order.size(); i++) {
        const auto tag = pattern->getAtomWithIdx(static_cast<unsigned>(i))->getChiralTag();
        if (tag == Atom::CHI_UNSPECIFIED) continue;
        std::vector<int> around;
        for (int other : neighbours(*pattern, static_cast<int>(i))) around.push_back(order[other]);
        flipped[i] = reorder(tag, around, neighbours(mol, order[i])) != mol.getAtomWithIdx(order[i])->getChiralTag();
    }
    return write();
}

std::string grouped(const std::string& text) { return text.find('.') == std::string::npos ? text : "(" + text + ")"; }

Fragment reactantFragment(const MappedMolecule& reactant, const std::set<int>& changed) {
    const auto& mol = *reactant.mol;
    std::set<int> anchors, atoms;
    Fragment fragment{&reactant, {}, std::vector<bool>(mol.getNumAtoms(), false)};
    for (const auto* atom : mol.atoms()) {
        const int i = atom->getIdx();
        if (reactant.map[i] != 0 && changed.count(reactant.map[i]) == 0) continue;
        fragment.strict[i] = true;
        atoms.insert(i);
        if (reactant.map[i] != 0) anchors.insert(i);
    }
    for (int anchor : anchors) {
        for (int other : neighbours(mol, anchor)) atoms.insert(other);
    }
    atoms.merge(wholeGroups(mol, anchors));
    fragment.atoms.assign(atoms.begin(), atoms.end());
    return fragment;
}

}  // namespace

std::string writeTemplate(const MappedMolecule& product, const std::vector<MappedMolecule>& reactants, const std::set<int>& changed) {
    std::vector<Fragment> sources;
    std::map<int, std::string> origin;  // what the reactant side says of a mapped atom
    for (const auto& reactant : reactants) {
        auto fragment = reactantFragment(reactant, changed);
        for (int i : fragment.atoms) {
            if (reactant.map[i] == 0) continue;
            const auto& atom = *reactant.mol->getAtomWithIdx(i);
            std::vector<std::string> around;
            for (const auto* bond : reactant.mol->atomBonds(&atom)) {
                const int other = static_cast<int>(bond->getOtherAtomIdx(i));
                around.push_back(std::to_string(bond->getBondType()) + symbol(*reactant.mol->getAtomWithIdx(other), fragment.strict[other], "", 0));
            }
            std::sort(around.begin(), around.end());
            auto& text = origin[reactant.map[i]] = symbol(atom, fragment.strict[i], "", 0);
            if (fragment.strict[i]) {
                for (const auto& one : around) text += one;
            }
        }
        if (!fragment.atoms.empty()) sources.push_back(std::move(fragment));
    }

    const auto& mol = *product.mol;
    Fragment target{&product, {}, std::vector<bool>(mol.getNumAtoms(), false)};
    std::vector<std::string> symbols(mol.getNumAtoms());
    for (const auto* atom : mol.atoms()) {
        const int i = atom->getIdx();
        const auto found = origin.find(product.map[i]);
        if (found == origin.end()) continue;
        target.atoms.push_back(i);
        target.strict[i] = changed.count(product.map[i]) > 0;
        // Atoms are ranked by what both sides say of them, so that numbering by rank is the same for the same reaction.
        auto text = symbol(*atom, target.strict[i], "", 0) + found->second;
        std::replace(text.begin(), text.end(), '[', '<');
        std::replace(text.begin(), text.end(), ']', '>');
        symbols[i] = "[" + text + "]";
    }
    if (target.atoms.empty()) throw std::invalid_argument("the changed atoms are not in the product");
    std::vector<int> order;
    const auto ranked = writeFragment(target, symbols, order);
    std::map<int, int> renumbered;
    for (int i : order) renumbered.emplace(product.map[i], static_cast<int>(renumbered.size()) + 1);
    const auto left = grouped(finish(target, ranked, order, renumbered));

    std::vector<std::string> right;
    for (const auto& fragment : sources) {
        std::vector<std::string> texts(fragment.of->mol->getNumAtoms());
        for (int i : fragment.atoms) {
            const auto map = renumbered.find(fragment.of->map[i]);
            texts[i] = symbol(*fragment.of->mol->getAtomWithIdx(i), fragment.strict[i], "", map == renumbered.end() ? 0 : map->second);
        }
        const auto text = writeFragment(fragment, texts, order);
        right.push_back(grouped(finish(fragment, text, order, renumbered)));
    }
    std::sort(right.begin(), right.end());
    auto result = left + ">>";
    for (std::size_t i = 0; i < right.size(); i++) result += (i == 0 ? "" : ".") + right[i];
    return result;
}

}  // namespace molscreen::reactions
