#include <map>
#include <vector>

#include "molecule.h"

namespace molscreen {
namespace {

std::string at(std::size_t position) { return " at character " + std::to_string(position + 1) + "."; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Letters that an atom outside brackets may have, as first letter or as the l of Cl and the r of Br.
bool isBareLetter(std::string_view smiles, std::size_t i) {
    constexpr std::string_view organic = "BCNOPSFIbcnops*";
    if (organic.find(smiles[i]) != std::string_view::npos) return true;
    return i > 0 && ((smiles[i] == 'l' && smiles[i - 1] == 'C') || (smiles[i] == 'r' && smiles[i - 1] == 'B'));
}

}  // namespace

std::string explainSyntax(std::string_view smiles) {
    constexpr std::string_view bonds = "-=#$:/\\.~<>";
    std::vector<std::size_t> branches;
    std::map<int, std::size_t> rings;
    const auto toggle = [&](int ring, std::size_t position) {
        if (!rings.erase(ring)) rings.emplace(ring, position);
    };
    for (std::size_t i = 0; i < smiles.size(); i++) {
        const char c = smiles[i];
        if (c == '[') {
            const auto end = smiles.find_first_of("[]", i + 1);
            if (end == std::string_view::npos || smiles[end] == '[') return "An unclosed bracket" + at(i);
            if (end == i + 1) return "An empty bracket" + at(i);
            i = end;
        } else if (c == ']') {
            return "A closing bracket without an opening one" + at(i);
        } else if (c == '(') {
            branches.push_back(i);
        } else if (c == ')') {
            if (branches.empty()) return "A closing parenthesis without an opening one" + at(i);
            branches.pop_back();
        } else if (c == '%') {
            if (i + 2 < smiles.size() && isDigit(smiles[i + 1]) && isDigit(smiles[i + 2])) {
                toggle((smiles[i + 1] - '0') * 10 + smiles[i + 2] - '0', i);
                i += 2;
            } else if (i + 1 < smiles.size() && smiles[i + 1] == '(' && smiles.find(')', i) != std::string_view::npos) {
                i = smiles.find(')', i);
            } else {
                return "A ring-closure number without two digits" + at(i);
            }
        } else if (c == '>' && (i == 0 || smiles[i - 1] != '-')) {
            return "A reaction arrow" + at(i);
        } else if (isDigit(c)) {
            toggle(c - '0', i);
        } else if (!isBareLetter(smiles, i) && bonds.find(c) == std::string_view::npos) {
            return "No atom, bond or ring closure" + at(i);
        }
    }
    if (!branches.empty()) return "An unclosed parenthesis" + at(branches.back());
    if (!rings.empty()) {
        const auto& [ring, position] = *rings.begin();
        return "Ring closure " + std::to_string(ring) + " is not closed, opened" + at(position);
    }
    return "Not a SMILES.";
}

}  // namespace molscreen
