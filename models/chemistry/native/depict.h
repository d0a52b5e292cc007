// Molecules as drawings: one SVG with a cell for each of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guard.h"
#include "rdkit.h"

namespace molscreen {

// Mirrors MolScreen.Chemistry.Depiction.NativeDrawingOptions.
extern "C" struct DrawingOptions {
    std::int32_t width, height;  // of a cell, pixels
    std::int32_t columns;
    std::int32_t atom_indices;
    std::int32_t stereo;  // CIP labels
    std::int32_t monochrome;
    std::int32_t transparent;
    double weight_scale;  // the weight of the strongest colour; 0: the largest of the molecule
};

// One atom (end -1) or bond, and its colour 0xRRGGBB.
struct Highlight {
    std::int32_t begin, end, colour;
};

struct CellContent {
    std::string_view smiles, legend;
    const Highlight* highlights;
    std::size_t highlight_count;
    const double* weights;
    std::size_t weight_count;
};

// A legend in lines that fit a width; what does not fit in three lines ends with an ellipsis.
std::vector<std::string> legendLines(std::string_view legend, std::int32_t width);

// Text as character data of XML.
std::string escapedXml(std::string_view text);

// The elements of one cell, without legend: coordinates from 0 to width and height. The molecule is taken as written; its
// atoms are counted from 0 in the order of the text. Throws MoleculeError, and what RDKit throws.
std::string drawnMolecule(const CellContent& cell, const DrawingOptions& options, std::int32_t height, const RDKit::ROMol* substructure);

}  // namespace molscreen
