#include "depict.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include <GraphMol/MolDraw2D/MolDraw2DSVG.h>
#include <GraphMol/MolDraw2D/MolDraw2DUtils.h>

#include "molecule.h"

namespace molscreen {
namespace {

using RDKit::DrawColour;

constexpr std::int32_t kSubstructureColour = 0xFFB3A7;
constexpr double kHaloRadius = 0.75;  // in bond lengths

DrawColour colourOf(std::int32_t rgb) {
    return {(rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0};
}

struct Colours {
    std::map<int, DrawColour> atoms, bonds;
};

void checkAtom(const RDKit::ROMol& mol, std::int32_t atom) {
    if (atom >= 0 && atom < static_cast<std::int32_t>(mol.getNumAtoms())) return;
    throw MoleculeError{MoleculeStatus::Unsupported, "There is no atom " + std::to_string(atom) + ": the molecule has " +
                                                         std::to_string(mol.getNumAtoms()) + " atoms, counted from 0."};
}

// Explicit highlights, the substructure's atoms, and bonds between atoms of one colour.
Colours coloursOf(const RDKit::ROMol& mol, const CellContent& cell, const RDKit::ROMol* substructure) {
    Colours colours;
    if (substructure != nullptr) {
        for (const auto& match : RDKit::SubstructMatch(mol, *substructure)) {
            for (const auto& [query, atom] : match) colours.atoms[atom] = colourOf(kSubstructureColour);
        }
    }
    for (std::size_t i = 0; i < cell.highlight_count; i++) {
        const auto& highlight = cell.highlights[i];
        checkAtom(mol, highlight.begin);
        if (highlight.end < 0) colours.atoms[highlight.begin] = colourOf(highlight.colour);
    }
    for (const auto* bond : mol.bonds()) {
        const auto begin = colours.atoms.find(static_cast<int>(bond->getBeginAtomIdx()));
        const auto end = colours.atoms.find(static_cast<int>(bond->getEndAtomIdx()));
        if (begin == colours.atoms.end() || end == colours.atoms.end() || begin->second != end->second) continue;
        colours.bonds[static_cast<int>(bond->getIdx())] = begin->second;
    }
    for (std::size_t i = 0; i < cell.highlight_count; i++) {
        const auto& highlight = cell.highlights[i];
        if (highlight.end < 0) continue;
        checkAtom(mol, highlight.end);
        const auto* bond = mol.getBondBetweenAtoms(static_cast<unsigned>(highlight.begin), static_cast<unsigned>(highlight.end));
        if (bond == nullptr) {
            throw MoleculeError{MoleculeStatus::Unsupported, "Atoms " + std::to_string(highlight.begin) + " and " +
                                                                 std::to_string(highlight.end) + " are not bonded."};
        }
        colours.bonds[static_cast<int>(bond->getIdx())] = colourOf(highlight.colour);
    }
    return colours;
}

// RDKit's own order of equivalent neighbours: by ranks that reading a SMILES leaves only where possible centres are flagged.
void prepare(RDKit::RWMol& mol) {
    RDKit::MolOps::assignStereochemistry(mol, true, true, true);
    const RDKit::RWMol original(mol);
    try {
        RDKit::MolDraw2DUtils::prepareMolForDrawing(mol);
    } catch (const RDKit::MolSanitizeException&) {
        mol = original;
        RDKit::MolDraw2DUtils::prepareMolForDrawing(mol, false);
    }
}

void set(RDKit::MolDrawOptions& drawing, const DrawingOptions& options, std::int32_t height) {
    drawing.prepareMolsBeforeDrawing = false;
    drawing.includeMetadata = false;
    drawing.clearBackground = false;
    drawing.addAtomIndices = options.atom_indices != 0;
    drawing.addStereoAnnotation = options.stereo != 0;
    drawing.annotationColour = DrawColour(0.35, 0.35, 0.4);
    drawing.annotationFontScale = 0.6;
    drawing.fixedBondLength = 0.13 * std::min(options.width, height);  // small molecules are not blown up
    drawing.bondLineWidth = std::clamp(0.006 * std::min(options.width, height), 1.0, 4.0);
    drawing.highlightBondWidthMultiplier = 10;
    drawing.padding = 0.06;
    if (options.monochrome) RDKit::assignBWPalette(drawing.atomColourPalette);
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

// Halos under the atoms: red for a positive weight, blue for a negative one, the stronger the more it weighs.
std::string halos(const RDKit::MolDraw2D& drawer, const CellContent& cell, double scale) {
    if (scale <= 0) {
        for (std::size_t i = 0; i < cell.weight_count; i++) scale = std::max(scale, std::abs(cell.weights[i]));
    }
    std::ostringstream svg;
    for (std::size_t i = 0; i < cell.weight_count && scale > 0; i++) {
        const double strength = std::min(1.0, std::abs(cell.weights[i]) / scale);
        if (strength < 0.005) continue;
        const auto at = drawer.getDrawCoords(static_cast<int>(i));
        char opacity[16];
        std::snprintf(opacity, sizeof opacity, "%.2f", strength);
        svg << "<circle class='weight-" << i << "' cx='" << number(at.x) << "' cy='" << number(at.y) << "' r='"
            << number(kHaloRadius * drawer.scale()) << "' fill='url(#molscreen-" << (cell.weights[i] > 0 ? "plus" : "minus")
            << ")' fill-opacity='" << opacity << "'/>\n";
    }
    return svg.str();
}

}  // namespace

std::string drawnMolecule(const CellContent& cell, const DrawingOptions& options, std::int32_t height, const RDKit::ROMol* substructure) {
    auto mol = readSmiles(cell.smiles, {}, Reading::Whole);
    if (cell.weight_count != 0 && cell.weight_count != mol->getNumAtoms()) {
        throw MoleculeError{MoleculeStatus::Unsupported, std::to_string(mol->getNumAtoms()) + " atoms, but " +
                                                             std::to_string(cell.weight_count) + " weights."};
    }
    if (!std::all_of(cell.weights, cell.weights + cell.weight_count, [](double w) { return std::isfinite(w); })) {
        throw MoleculeError{MoleculeStatus::Unsupported, "A weight is not a finite number."};
    }
    const auto colours = coloursOf(*mol, cell, substructure);
    prepare(*mol);
    RDKit::MolDraw2DSVG drawer(options.width, height);
    set(drawer.drawOptions(), options, height);
    std::vector<int> atoms, bonds;
    for (const auto& entry : colours.atoms) atoms.push_back(entry.first);
    for (const auto& entry : colours.bonds) bonds.push_back(entry.first);
    drawer.drawMolecule(*mol, &atoms, &bonds, &colours.atoms, &colours.bonds);
    drawer.finishDrawing();
    constexpr std::string_view header = "<!-- END OF HEADER -->\n", end = "</svg>";
    const auto svg = drawer.getDrawingText();
    const auto from = svg.find(header), to = svg.rfind(end);
    if (from == std::string::npos || to == std::string::npos) throw std::logic_error("RDKit's SVG has no header or no end");
    return halos(drawer, cell, options.weight_scale) + svg.substr(from + header.size(), to - from - header.size());
}

}  // namespace molscreen
