#pragma once

#include <array>

#include "rdkit.h"

namespace molscreen {

// Molecular weight (average, g/mol), Crippen logP, TPSA (Å²), hydrogen-bond donors, acceptors, rotatable bonds, QED.
constexpr int kPropertyCount = 7;
std::array<double, kPropertyCount> properties(const RDKit::ROMol& mol);

// Quantitative estimate of drug-likeness, 0 to 1, weighted by mean: Bickerton et al., Nature Chemistry 4 (2012) 90,
// with the property definitions of RDKit's QED module.
double qed(const RDKit::ROMol& mol);

}  // namespace molscreen
