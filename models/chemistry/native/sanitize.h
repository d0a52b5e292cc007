#pragma once

#include "rdkit.h"

namespace molscreen {

// Does to a molecule as its SMILES was parsed what RDKit's SmilesToMol does next when it is asked to sanitize: hydrogens
// that are written as atoms leave, RDKit's sanitization, stereochemistry. Throws what RDKit throws.
void sanitizeParsed(RDKit::RWMol& mol);

// The same, leaving out what a common molecule does not need, and much faster. False for a molecule that is not of
// the common kind or cannot be sanitized; it is then spoiled, and must be parsed anew for sanitizeParsed.
bool sanitizeCommon(RDKit::RWMol& mol);

}  // namespace molscreen
