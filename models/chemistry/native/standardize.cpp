#include "standardize.h"

#include <GraphMol/MolStandardize/Charge.h>
#include <GraphMol/MolStandardize/Fragment.h>

namespace molscreen {
namespace {

// More rounds than any molecule of the test sets needs; a molecule that goes on changing keeps its last form.
constexpr int kMaxRounds = 8;

struct Traits {
    bool charged = false;
    bool stereo = false;
};

Traits traits(const RDKit::ROMol& mol) {
    Traits found;
    for (const auto* atom : mol.atoms()) {
        found.charged |= atom->getFormalCharge() != 0;
        found.stereo |= atom->getChiralTag() != RDKit::Atom::CHI_UNSPECIFIED;
    }
    for (const auto* bond : mol.bonds()) found.stereo |= bond->getStereo() > RDKit::Bond::STEREOANY;
    return found;
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

bool isSingleFragment(const RDKit::ROMol& mol) {
    std::vector<int> fragment;
    return RDKit::MolOps::getMolFrags(mol, fragment) == 1;
}

void keepLargestFragment(std::unique_ptr<RDKit::RWMol>& mol) {
    RDKit::MolStandardize::LargestFragmentChooser chooser(true);
    const std::unique_ptr<RDKit::ROMol> chosen(chooser.choose(*mol));
    mol = std::make_unique<RDKit::RWMol>(*chosen);
}

// The SMILES of the neutral form, or of the charged one where the neutral cannot be read (cyclopentadienide).
std::string neutralSmiles(const RDKit::RWMol& mol, const ReadLimits& limits) {
    thread_local RDKit::MolStandardize::Uncharger uncharger;
    const std::unique_ptr<RDKit::ROMol> neutral(uncharger.uncharge(mol));
    auto smiles = RDKit::MolToSmiles(*neutral);
    try {
        readSmiles(smiles, limits);
        return smiles;
    } catch (const RDKit::MolSanitizeException&) {
        return RDKit::MolToSmiles(mol);
    }
}

}  // namespace

std::string standardize(std::unique_ptr<RDKit::RWMol>& mol, const ReadLimits& limits) {
    checkMolecule(*mol);
    std::string previous;
    for (int round = 0; round < kMaxRounds; round++) {
        const bool single = isSingleFragment(*mol);
        if (!single) keepLargestFragment(mol);
        const auto found = traits(*mol);
        auto smiles = found.charged ? neutralSmiles(*mol, limits) : RDKit::MolToSmiles(*mol);
        // A neutral molecule of one fragment without stereo is written the same way again.
        if (smiles == previous || (single && !found.charged && !found.stereo)) return smiles;
        mol = readSmiles(smiles, limits);
        previous = std::move(smiles);
    }
    return previous;
}

}  // namespace molscreen
