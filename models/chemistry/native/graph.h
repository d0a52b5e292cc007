#pragma once

#include <cstdint>
#include <vector>

#include "rdkit.h"

namespace molscreen {

// Which values have a slot of their own; mirrors MolScreen.Chemistry.FeatureLayout.
enum class GraphLayout : std::int32_t { ChempropV2, ChempropV1 };

// Graphs of a batch, molecule after molecule. A code is a slot number within its feature group, the last slot of an
// atom's group being "unknown" (FeatureLayout.cs expands it).
struct Graphs {
    explicit Graphs(GraphLayout graph_layout) : layout(graph_layout) {}

    GraphLayout layout;
    std::vector<std::uint16_t> atom_counts;
    std::vector<std::uint16_t> bond_counts;
    std::vector<std::uint8_t> atom_codes;  // 7 an atom: number, degree, charge, chiral tag, hydrogens, hybridization, aromatic
    std::vector<float> atom_masses;        // g/mol
    std::vector<std::uint16_t> bond_ends;  // 2 a bond
    std::vector<std::uint8_t> bond_codes;  // 4 a bond: type, conjugated, in a ring, stereo

    void add(const RDKit::ROMol& mol);
};

}  // namespace molscreen
