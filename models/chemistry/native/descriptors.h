// The 208 two-dimensional descriptors of RDKit 2022.09's Descriptors module, under its names and in its order.
#pragma once

#include <string>
#include <vector>

#include "rdkit.h"

namespace molscreen {

// Names in the order of the values.
const std::vector<std::string>& descriptorNames();

// Writes one value a name. A descriptor that is not defined for the molecule is NaN, as is one for which RDKit raises an
// exception; the others are not touched by that.
void describe(const RDKit::ROMol& mol, double* values);

}  // namespace molscreen
