#include <algorithm>

#include <GraphMol/FileParsers/FileParsers.h>
#include <GraphMol/SmilesParse/SmilesParse.h>

#include "molecule.h"
#include "search.h"

namespace molscreen {
namespace {

constexpr std::size_t kMaxLength = 10'000;  // bytes
constexpr int kMaxDepth = 20;               // of recursive SMARTS, which RDKit reads with as deep a stack
constexpr unsigned kMaxAtoms = 250;

MoleculeError unreadable(const std::string& what) { return {MoleculeStatus::Syntax, what}; }

int depth(std::string_view smarts) {
    int deepest = 0, open = 0;
    std::vector<bool> recursive;
    for (std::size_t i = 0; i < smarts.size(); i++) {
        if (smarts[i] == '(') {
            recursive.push_back(i > 0 && smarts[i - 1] == '$');
            open += recursive.back();
            deepest = std::max(deepest, open);
        } else if (smarts[i] == ')' && !recursive.empty()) {
            open -= recursive.back();
            recursive.pop_back();
        }
    }
    return deepest;
}

std::unique_ptr<RDKit::RWMol> readSmarts(const std::string& text) {
    if (depth(text) > kMaxDepth) throw unreadable("Recursive SMARTS nested more than " + std::to_string(kMaxDepth) + " deep.");
    std::unique_ptr<RDKit::RWMol> query;
    try {
        query.reset(RDKit::SmartsToMol(text));
    } catch (const std::exception&) {
        // Said below.
    }
    if (!query) throw unreadable("Not a SMARTS.");
    return query;
}

std::unique_ptr<RDKit::RWMol> readMolBlock(const std::string& text) {
    std::unique_ptr<RDKit::RWMol> query;
    try {
        query.reset(RDKit::MolBlockToMol(text));
    } catch (const RDKit::MolSanitizeException&) {
        throw;
    } catch (const std::exception&) {
        // Said below.
    }
    if (!query) throw unreadable("Not a MOL block.");
    return query;
}

}  // namespace

std::unique_ptr<RDKit::RWMol> readQuery(std::string_view text, QueryNotation notation) {
    constexpr std::string_view blanks = " \t\r\n";
    if (text.size() > kMaxLength && notation != QueryNotation::MolBlock) {
        throw MoleculeError{MoleculeStatus::TooLong, std::to_string(text.size()) + " bytes of text, at most " +
                                                         std::to_string(kMaxLength) + " are accepted."};
    }
    if (text.find_first_not_of(blanks) == std::string_view::npos) throw MoleculeError{MoleculeStatus::Empty, "No query."};
    std::unique_ptr<RDKit::RWMol> query;
    if (notation == QueryNotation::MolBlock) {
        if (text.size() > 1'000'000) throw MoleculeError{MoleculeStatus::TooLong, "A MOL block of more than 1 MB."};
        query = readMolBlock(std::string(text));
    } else {
        if (!isPlainText(text)) throw MoleculeError{MoleculeStatus::Encoding, "Not plain UTF-8 text: invalid bytes or control characters."};
        const auto first = text.find_first_not_of(blanks);
        text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
        query = notation == QueryNotation::Smarts ? readSmarts(std::string(text)) : readSmiles(text, {});
    }
    if (query->getNumAtoms() == 0) throw MoleculeError{MoleculeStatus::Empty, "No atoms."};
    if (query->getNumAtoms() > kMaxAtoms) {
        throw MoleculeError{MoleculeStatus::TooLarge, std::to_string(query->getNumAtoms()) + " atoms in the query, at most " +
                                                          std::to_string(kMaxAtoms) + " are accepted."};
    }
    return query;
}

}  // namespace molscreen
