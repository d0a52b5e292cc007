#include "standardize.h"

#include <algorithm>

#include "standardize_steps.h"

namespace molscreen {
namespace {

// More rounds than any molecule of the test sets needs.
constexpr int kMaxRounds = 8;

bool hasStereoOrCharge(const RDKit::ROMol& mol) {
    for (const auto* atom : mol.atoms()) {
        if (atom->getChiralTag() != RDKit::Atom::CHI_UNSPECIFIED || atom->getFormalCharge() != 0) return true;
    }
    for (const auto* bond : mol.bonds()) {
        if (bond->getStereo() > RDKit::Bond::STEREOANY) return true;
    }
    return false;
}

// Refuses what RDKit reads but what is no molecule.
void checkMolecule(const RDKit::ROMol& mol) {
    for (auto* atom : mol.atoms()) {
        if (atom->getAtomicNum() == 0) throw MoleculeError{MoleculeStatus::Unsupported, "A wildcard atom."};
        // RDKit checks valences before it turns aromatic bonds that it does not find aromatic into single and double ones.
        if (!atom->getIsAromatic()) atom->calcExplicitValence(true);
    }
    for (const auto* bond : mol.bonds()) {
        if (bond->hasQuery()) throw MoleculeError{MoleculeStatus::Unsupported, "A bond of no certain order."};
    }
}

}  // namespace

bool Standardizing::take(StandardStep step, const std::function<std::unique_ptr<RDKit::ROMol>()>& made) {
    try {
        mol = readSmiles(RDKit::MolToSmiles(*made()), limits);
        return true;
    } catch (const RDKit::MolSanitizeException&) {
        report.refused |= step;
        return false;
    }
}

std::string standardize(std::unique_ptr<RDKit::RWMol>& mol, const ReadLimits& limits, const StandardizeOptions& options,
                        Standardization& report) {
    checkMolecule(*mol);
    Standardizing at{mol, limits, options, report};
    std::vector<std::string> forms;  // after each round
    while (forms.size() < kMaxRounds) {
        std::uint8_t changed = 0;
        if (!(options.flags & kBondsAsWritten)) {
            if (disconnectMetals(at)) changed |= kMetalStep;
            if (normalizeGroups(at)) changed |= kGroupStep;
        }
        if (keepLargestFragment(at)) changed |= kFragmentStep;
        if (neutralize(at)) changed |= kChargeStep;
        if (options.flags & kCanonicalTautomer && canonicalizeTautomer(at)) changed |= kTautomerStep;
        report.changed |= changed;

        auto smiles = RDKit::MolToSmiles(*mol);
        // A neutral molecule without stereo that no step changed is written the same way again.
        if (forms.empty() ? changed == 0 && !hasStereoOrCharge(*mol) : smiles == forms.back()) return smiles;
        const auto seen = std::find(forms.begin(), forms.end(), smiles);
        if (seen != forms.end()) {
            // It goes round in circles: the same form stands for all of them, wherever it came in.
            smiles = *std::min_element(seen, forms.end());
            mol = readSmiles(smiles, limits);
            return smiles;
        }
        mol = readSmiles(smiles, limits);
        forms.push_back(std::move(smiles));
    }
    report.notes |= kNotSettled;
    return forms.back();
}

}  // namespace molscreen
