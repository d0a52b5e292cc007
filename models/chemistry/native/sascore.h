// How hard a molecule is to make: Ertl and Schuffenhauer, J. Cheminf. 1 (2009) 8, as RDKit's contributed sascorer has it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "rdkit.h"

namespace molscreen {

// Sets the table of fragment contributions, once; a second call does nothing. The table's form is described in
// models/chemistry/data/README.md. Throws InvalidArgument for a damaged one.
void loadFragmentScores(const std::uint8_t* bytes, std::size_t size);
bool hasFragmentScores() noexcept;

// 1 easy to 10 hard. The table must have been loaded.
double synthesizability(const RDKit::ROMol& mol);

}  // namespace molscreen
