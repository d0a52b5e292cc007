#include "inchi_input.h"

#include <cstring>

#include <GraphMol/PeriodicTable.h>

namespace molscreen {
namespace {

constexpr std::size_t kMaxAtoms = 1023;  // libinchi's own limit

bool isHalogen(const RDKit::Atom& atom) {
    const auto element = atom.getAtomicNum();
    return element == 17 || element == 35 || element == 53;
}

// RDKit writes the acids of halogens with separated charges, [O-][Cl+3]([O-])([O-])O, which InChI takes for another
// substance than O=Cl(=O)(=O)O.
void mergeHalogenCharges(RDKit::RWMol& mol) {
    for (auto* halogen : mol.atoms()) {
        if (!isHalogen(*halogen)) continue;
        for (auto* bond : mol.atomBonds(halogen)) {
            auto* oxygen = bond->getOtherAtom(halogen);
            const bool separated = halogen->getFormalCharge() > 0 && oxygen->getAtomicNum() == 8 &&
                                   oxygen->getFormalCharge() == -1 && bond->getBondType() == RDKit::Bond::SINGLE;
            if (!separated) continue;
            halogen->setFormalCharge(halogen->getFormalCharge() - 1);
            oxygen->setFormalCharge(0);
            bond->setBondType(RDKit::Bond::DOUBLE);
        }
    }
}

int inchiBondType(const RDKit::Bond& bond) {
    switch (bond.getBondType()) {
        case RDKit::Bond::SINGLE:
        case RDKit::Bond::DATIVE: return INCHI_BOND_TYPE_SINGLE;
        case RDKit::Bond::DOUBLE: return INCHI_BOND_TYPE_DOUBLE;
        case RDKit::Bond::TRIPLE: return INCHI_BOND_TYPE_TRIPLE;
        default: return INCHI_BOND_TYPE_NONE;
    }
}

bool addAtom(const RDKit::Atom& atom, std::vector<inchi_Atom>& atoms) {
    inchi_Atom made{};
    const auto symbol = RDKit::PeriodicTable::getTable()->getElementSymbol(atom.getAtomicNum());
    symbol.copy(made.elname, ATOM_EL_LEN - 1);
    made.charge = static_cast<S_CHAR>(atom.getFormalCharge());
    made.isotopic_mass = static_cast<AT_NUM>(atom.getIsotope());
    made.num_iso_H[0] = static_cast<S_CHAR>(atom.getTotalNumHs());
    if (const auto electrons = atom.getNumRadicalElectrons()) {
        made.radical = electrons == 1 ? INCHI_RADICAL_DOUBLET : INCHI_RADICAL_TRIPLET;
    }
    // Each bond is given once, by its later atom.
    for (const auto* bond : atom.getOwningMol().atomBonds(&atom)) {
        const auto other = bond->getOtherAtomIdx(atom.getIdx());
        if (other > atom.getIdx()) continue;
        const auto type = inchiBondType(*bond);
        if (type == INCHI_BOND_TYPE_NONE || atom.getDegree() > MAXVAL) return false;
        made.neighbor[made.num_bonds] = static_cast<AT_NUM>(other);
        made.bond_type[made.num_bonds++] = static_cast<S_CHAR>(type);
    }
    atoms.push_back(made);
    return true;
}

inchi_Stereo0D stereo0D(inchi_StereoType0D type, inchi_StereoParity0D parity) {
    inchi_Stereo0D made{};
    made.type = static_cast<S_CHAR>(type);
    made.parity = static_cast<S_CHAR>(parity);
    made.central_atom = NO_ATOM;
    return made;
}

void addCentre(const RDKit::Atom& atom, std::vector<inchi_Stereo0D>& stereo) {
    const auto tag = atom.getChiralTag();
    if (tag != RDKit::Atom::CHI_TETRAHEDRAL_CW && tag != RDKit::Atom::CHI_TETRAHEDRAL_CCW) return;
    std::vector<AT_NUM> neighbours;
    // With three neighbours, the atom itself stands for its hydrogen or lone pair: first here, last in RDKit, which are
    // an odd number of swaps apart.
    const bool three = atom.getDegree() == 3;
    if (three) neighbours.push_back(static_cast<AT_NUM>(atom.getIdx()));
    for (const auto* bond : atom.getOwningMol().atomBonds(&atom)) {
        neighbours.push_back(static_cast<AT_NUM>(bond->getOtherAtomIdx(atom.getIdx())));
    }
    if (neighbours.size() != 4) return;
    const bool even = (tag == RDKit::Atom::CHI_TETRAHEDRAL_CW) != three;
    auto made = stereo0D(INCHI_StereoType_Tetrahedral, even ? INCHI_PARITY_EVEN : INCHI_PARITY_ODD);
    made.central_atom = static_cast<AT_NUM>(atom.getIdx());
    std::copy(neighbours.begin(), neighbours.end(), made.neighbor);
    stereo.push_back(made);
}

void addDoubleBond(const RDKit::Bond& bond, std::vector<inchi_Stereo0D>& stereo) {
    const auto kind = bond.getStereo();
    const auto& ends = bond.getStereoAtoms();
    if (kind <= RDKit::Bond::STEREOANY || ends.size() != 2) return;
    const bool cis = kind == RDKit::Bond::STEREOZ || kind == RDKit::Bond::STEREOCIS;
    auto made = stereo0D(INCHI_StereoType_DoubleBond, cis ? INCHI_PARITY_ODD : INCHI_PARITY_EVEN);
    made.neighbor[0] = static_cast<AT_NUM>(ends[0]);
    made.neighbor[1] = static_cast<AT_NUM>(bond.getBeginAtomIdx());
    made.neighbor[2] = static_cast<AT_NUM>(bond.getEndAtomIdx());
    made.neighbor[3] = static_cast<AT_NUM>(ends[1]);
    stereo.push_back(made);
}

}  // namespace

bool fillInchiInput(const RDKit::ROMol& mol, InchiInput& input) {
    if (mol.getNumAtoms() > kMaxAtoms) return false;
    RDKit::RWMol kekulized(mol);
    RDKit::MolOps::Kekulize(kekulized, false);
    mergeHalogenCharges(kekulized);
    input.atoms.reserve(kekulized.getNumAtoms());
    for (const auto* atom : kekulized.atoms()) {
        if (!addAtom(*atom, input.atoms)) return false;
        addCentre(*atom, input.stereo);
    }
    for (const auto* bond : kekulized.bonds()) addDoubleBond(*bond, input.stereo);
    return true;
}

}  // namespace molscreen
