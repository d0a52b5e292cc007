// Descriptors that RDKit's Descriptors module defines itself.
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <GraphMol/Descriptors/BCUT.h>
#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>
#include <GraphMol/PeriodicTable.h>

#include "descriptors_shared.h"
#include "descriptors_spectrum.h"

namespace molscreen {
namespace {

namespace D = RDKit::Descriptors;

double valenceElectrons(const RDKit::ROMol& mol) {
    const auto* table = RDKit::PeriodicTable::getTable();
    int electrons = 0;
    for (const auto* atom : mol.atoms()) {
        electrons += table->getNouterElecs(atom->getAtomicNum()) - atom->getFormalCharge() +
                     static_cast<int>(atom->getTotalNumHs());
    }
    return electrons;
}

double radicalElectrons(const RDKit::ROMol& mol) {
    unsigned electrons = 0;
    for (const auto* atom : mol.atoms()) electrons += atom->getNumRadicalElectrons();
    return electrons;
}

// Largest, smallest charge and the larger, smaller of their absolute values. A charge that is not a number stays only
// where it comes last, as with Python's min and max.
void writeChargeExtremes(const std::vector<double>& charges, double* out) {
    const auto smaller = [](double a, double b) { return b < a ? b : a; };
    const auto larger = [](double a, double b) { return b > a ? b : a; };
    double least = 500, most = -500;
    for (const auto charge : charges) {
        least = smaller(charge, least);
        most = larger(charge, most);
    }
    out[0] = most;
    out[1] = least;
    out[2] = larger(std::abs(least), std::abs(most));
    out[3] = smaller(std::abs(least), std::abs(most));
}

// Different Morgan environments up to radius 1, 2 and 3 a heavy atom.
void writeMorganDensities(const RDKit::ROMol& mol, double* out) {
    constexpr unsigned largest = 3;
    RDKit::MorganFingerprints::BitInfoMap environments;
    std::unique_ptr<const RDKit::SparseIntVect<std::uint32_t>>(RDKit::MorganFingerprints::getFingerprint(
        mol, largest, nullptr, nullptr, false, true, true, false, &environments));
    std::fill(out, out + largest, 0.0);
    const auto heavy = mol.getNumHeavyAtoms();
    if (heavy == 0) return;
    for (const auto& [code, places] : environments) {
        unsigned radius = largest;
        for (const auto& place : places) radius = std::min<unsigned>(radius, place.second);
        for (unsigned i = std::max(radius, 1u); i <= largest; i++) out[i - 1]++;
    }
    for (unsigned i = 0; i < largest; i++) out[i] /= heavy;
}

// Whether RDKit has Burden matrices of the molecule itself: it does without hydrogens, and has no values for several
// fragments, for an element without charges and for unusual bonds.
bool hasBurdenMatrix(Described& m) {
    if (!m.hasAllCharges() || hasExplicitHydrogen(m.mol)) return false;
    for (const auto* bond : m.mol.bonds()) {
        const auto type = bond->getBondType();
        if (type == RDKit::Bond::UNSPECIFIED || (type > RDKit::Bond::TRIPLE && type != RDKit::Bond::AROMATIC)) return false;
    }
    std::vector<int> fragment_of;
    return RDKit::MolOps::getMolFrags(m.mol, fragment_of) == 1;
}

// Highest and lowest eigenvalue of Burden's matrix (Burden, JCICS 29 (1989) 225) with masses, charges, logP and refractivity
// on the diagonal, as RDKit fills it: the inverse root of the order for bonded atoms, 0.001 for others.
void writeBcut(Described& m, double* out) {
    if (!hasBurdenMatrix(m)) {
        const auto values = D::BCUT2D(m.mol);
        std::copy(values.begin(), values.end(), out);
        return;
    }
    const auto n = static_cast<std::size_t>(m.mol.getNumAtoms());
    std::vector<double> burden(n * n, 0.001), masses;
    for (const auto* bond : m.mol.bonds()) {
        const std::size_t i = bond->getBeginAtomIdx(), j = bond->getEndAtomIdx();
        burden[i * n + j] = burden[j * n + i] = 1 / std::sqrt(bond->getBondTypeAsDouble());
    }
    for (const auto* atom : m.mol.atoms()) masses.push_back(atom->getMass());
    const auto& atoms = m.contributions();
    for (const auto* diagonal : std::initializer_list<const std::vector<double>*>{&masses, &m.charges(), &atoms.logp, &atoms.refractivity}) {
        for (std::size_t i = 0; i < n; i++) burden[i * n + i] = (*diagonal)[i];
        std::tie(out[1], out[0]) = extremeEigenvalues(tridiagonal(burden, n));
        out += 2;
    }
}

}  // namespace

void writeExtremes(const std::vector<double>& values, double* out) {
    const auto by_size = [](double a, double b) { return std::abs(a) < std::abs(b); };
    out[0] = *std::max_element(values.begin(), values.end());
    out[1] = *std::min_element(values.begin(), values.end());
    out[2] = std::abs(*std::max_element(values.begin(), values.end(), by_size));
    out[3] = std::abs(*std::min_element(values.begin(), values.end(), by_size));
}

DescriptorGroups generalDescriptors() {
    return {
        {{"MaxEStateIndex", "MinEStateIndex", "MaxAbsEStateIndex", "MinAbsEStateIndex"},
         [](Described& m, double* out) { writeExtremes(m.estates(), out); }},
        {{"qed"}, [](Described& m, double* out) { *out = m.properties()[6]; }},
        {{"MolWt"}, [](Described& m, double* out) { *out = D::calcAMW(m.mol); }},
        {{"HeavyAtomMolWt"}, [](Described& m, double* out) { *out = D::calcAMW(m.mol, true); }},
        {{"ExactMolWt"}, [](Described& m, double* out) { *out = D::calcExactMW(m.mol); }},
        {{"NumValenceElectrons"}, [](Described& m, double* out) { *out = valenceElectrons(m.mol); }},
        {{"NumRadicalElectrons"}, [](Described& m, double* out) { *out = radicalElectrons(m.mol); }},
        {{"MaxPartialCharge", "MinPartialCharge", "MaxAbsPartialCharge", "MinAbsPartialCharge"},
         [](Described& m, double* out) { writeChargeExtremes(m.charges(), out); }},
        {{"FpDensityMorgan1", "FpDensityMorgan2", "FpDensityMorgan3"},
         [](Described& m, double* out) { writeMorganDensities(m.mol, out); }},
        {{"BCUT2D_MWHI", "BCUT2D_MWLOW", "BCUT2D_CHGHI", "BCUT2D_CHGLO", "BCUT2D_LOGPHI", "BCUT2D_LOGPLOW", "BCUT2D_MRHI",
          "BCUT2D_MRLOW"},
         [](Described& m, double* out) { writeBcut(m, out); }},
    };
}

}  // namespace molscreen
