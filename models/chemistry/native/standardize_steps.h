// The steps of the recipe, each of which says whether it changed the molecule.
#pragma once

#include <functional>

#include "standardize.h"

namespace molscreen {

// A molecule on its way through the steps.
struct Standardizing {
    std::unique_ptr<RDKit::RWMol>& mol;
    const ReadLimits& limits;
    const StandardizeOptions& options;
    Standardization& report;

    // Takes what a step made of the molecule, written and read again, when that can be read; else notes the refusal.
    // Returns whether it was taken. The step may throw RDKit's MolSanitizeException.
    bool take(StandardStep step, const std::function<std::unique_ptr<RDKit::ROMol>()>& made);
};

// Cuts covalent bonds between metals and non-metals.
bool disconnectMetals(Standardizing& at);

// Brings functional groups and conjugated charges into one of their forms.
bool normalizeGroups(Standardizing& at);

// Keeps the largest organic fragment: one with carbon; without one, the largest.
bool keepLargestFragment(Standardizing& at);

// Moves hydrogens so that no charge is left that can go.
bool neutralize(Standardizing& at);

// Replaces a molecule by its canonical tautomer.
bool canonicalizeTautomer(Standardizing& at);

// The usual name of a salt former, counter-ion or solvent; "" for any other fragment.
std::string fragmentName(const RDKit::ROMol& fragment);

}  // namespace molscreen
