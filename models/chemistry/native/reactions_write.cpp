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

// What a pattern says of an atom: one around the change, one that changes, one that leaves.
enum class Role : std::uint8_t { Around, Changed, Leaving };

// In a general template an atom around the change is any atom where it was a carbon, else its element.
std::string symbol(const Atom& atom, Role role, Granularity granularity, const char* mark, int map) {
    const auto number = map > 0 ? ":" + std::to_string(map) : "";
    if (role == Role::Around && granularity == Granularity::General) {
        return "[" + (atom.getAtomicNum() != 6 ? element(atom) : atom.getIsAromatic() ? "a" : "A") + number + "]";
    }
    auto text = "[" + element(atom) + mark;
    if (role != Role::Around) text += ";H" + std::to_string(atom.getTotalNumHs());
    if (role == Role::Leaving || (role == Role::Changed && granularity == Granularity::Strict)) text += ";D" + std::to_string(atom.getDegree());
    return text + ";" + charge(atom) + number + "]";
}

// Atoms of one molecule that belong to a pattern, and their roles.
struct Fragment {
    const MappedMolecule* of;
    Granularity granularity;
    std::vector<int> atoms;
    std::vector<Role> roles;  // by atom of the molecule

    std::string symbolOf(int atom, const char* mark, int map) const {
        return symbol(*of->mol->getAtomWithIdx(static_cast<unsigned>(atom)), roles[atom], granularity, mark, map);
    }
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
            const bool marked = fragment.roles[order[i]] != Role::Around && atom.getChiralTag() != Atom::CHI_UNSPECIFIED && !atom.getIsAromatic();
            const auto map = renumbered.find(fragment.of->map[order[i]]);
            atoms.push_back(fragment.symbolOf(order[i], !marked ? "" : flipped[i] ? "@@" : "@", map == renumbered.end() ? 0 : map->second));
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

Fragment reactantFragment(const MappedMolecule& reactant, const std::set<int>& changed, Granularity granularity) {
    const auto& mol = *reactant.mol;
    std::set<int> anchors, atoms;
    Fragment fragment{&reactant, granularity, {}, std::vector<Role>(mol.getNumAtoms(), Role::Around)};
    for (const auto* atom : mol.atoms()) {
        const int i = atom->getIdx();
        if (reactant.map[i] != 0 && changed.count(reactant.map[i]) == 0) continue;
        fragment.roles[i] = reactant.map[i] != 0 ? Role::Changed : Role::Leaving;
        atoms.insert(i);
        if (reactant.map[i] != 0) anchors.insert(i);
    }
    for (int anchor : anchors) {
        for (int other : neighbours(mol, anchor)) atoms.insert(other);
    }
    if (granularity == Granularity::Strict) atoms.merge(wholeGroups(mol, anchors));
    fragment.atoms.assign(atoms.begin(), atoms.end());
    return fragment;
}

}  // namespace

std::string writeTemplate(const MappedMolecule& product, const std::vector<MappedMolecule>& reactants, const std::set<int>& changed, Granularity granularity) {
    std::vector<Fragment> sources;
    std::map<int, std::string> origin;  // what the reactant side says of a mapped atom
    for (const auto& reactant : reactants) {
        auto fragment = reactantFragment(reactant, changed, granularity);
        for (int i : fragment.atoms) {
            if (reactant.map[i] == 0) continue;
            const auto& atom = *reactant.mol->getAtomWithIdx(i);
            std::vector<std::string> around;
            for (const auto* bond : reactant.mol->atomBonds(&atom)) {
                const int other = static_cast<int>(bond->getOtherAtomIdx(i));
                around.push_back(std::to_string(bond->getBondType()) + fragment.symbolOf(other, "", 0));
            }
            std::sort(around.begin(), around.end());
            auto& text = origin[reactant.map[i]] = fragment.symbolOf(i, "", 0);
            if (fragment.roles[i] != Role::Around) {
                for (const auto& one : around) text += one;
            }
        }
        if (!fragment.atoms.empty()) sources.push_back(std::move(fragment));
    }

    const auto& mol = *product.mol;
    Fragment target{&product, granularity, {}, std::vector<Role>(mol.getNumAtoms(), Role::Around)};
    std::vector<std::string> symbols(mol.getNumAtoms());
    for (const auto* atom : mol.atoms()) {
        const int i = atom->getIdx();
        const auto found = origin.find(product.map[i]);
        if (found == origin.end()) continue;
        target.atoms.push_back(i);
        if (changed.count(product.map[i]) > 0) target.roles[i] = Role::Changed;
        // Atoms are ranked by what both sides say of them, so that numbering by rank is the same for the same reaction.
        auto text = target.symbolOf(i, "", 0) + found->second;
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
            texts[i] = fragment.symbolOf(i, "", map == renumbered.end() ? 0 : map->second);
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
