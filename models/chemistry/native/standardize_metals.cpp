// RDKit's MetalDisconnector, run only where one of its own two patterns occurs.
#include <GraphMol/MolStandardize/Metal.h>

#include "pattern.h"
#include "standardize_steps.h"

namespace molscreen {
namespace {

struct Metals {
    RDKit::MolStandardize::MetalDisconnector disconnector;
    Pattern to_hetero{std::make_shared<const RDKit::ROMol>(*disconnector.getMetalNof())};
    Pattern to_others{std::make_shared<const RDKit::ROMol>(*disconnector.getMetalNon())};
};

// Elements that make up nearly all molecules and are metals to nobody.
bool isCommonNonMetal(int element) {
    switch (element) {
        case 1: case 5: case 6: case 7: case 8: case 9: case 14: case 15: case 16: case 17: case 34: case 35: case 53: return true;
        default: return false;
    }
}

bool mayHaveBoundMetal(const RDKit::ROMol& mol) {
    for (const auto* atom : mol.atoms()) {
        if (!isCommonNonMetal(atom->getAtomicNum()) && atom->getDegree() != 0) return true;
    }
    return false;
}

}  // namespace

bool disconnectMetals(Standardizing& at) {
    if (!mayHaveBoundMetal(*at.mol)) return false;
    thread_local Metals metals;
    const Contents contents(*at.mol);
    if (!metals.to_hetero.occursIn(contents) && !metals.to_others.occursIn(contents)) return false;
    const RDKit::ROMol& before = *at.mol;  // the overload that leaves it as it is
    return at.take(kMetalStep, [&] { return std::unique_ptr<RDKit::ROMol>(metals.disconnector.disconnect(before)); });
}

}  // namespace molscreen
