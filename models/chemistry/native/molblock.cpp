// MOL blocks, V2000 and V3000, as RDKit's MolBlockToMol reads them, with a look at sizes before and at the molecule
// between parsing and sanitization.
#include "molecule.h"

#include <GraphMol/Conformer.h>
#include <GraphMol/FileParsers/FileParserUtils.h>
#include <GraphMol/FileParsers/FileParsers.h>
#include <RDGeneral/FileParseException.h>
#include <RDGeneral/LocaleSwitcher.h>

#include <algorithm>
#include <limits>
#include <sstream>

namespace molscreen {
namespace {

constexpr unsigned kCountsLine = 4;

[[noreturn]] void refuse(MoleculeStatus status, std::string message) { throw MoleculeError{status, std::move(message)}; }

// CRLF and lone CR become LF: RDKit does not know a lone CR.
std::string withLineFeeds(std::string_view text) {
    std::string lines;
    lines.reserve(text.size() + 1);
    for (std::size_t i = 0; i < text.size(); i++) {
        const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!pair) lines += text[i] == '\r' ? '\n' : text[i];
    }
    return lines;
}

std::size_t startOfCountsLine(const std::string& block) {
    std::size_t at = 0;
    for (unsigned line = 1; line < kCountsLine; line++) {
        at = block.find('\n', at);
        if (at == std::string::npos) refuse(MoleculeStatus::Syntax, "Several lines, but no MOL block: line 4 with the counts is missing.");
        at++;
    }
    return at;
}

// Names and remarks in the header may be in any encoding; below it the format is ASCII, and free text in it UTF-8.
void checkEncoding(std::string_view body) {
    for (std::size_t at = 0; at < body.size();) {
        const auto end = std::min(body.find_first_of("\n\t", at), body.size());
        if (!isPlainText(body.substr(at, end - at))) {
            refuse(MoleculeStatus::Encoding, "Not plain UTF-8 text: invalid bytes or control characters below the header of the MOL block.");
        }
        at = end + 1;
    }
}

struct Counts {
    unsigned atoms = 0;
    unsigned bonds = 0;
    bool chiral = false;
    bool v3000 = false;
};

// The number in three columns, 0 where they are blank or not there; -1 where there is no number, or one below zero.
int field(std::string_view line, std::size_t start) {
    const auto text = RDKit::FileParserUtils::strip(start < line.size() ? line.substr(start, 3) : std::string_view{}, " ");
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        value = 10 * value + (c - '0');
    }
    return value;
}

// As strictly as RDKit, which takes counts below zero for very many atoms.
Counts parseCounts(std::string_view line) {
    if (line.size() < 6) refuse(MoleculeStatus::Syntax, "The counts at line 4 are too short.");
    const int atoms = field(line, 0), bonds = field(line, 3);
    if (atoms < 0 || bonds < 0) refuse(MoleculeStatus::Syntax, "The counts at line 4 are not numbers.");
    Counts counts{static_cast<unsigned>(atoms), static_cast<unsigned>(bonds), field(line, 12) > 0, false};
    if (line.size() > 35) {
        const auto version = line.substr(34, 5);
        counts.v3000 = version == "V3000";
        if (!counts.v3000 && version != "V2000") refuse(MoleculeStatus::Syntax, "Neither V2000 nor V3000 at line 4.");
    }
    if (counts.v3000 && (atoms != 0 || bonds != 0)) refuse(MoleculeStatus::Syntax, "V3000 with counts other than 0 at line 4.");
    return counts;
}

// The counts that a V3000 block announces, for which RDKit makes room at once; zeros where it has none, which RDKit refuses.
std::pair<double, double> announced(std::istringstream& body) {
    std::pair<double, double> counts{0, 0};
    try {
        unsigned line = kCountsLine;
        RDKit::FileParserUtils::getV3000Line(&body, line);
        std::istringstream words(RDKit::FileParserUtils::getV3000Line(&body, line));
        std::string word;
        words >> word >> counts.first >> counts.second;
    } catch (const std::exception&) {
    }
    body.clear();
    body.seekg(0);
    return counts;
}

void checkAnnounced(const std::pair<double, double>& counts) {
    constexpr auto most = std::numeric_limits<std::uint16_t>::max();
    if (counts.first > most || counts.second > most) refuse(MoleculeStatus::TooLarge, "More than 65535 atoms or bonds.");
    if (counts.first < 0 || counts.second < 0) refuse(MoleculeStatus::Syntax, "Counts below zero.");
}

// RDKit's words, as a sentence that names the line.
MoleculeError parseError(std::string text, MoleculeStatus status, unsigned line) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '.')) text.pop_back();
    std::replace_if(text.begin(), text.end(), [](unsigned char c) { return c < ' '; }, ' ');
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    if (text.find("line") == std::string::npos) text += " at line " + std::to_string(line);
    return {status, text + '.'};
}

std::unique_ptr<RDKit::RWMol> parse(std::istringstream& body, Counts counts, bool labelled3D, bool& chirality_possible) {
    auto mol = std::make_unique<RDKit::RWMol>();
    if (labelled3D) mol->setProp(RDKit::common_properties::_3DConf, 1);
    if (counts.chiral) mol->setProp(RDKit::common_properties::_MolFileChiralFlag, 1u);
    unsigned line = kCountsLine;
    RDKit::Conformer* conformer = nullptr;  // the molecule's own once it is whole
    try {
        using namespace RDKit::FileParserUtils;
        const bool complete =
            counts.v3000 ? ParseV3000CTAB(&body, line, mol.get(), conformer, chirality_possible, counts.atoms, counts.bonds)
                         : ParseV2000CTAB(&body, line, mol.get(), conformer, chirality_possible, counts.atoms, counts.bonds);
        if (complete) return mol;
        throw MoleculeError{MoleculeStatus::Syntax, "M  END is missing at line " + std::to_string(line) + "."};
    } catch (const MoleculeError&) {
        throw;
    } catch (const std::bad_alloc&) {
        delete conformer;
        throw;
    } catch (const RDKit::FileParseException& e) {
        delete conformer;
        throw parseError(e.what(), MoleculeStatus::Syntax, line);
    } catch (const RDKit::MolFileUnhandledFeatureException& e) {
        delete conformer;
        throw parseError(e.what(), MoleculeStatus::Unsupported, line);
    } catch (const std::exception&) {
        // Atoms that are not there, twice the same bond, letters for numbers: RDKit has many exceptions for these.
        delete conformer;
        throw MoleculeError{MoleculeStatus::Syntax, "A damaged MOL block at line " + std::to_string(line) + "."};
    }
}

void refuseQueries(const RDKit::RWMol& mol) {
    for (const auto* atom : mol.atoms()) {
        if (atom->getAtomicNum() == 0 || atom->hasQuery()) {
            refuse(MoleculeStatus::Unsupported, "Atom " + std::to_string(atom->getIdx() + 1) +
                                                    " is a query, an R group or a wildcard, not an atom of one element.");
        }
    }
    for (const auto* bond : mol.bonds()) {
        if (bond->hasQuery()) {
            refuse(MoleculeStatus::Unsupported, "Bond " + std::to_string(bond->getIdx() + 1) + " is a query, not a bond of one order.");
        }
    }
}

// RDKit leaves them as they are, and writes them as ':' into a SMILES that says nothing about electrons.
void refuseAromaticChains(RDKit::RWMol& mol) {
    bool any = false;
    for (const auto* bond : mol.bonds()) any |= bond->getBondType() == RDKit::Bond::AROMATIC;
    if (!any) return;
    RDKit::MolOps::fastFindRings(mol);
    for (const auto* bond : mol.bonds()) {
        if (bond->getBondType() == RDKit::Bond::AROMATIC && mol.getRingInfo()->numBondRings(bond->getIdx()) == 0) {
            refuse(MoleculeStatus::Kekulization, "Bond " + std::to_string(bond->getIdx() + 1) + " is aromatic and in no ring.");
        }
    }
    mol.getRingInfo()->reset();
}

std::unique_ptr<RDKit::RWMol> sanitized(std::unique_ptr<RDKit::RWMol> mol, bool chirality_possible) {
    auto* const unfinished = mol.release();
    try {
        RDKit::FileParserUtils::finishMolProcessing(unfinished, chirality_possible, true, true);
        return std::unique_ptr<RDKit::RWMol>(unfinished);
    } catch (const RDKit::MolSanitizeException&) {
        throw;  // RDKit has deleted the molecule.
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& e) {
        // Stereo that contradicts itself; whether RDKit has deleted the molecule depends on where it was found.
        throw MoleculeError{MoleculeStatus::Syntax, "A MOL block that contradicts itself (RDKit: " + std::string(e.what()) + ")."};
    }
}

}  // namespace

std::unique_ptr<RDKit::RWMol> readMolBlock(std::string_view text, const ReadLimits& limits) {
    if (static_cast<std::int64_t>(text.size()) > limits.max_block_length) {
        refuse(MoleculeStatus::TooLong, std::to_string(text.size()) + " bytes of text, at most " + std::to_string(limits.max_block_length) +
                                            " are accepted of a MOL block.");
    }
    const auto block = withLineFeeds(text);
    const auto start = startOfCountsLine(block);
    checkEncoding(std::string_view(block).substr(start));
    const auto end = std::min(block.find('\n', start), block.size());
    const auto counts = parseCounts(std::string_view(block).substr(start, end - start));

    // The second line of the header says in two columns whether the coordinates are in the plane or in space.
    const auto program = block.find('\n') + 1;
    const auto dimension = block.find('\n', program) - program >= 22 ? block.substr(program + 20, 2) : std::string();

    const RDKit::Utils::LocaleSwitcher numbers_with_points;
    std::istringstream body(end < block.size() ? block.substr(end + 1) : std::string());
    if (counts.v3000) checkAnnounced(announced(body));
    bool chirality_possible = false;
    auto mol = parse(body, counts, dimension == "3D" || dimension == "3d", chirality_possible);
    if (mol->getNumAtoms() == 0) refuse(MoleculeStatus::Empty, "No atoms.");
    checkSize(*mol, limits);
    refuseQueries(*mol);
    refuseAromaticChains(*mol);
    mol = sanitized(std::move(mol), chirality_possible);
    mol->clearConformers();
    return mol;
}

}  // namespace molscreen
