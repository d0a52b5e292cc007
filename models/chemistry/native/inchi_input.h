#pragma once

#include <vector>

#include <inchi_api.h>

#include "rdkit.h"

namespace molscreen {

// A molecule in libinchi's terms.
struct InchiInput {
    std::vector<inchi_Atom> atoms;
    std::vector<inchi_Stereo0D> stereo;
};

// Fills input; false where InChI has no terms for the molecule.
bool fillInchiInput(const RDKit::ROMol& mol, InchiInput& input);

}  // namespace molscreen
