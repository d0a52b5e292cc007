#include "properties.h"

#include <memory>

#include <GraphMol/Descriptors/MolDescriptors.h>

namespace molscreen {
namespace {

namespace D = RDKit::Descriptors;

struct Values {
    double weight, logp, tpsa, donors, rotatable;
};

Values valuesOf(const RDKit::ROMol& mol, double logp) {
    return {D::calcAMW(mol), logp, D::calcTPSA(mol), static_cast<double>(D::calcNumHBD(mol)),
            static_cast<double>(D::calcNumRotatableBonds(mol, D::NumRotatableBondsOptions::Strict))};
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
    return {values.weight, values.logp, values.tpsa, values.donors, static_cast<double>(D::calcNumHBA(mol)),
            values.rotatable, drug_likeness};
}

}  // namespace molscreen
