#pragma once

#include <memory>
#include <string>

#include "molecule.h"

namespace molscreen {

// Replaces mol by its standard form and returns the canonical SMILES of it: the largest organic fragment (a fragment
// with carbon; without one, the largest), charges neutralized by adding or removing hydrogen where that is possible,
// stereo kept. Written and read again until the SMILES stays the same, so that the standard form of a standard form
// is itself. Throws MoleculeError, and what RDKit throws.
std::string standardize(std::unique_ptr<RDKit::RWMol>& mol, const ReadLimits& limits);

}  // namespace molscreen
