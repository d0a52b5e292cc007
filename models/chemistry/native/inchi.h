// Standard InChI and InChIKey by the IUPAC's own library, libinchi, which is loaded when it is first asked for.
#pragma once

#include <string>

#include "rdkit.h"

namespace molscreen {

struct InchiText {
    std::string inchi;  // both empty where there is none: over 1,023 atoms, a bond of an order that InChI does not know
    std::string key;
};

// Throws std::runtime_error, with what to install, when libinchi cannot be loaded.
void requireInchi();

// The molecule's stereo at tetrahedral centres and double bonds is given over; that of allenes and longer cumulenes,
// which RDKit does not read, is not. One molecule at a time in the whole process: libinchi keeps its state in globals.
InchiText inchiOf(const RDKit::ROMol& mol);

}  // namespace molscreen
