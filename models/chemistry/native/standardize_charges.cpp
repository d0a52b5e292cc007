#include <GraphMol/MolStandardize/Charge.h>

#include "standardize_steps.h"

namespace molscreen {
namespace {

bool isCharged(const RDKit::ROMol& mol) {
    for (const auto* atom : mol.atoms()) {
        if (atom->getFormalCharge() != 0) return true;
    }
    return false;
}

// Both have the same atoms in the same order.
bool sameCharges(const RDKit::ROMol& one, const RDKit::ROMol& other) {
    for (const auto* atom : one.atoms()) {
        if (atom->getFormalCharge() != other.getAtomWithIdx(atom->getIdx())->getFormalCharge()) return false;
    }
    return true;
}

}  // namespace

bool neutralize(Standardizing& at) {
    if (!isCharged(*at.mol)) return false;
    thread_local RDKit::MolStandardize::Uncharger uncharger;
    std::unique_ptr<RDKit::ROMol> neutral(uncharger.uncharge(*at.mol));
    if (sameCharges(*at.mol, *neutral)) return false;
    // The neutral form of cyclopentadienide cannot be read.
    return at.take(kChargeStep, [&] { return std::move(neutral); });
}

}  // namespace molscreen
