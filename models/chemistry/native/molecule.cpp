#include "molecule.h"

#include <algorithm>
#include <limits>

#include "sanitize.h"

namespace molscreen {
namespace {

// Fullerenes have 0.53 rings a heavy atom; far denser graphs exist only as nets of metal atoms, whose ring perception
// takes minutes.
constexpr double kMaxRingsPerAtom = 1.0;

// More than any molecule has. RDKit keeps distances between all atoms: 28,000 of them take gigabytes.
constexpr std::int64_t kMaxHydrogensPerHeavyAtom = 4;

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Null where the text is no SMILES.
std::unique_ptr<RDKit::RWMol> parse(std::string_view smiles, bool extended) {
    RDKit::SmilesParserParams params;
    params.sanitize = false;
    params.removeHs = false;
    params.allowCXSMILES = extended;
    params.strictCXSMILES = false;
    params.parseName = false;
    return std::unique_ptr<RDKit::RWMol>(RDKit::SmilesToMol(std::string(smiles), params));
}

void replace(std::string& text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    if (at != std::string::npos) text.replace(at, from.size(), to);
}

std::string sentence(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (!text.empty() && text.back() != '.') text += '.';
    return text;
}

}  // namespace

void checkSize(const RDKit::RWMol& mol, const ReadLimits& limits) {
    std::int64_t heavy = 0;
    for (const auto* atom : mol.atoms()) heavy += atom->getAtomicNum() != 1;
    const auto hydrogens = static_cast<std::int64_t>(mol.getNumAtoms()) - heavy;
    if (heavy > limits.max_heavy_atoms) {
        throw MoleculeError{MoleculeStatus::TooLarge, std::to_string(heavy) + " heavy atoms, at most " +
                                                          std::to_string(limits.max_heavy_atoms) + " are accepted."};
    }
    const auto most_hydrogens = kMaxHydrogensPerHeavyAtom * limits.max_heavy_atoms;
    if (hydrogens > most_hydrogens) {
        throw MoleculeError{MoleculeStatus::TooLarge, std::to_string(hydrogens) + " hydrogen atoms are written out, at most " +
                                                          std::to_string(most_hydrogens) + " are accepted."};
    }
    constexpr auto most = std::numeric_limits<std::uint16_t>::max();
    if (mol.getNumAtoms() > most || mol.getNumBonds() > most) {
        throw MoleculeError{MoleculeStatus::TooLarge, "More than 65535 atoms or bonds."};
    }
    const double rings = static_cast<double>(mol.getNumBonds()) - mol.getNumAtoms() + 1;
    if (rings > 8 && rings > kMaxRingsPerAtom * mol.getNumAtoms()) {
        throw MoleculeError{MoleculeStatus::Unsupported, "More rings than atoms."};
    }
}

bool isMolBlock(std::string_view text) noexcept { return text.find_first_of("\r\n") != std::string_view::npos; }

std::unique_ptr<RDKit::RWMol> readMolecule(std::string_view text, const ReadLimits& limits) {
    return isMolBlock(text) ? readMolBlock(text, limits) : readSmiles(text, limits);
}

std::unique_ptr<RDKit::RWMol> readSmiles(std::string_view text, const ReadLimits& limits, Reading reading) {
    if (static_cast<std::int64_t>(text.size()) > limits.max_text_length) {
        throw MoleculeError{MoleculeStatus::TooLong, std::to_string(text.size()) + " bytes of text, at most " +
                                                         std::to_string(limits.max_text_length) + " are accepted."};
    }
    constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD, what lenient readers make of invalid bytes
    if (!isPlainText(text) || text.find(replacement) != std::string_view::npos) {
        throw MoleculeError{MoleculeStatus::Encoding, "Not plain UTF-8 text: invalid bytes or control characters."};
    }
    const auto smiles = trim(text);
    if (smiles.empty()) throw MoleculeError{MoleculeStatus::Empty, "No SMILES."};
    const auto blank = smiles.find(' ');
    const bool extended = blank != std::string_view::npos && trim(smiles.substr(blank)).front() == '|';
    if (blank != std::string_view::npos && !extended) {
        throw MoleculeError{MoleculeStatus::Syntax, "A blank at character " + std::to_string(blank + 1) + "."};
    }

    // RDKit takes bytes beyond ASCII at either end for blanks.
    const auto letters = smiles.substr(0, blank);
    if (std::any_of(letters.begin(), letters.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; })) {
        throw MoleculeError{MoleculeStatus::Syntax, explainSyntax(letters)};
    }

    auto mol = parse(smiles, extended);
    if (!mol) throw MoleculeError{MoleculeStatus::Syntax, explainSyntax(letters)};
    if (mol->getNumAtoms() == 0) throw MoleculeError{MoleculeStatus::Empty, "No atoms."};
    checkSize(*mol, limits);
    if (reading == Reading::Quick && !extended) {
        if (sanitizeCommon(*mol)) return mol;
        mol = parse(smiles, extended);
    }
    sanitizeParsed(*mol);
    return mol;
}

MoleculeError currentMoleculeError() {
    try {
        throw;
    } catch (const MoleculeError& e) {
        return e;
    } catch (const RDKit::AtomValenceException& e) {
        std::string message = e.what();
        replace(message, "for atom # ", "of atom ");
        return {MoleculeStatus::Valence, sentence(message)};
    } catch (const RDKit::KekulizeException& e) {
        std::string message = "No Kekulé structure for the aromatic atoms";
        for (const auto atom : e.getAtomIndices()) message += ' ' + std::to_string(atom);
        return {MoleculeStatus::Kekulization, message + '.'};
    } catch (const RDKit::AtomKekulizeException& e) {
        return {MoleculeStatus::Kekulization, sentence(e.what())};
    } catch (const RDKit::MolSanitizeException& e) {
        return {MoleculeStatus::Unsupported, sentence(e.what())};
    } catch (const RDKit::SmilesParseException& e) {
        return {MoleculeStatus::Syntax, sentence(e.what())};
    } catch (const std::bad_alloc&) {
        return {MoleculeStatus::Internal, "Out of memory."};
    } catch (const std::exception& e) {
        return {MoleculeStatus::Internal, sentence(std::string("RDKit: ") + e.what())};
    } catch (...) {
        return {MoleculeStatus::Internal, "RDKit failed in an unknown way."};
    }
}

}  // namespace molscreen
