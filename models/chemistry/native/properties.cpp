#include "properties.h"

#include <memory>

#include <GraphMol/Descriptors/MolDescriptors.h>

#include "pattern.h"

namespace molscreen {
namespace {

namespace D = RDKit::Descriptors;

// RDKit's own definitions (BSD-3) of its NumHAcceptors and its strict NumRotatableBonds. It takes a lock when it matches
// them, and several times as long.
constexpr const char* kAcceptor =
    "[$([O,S;H1;v2]-[!$(*=[O,N,P,S])]),$([O,S;H0;v2]),$([O,S;-]),$([N;v3;!$(N-*=!@[O,N,P,S])]),$([nH0,o,s;+0])]";
constexpr const char* kRotatableBond =
    "[!$(*#*)&!D1&!$(C(F)(F)F)&!$(C(Cl)(Cl)Cl)&!$(C(Br)(Br)Br)&!$(C([CH3])([CH3])[CH3])&!$([CD3](=[N,O,S])-!@[#7,O,S!D1])"
    "&!$([#7,O,S!D1]-!@[CD3]=[N,O,S])&!$([CD3](=[N+])-!@[#7!D1])&!$([#7!D1]-!@[CD3]=[N+])]-,:;!@"
    "[!$(*#*)&!D1&!$(C(F)(F)F)&!$(C(Cl)(Cl)Cl)&!$(C(Br)(Br)Br)&!$(C([CH3])([CH3])[CH3])]";

double count(const Pattern& pattern, const RDKit::ROMol& mol) { return static_cast<double>(pattern.count(Contents(mol))); }

double acceptors(const RDKit::ROMol& mol) {
    thread_local const Pattern pattern{kAcceptor};
    return count(pattern, mol);
}

double rotatableBonds(const RDKit::ROMol& mol) {
    thread_local const Pattern pattern{kRotatableBond};
    return count(pattern, mol);
}

struct Values {
    double weight, logp, tpsa, donors, rotatable;
};

Values valuesOf(const RDKit::ROMol& mol, double logp) {
    return {D::calcAMW(mol), logp, D::calcTPSA(mol), static_cast<double>(D::calcNumHBD(mol)),
            rotatableBonds(mol)};
}

double qedOf(const Values& values, const QedCounts& counts) {
    return qed({values.weight, values.logp, counts.acceptors, values.donors, values.tpsa, values.rotatable,
                counts.aromatic_rings, counts.alerts});
}

}  // namespace

bool hasExplicitHydrogen(const RDKit::ROMol& mol) {
    for (const auto* atom : mol.atoms()) {
        if (atom->getAtomicNum() == 1) return true;
    }
    return false;
}

std::array<double, kPropertyCount> properties(const RDKit::ROMol& mol) { return properties(mol, crippen(mol).logp); }

std::array<double, kPropertyCount> properties(const RDKit::ROMol& mol, double logp) {
    const auto values = valuesOf(mol, logp);
    double drug_likeness;
    if (hasExplicitHydrogen(mol)) {
        const std::unique_ptr<const RDKit::ROMol> bare(RDKit::MolOps::removeHs(mol));
        drug_likeness = qedOf(valuesOf(*bare, crippen(*bare).logp), qedCounts(*bare));
    } else {
        drug_likeness = qedOf(values, qedCounts(mol));
    }
    return {values.weight, values.logp, values.tpsa, values.donors, acceptors(mol),
            values.rotatable, drug_likeness};
}

}  // namespace molscreen
