#pragma once

#include <array>
#include <vector>

#include "rdkit.h"

namespace molscreen {

// Molecular weight (average, g/mol), Crippen logP, TPSA (Å²), hydrogen-bond donors, acceptors, rotatable bonds, QED.
constexpr int kPropertyCount = 7;
std::array<double, kPropertyCount> properties(const RDKit::ROMol& mol);
// The same where the logP is known.
std::array<double, kPropertyCount> properties(const RDKit::ROMol& mol, double logp);

bool hasExplicitHydrogen(const RDKit::ROMol& mol);

// Octanol-water partition coefficient and molar refractivity (cm³/mol) after Wildman and Crippen, JCICS 39 (1999) 868;
// RDKit's calcCrippenDescriptors.
struct Crippen {
    double logp, refractivity;
};
Crippen crippen(const RDKit::ROMol& mol);

// What each atom of the graph adds to them; RDKit's getCrippenAtomContribs.
struct CrippenContributions {
    std::vector<double> logp, refractivity;
};
CrippenContributions crippenContributions(const RDKit::ROMol& mol);

// The properties that go into QED and that a molecule has without its explicit hydrogens.
struct DrugLikeness {
    double weight, logp, acceptors, donors, tpsa, rotatable, aromatic_rings, alerts;
};

// Quantitative estimate of drug-likeness, 0 to 1, weighted by mean: Bickerton et al., Nature Chemistry 4 (2012) 90.
double qed(const DrugLikeness& values);

// QED's own counts, as RDKit's QED module defines them, of a molecule without explicit hydrogens.
struct QedCounts {
    double acceptors, aromatic_rings, alerts;
};
QedCounts qedCounts(const RDKit::ROMol& mol);

}  // namespace molscreen
