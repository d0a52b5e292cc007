#include "graph.h"

#include <GraphMol/RingInfo.h>

namespace molscreen {
namespace {

using RDKit::Atom;
using RDKit::Bond;

std::uint8_t slot(unsigned value, unsigned known) { return static_cast<std::uint8_t>(value < known ? value : known); }

std::uint8_t atomicNumberSlot(int number, GraphLayout layout) {
    if (layout == GraphLayout::ChempropV1) return static_cast<std::uint8_t>(number >= 1 && number <= 100 ? number - 1 : 100);
    if (number >= 1 && number <= 36) return static_cast<std::uint8_t>(number - 1);
    return number == 53 ? 36 : 37;
}

// The order of the slots is chemprop's: -1, -2, 1, 2, 0, unknown.
std::uint8_t chargeSlot(int charge) {
    switch (charge) {
        case -1: return 0;
        case -2: return 1;
        case 1: return 2;
        case 2: return 3;
        case 0: return 4;
        default: return 5;
    }
}

std::uint8_t hybridizationSlot(Atom::HybridizationType hybridization, GraphLayout layout) {
    if (layout == GraphLayout::ChempropV1) {
        switch (hybridization) {
            case Atom::SP: return 0;
            case Atom::SP2: return 1;
            case Atom::SP3: return 2;
            case Atom::SP3D: return 3;
            case Atom::SP3D2: return 4;
            default: return 5;
        }
    }
    switch (hybridization) {
        case Atom::S: return 0;
        case Atom::SP: return 1;
        case Atom::SP2: return 2;
        case Atom::SP2D: return 3;
        case Atom::SP3: return 4;
        case Atom::SP3D: return 5;
        case Atom::SP3D2: return 6;
        default: return 7;
    }
}

std::uint8_t bondTypeSlot(Bond::BondType type) {
    switch (type) {
        case Bond::SINGLE: return 0;
        case Bond::DOUBLE: return 1;
        case Bond::TRIPLE: return 2;
        case Bond::AROMATIC: return 3;
        default: return 4;
    }
}

}  // namespace

void Graphs::add(const RDKit::ROMol& mol) {
    atom_counts.push_back(static_cast<std::uint16_t>(mol.getNumAtoms()));
    bond_counts.push_back(static_cast<std::uint16_t>(mol.getNumBonds()));
    for (const auto* atom : mol.atoms()) {
        atom_codes.insert(atom_codes.end(), {
            atomicNumberSlot(atom->getAtomicNum(), layout),
            slot(atom->getTotalDegree(), 6),
            chargeSlot(atom->getFormalCharge()),
            slot(atom->getChiralTag(), 4),
            slot(atom->getTotalNumHs(), 5),
            hybridizationSlot(atom->getHybridization(), layout),
            static_cast<std::uint8_t>(atom->getIsAromatic()),
        });
        atom_masses.push_back(static_cast<float>(atom->getMass()));
    }
    const auto* rings = mol.getRingInfo();
    for (const auto* bond : mol.bonds()) {
        bond_ends.push_back(static_cast<std::uint16_t>(bond->getBeginAtomIdx()));
        bond_ends.push_back(static_cast<std::uint16_t>(bond->getEndAtomIdx()));
        bond_codes.insert(bond_codes.end(), {
            bondTypeSlot(bond->getBondType()),
            static_cast<std::uint8_t>(bond->getIsConjugated()),
            static_cast<std::uint8_t>(rings->numBondRings(bond->getIdx()) != 0),
            slot(bond->getStereo(), 6),
        });
    }
}

}  // namespace molscreen
