#include "sanitize.h"

#include "rings.h"

namespace molscreen {
namespace {

using RDKit::Atom;
using RDKit::Bond;

struct Written {
    bool common = true;
    bool stereo = false;
    std::size_t aromatic_atoms = 0;
};

Written look(const RDKit::ROMol& mol) {
    Written found;
    for (const auto* atom : mol.atoms()) {
        if (atom->getAtomicNum() <= 1 || atom->hasQuery()) found.common = false;
        if (atom->getChiralTag() != Atom::CHI_UNSPECIFIED) found.stereo = true;
        found.aromatic_atoms += atom->getIsAromatic();
    }
    for (const auto* bond : mol.bonds()) {
        switch (bond->getBondType()) {
            case Bond::SINGLE: case Bond::DOUBLE: case Bond::TRIPLE: case Bond::AROMATIC: break;
            default: found.common = false;
        }
        if (bond->hasQuery()) found.common = false;
        if (bond->getBondDir() != Bond::NONE || bond->getStereo() != Bond::STEREONONE) found.stereo = true;
    }
    return found;
}

std::size_t aromaticAtoms(const RDKit::ROMol& mol) {
    std::size_t count = 0;
    for (const auto* atom : mol.atoms()) count += atom->getIsAromatic();
    return count;
}

// MolOps::sanitizeMol's own steps in its own order, but for the rings.
void sanitizeBySteps(RDKit::RWMol& mol) {
    namespace Ops = RDKit::MolOps;
    mol.clearComputedProps();
    Ops::cleanUp(mol);
    mol.updatePropertyCache(true);
    if (!findSimpleRings(mol)) {
        RDKit::VECT_INT_VECT rings;
        Ops::symmetrizeSSSR(mol, rings);
    }
    Ops::Kekulize(mol);
    Ops::assignRadicals(mol);
    Ops::setAromaticity(mol);
    Ops::setConjugation(mol);
    Ops::setHybridization(mol);
    Ops::cleanupChirality(mol);
    Ops::adjustHs(mol);
}

}  // namespace

void sanitizeParsed(RDKit::RWMol& mol) {
    RDKit::MolOps::removeHs(mol, false, true, true);
    RDKit::MolOps::assignStereochemistry(mol, true);
}

bool sanitizeCommon(RDKit::RWMol& mol) {
    const auto written = look(mol);
    if (!written.common) return false;
    try {
        sanitizeBySteps(mol);
    } catch (const RDKit::MolSanitizeException&) {
        return false;
    }
    // The order in which rings are found decides which bonds of a ring are double that was written as aromatic and is not.
    if (aromaticAtoms(mol) < written.aromatic_atoms) return false;
    if (written.stereo) {
        RDKit::MolOps::assignStereochemistry(mol, true);
    } else {
        // Without a mark there is nothing to keep or to clean up.
        mol.setProp(RDKit::common_properties::_StereochemDone, 1, true);
    }
    return true;
}

}  // namespace molscreen
