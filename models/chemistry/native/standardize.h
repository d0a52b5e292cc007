// The standardization recipe: models/chemistry/STANDARDIZATION.md says what each step does and where its rules come from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "molecule.h"

namespace molscreen {

// Bits of MoleculeOptions.standardize; 0 takes a molecule as written. Mirrors ProcessingOptions.
enum StandardizeFlag : std::int32_t { kStandardize = 1, kBondsAsWritten = 2, kCanonicalTautomer = 4 };

// Bits of Standardization.changed and .refused. Mirrors MolScreen.Chemistry.StandardizationSteps.
enum StandardStep : std::uint8_t { kMetalStep = 1, kGroupStep = 2, kFragmentStep = 4, kChargeStep = 8, kTautomerStep = 16 };

// Bits of Standardization.notes. Mirrors MolScreen.Chemistry.StandardizationNotes.
enum StandardNote : std::uint8_t { kTautomerTimeLimit = 1, kTautomerCountLimit = 2, kTautomerStereo = 4, kNotSettled = 8 };

struct StandardizeOptions {
    std::int32_t flags = kStandardize;
    std::int32_t tautomer_milliseconds = 1000;  // wall clock a molecule
    bool list_removed = false;                  // whether to fill Standardization.removed
};

struct RemovedFragment {
    std::string smiles;  // canonical, as it was when it was removed
    std::string name;    // "" for one that the table does not know
};

// What standardization did to a molecule.
struct Standardization {
    std::uint8_t changed = 0;  // steps that changed it
    std::uint8_t refused = 0;  // steps whose result is no molecule, so that the form before was kept
    std::uint8_t notes = 0;
    std::vector<RemovedFragment> removed;
};

// Replaces mol by its standard form and returns the canonical SMILES of it. The steps are repeated until the SMILES stays
// the same, so that the standard form of a standard form is itself. Throws MoleculeError, and what RDKit throws.
std::string standardize(std::unique_ptr<RDKit::RWMol>& mol, const ReadLimits& limits, const StandardizeOptions& options,
                        Standardization& report);

}  // namespace molscreen
