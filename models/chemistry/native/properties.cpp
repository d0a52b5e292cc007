#include "properties.h"

#include <GraphMol/Descriptors/MolDescriptors.h>

namespace molscreen {

std::array<double, kPropertyCount> properties(const RDKit::ROMol& mol) {
    namespace D = RDKit::Descriptors;
    return {
        D::calcAMW(mol),
        D::calcClogP(mol),
        D::calcTPSA(mol),
        static_cast<double>(D::calcNumHBD(mol)),
        static_cast<double>(D::calcNumHBA(mol)),
        static_cast<double>(D::calcNumRotatableBonds(mol)),
        qed(mol),
    };
}

}  // namespace molscreen
