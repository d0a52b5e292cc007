#include <algorithm>

#include <GraphMol/MolStandardize/Fragment.h>

#include "standardize_steps.h"

namespace molscreen {
namespace {

// The fragments of mol but one that is the kept one.
std::vector<RemovedFragment> removedFrom(const RDKit::ROMol& mol, const RDKit::ROMol& kept) {
    const auto kept_smiles = RDKit::MolToSmiles(kept);
    std::vector<RemovedFragment> removed;
    bool found = false;
    for (const auto& fragment : RDKit::MolOps::getMolFrags(mol, false)) {
        auto smiles = RDKit::MolToSmiles(*fragment);
        if (!found && smiles == kept_smiles) {
            found = true;
        } else {
            removed.push_back({std::move(smiles), fragmentName(*fragment)});
        }
    }
    return removed;
}

}  // namespace

bool keepLargestFragment(Standardizing& at) {
    std::vector<int> fragment;
    if (RDKit::MolOps::getMolFrags(*at.mol, fragment) == 1) return false;
    RDKit::MolStandardize::LargestFragmentChooser chooser(true);
    const std::unique_ptr<RDKit::ROMol> chosen(chooser.choose(*at.mol));
    if (at.options.list_removed) {
        auto removed = removedFrom(*at.mol, *chosen);
        std::move(removed.begin(), removed.end(), std::back_inserter(at.report.removed));
    }
    at.mol = std::make_unique<RDKit::RWMol>(*chosen);
    return true;
}

}  // namespace molscreen
