// Descriptors of the molecular graph, as RDKit's GraphDescriptors module defines them.
#include <cmath>

#include <GraphMol/Descriptors/MolDescriptors.h>

#include "descriptors_shared.h"

namespace molscreen {
namespace {

namespace D = RDKit::Descriptors;

// Kier and Hall's simple connectivity of order 0 and 1.
double chi0(const RDKit::ROMol& mol) {
    double sum = 0;
    for (const auto* atom : mol.atoms()) {
        if (atom->getDegree() != 0) sum += std::sqrt(1.0 / atom->getDegree());
    }
    return sum;
}

double chi1(const RDKit::ROMol& mol) {
    double sum = 0;
    for (const auto* bond : mol.bonds()) {
        sum += std::sqrt(1.0 / (bond->getBeginAtom()->getDegree() * bond->getEndAtom()->getDegree()));
    }
    return sum;
}

}  // namespace

double entropy(const std::vector<double>& counts) {
    double total = 0, sum = 0;
    for (const auto count : counts) total += count;
    if (total == 0) return 0;
    for (const auto count : counts) {
        const double share = count / total;
        if (share != 0) sum -= share * std::log(share);
    }
    return sum / std::log(2.0);
}

double balabanJ(const RDKit::ROMol& mol) {
    const auto atoms = static_cast<std::size_t>(mol.getNumAtoms());
    const double* distances = RDKit::MolOps::getDistanceMat(mol, true, false, false, "Balaban");
    std::vector<double> sums(atoms, 0.0);
    for (std::size_t i = 0; i < atoms; i++) {
        for (std::size_t j = 0; j < atoms; j++) sums[j] += distances[i * atoms + j];
    }
    std::vector<std::pair<std::size_t, std::size_t>> bonded;  // in the order in which RDKit adds
    for (const auto* bond : mol.bonds()) bonded.push_back(std::minmax(bond->getBeginAtomIdx(), bond->getEndAtomIdx()));
    std::sort(bonded.begin(), bonded.end());
    double sum = 0;
    for (const auto& [i, j] : bonded) sum += 1.0 / std::sqrt(sums[i] * sums[j]);
    const int bonds = static_cast<int>(mol.getNumBonds());
    const int cycles_and_one = bonds - static_cast<int>(atoms) + 2;
    return cycles_and_one == 0 ? 0 : static_cast<double>(bonds) / cycles_and_one * sum;
}

double informationContent(const RDKit::ROMol& mol) {
    // The characteristic polynomial after Le Verrier, Faddeev and Frame: B(n) = A B(n-1) - tr(A B(n-1)) / n. Only its
    // coefficients' sizes count. Each product with the sparse adjacency matrix costs atoms × bonds.
    const auto atoms = static_cast<std::size_t>(mol.getNumAtoms());
    std::vector<std::vector<std::size_t>> neighbors(atoms);
    for (const auto* bond : mol.bonds()) {
        neighbors[bond->getBeginAtomIdx()].push_back(bond->getEndAtomIdx());
        neighbors[bond->getEndAtomIdx()].push_back(bond->getBeginAtomIdx());
    }
    for (auto& list : neighbors) std::sort(list.begin(), list.end());
    std::vector<double> current(atoms * atoms, 0.0), next(atoms * atoms), coefficients{1.0};
    for (std::size_t i = 0; i < atoms; i++) {
        for (const auto j : neighbors[i]) current[i * atoms + j] = 1;
    }
    for (std::size_t n = 1; n <= atoms; n++) {
        double trace = 0;
        for (std::size_t i = 0; i < atoms; i++) trace += current[i * atoms + i];
        const double coefficient = 1.0 / static_cast<double>(n) * trace;
        coefficients.push_back(std::abs(coefficient));
        for (std::size_t i = 0; i < atoms; i++) current[i * atoms + i] -= coefficient;
        std::fill(next.begin(), next.end(), 0.0);
        for (std::size_t i = 0; i < atoms; i++) {
            for (const auto k : neighbors[i]) {
                for (std::size_t j = 0; j < atoms; j++) next[i * atoms + j] += current[k * atoms + j];
            }
        }
        std::swap(current, next);
    }
    double sum = 0;
    for (const auto coefficient : coefficients) sum += coefficient;
    return sum * entropy(coefficients);
}

DescriptorGroups graphDescriptors() {
    return {
        {{"BalabanJ"}, [](Described& m, double* out) { *out = balabanJ(m.mol); }},
        {{"BertzCT"}, [](Described& m, double* out) { *out = bertzComplexity(m.mol); }},
        {{"Chi0"}, [](Described& m, double* out) { *out = chi0(m.mol); }},
        {{"Chi0n"}, [](Described& m, double* out) { *out = D::calcChi0n(m.mol); }},
        {{"Chi0v"}, [](Described& m, double* out) { *out = D::calcChi0v(m.mol); }},
        {{"Chi1"}, [](Described& m, double* out) { *out = chi1(m.mol); }},
        {{"Chi1n"}, [](Described& m, double* out) { *out = D::calcChi1n(m.mol); }},
        {{"Chi1v"}, [](Described& m, double* out) { *out = D::calcChi1v(m.mol); }},
        {{"Chi2n"}, [](Described& m, double* out) { *out = D::calcChi2n(m.mol); }},
        {{"Chi2v"}, [](Described& m, double* out) { *out = D::calcChi2v(m.mol); }},
        {{"Chi3n"}, [](Described& m, double* out) { *out = D::calcChi3n(m.mol); }},
        {{"Chi3v"}, [](Described& m, double* out) { *out = D::calcChi3v(m.mol); }},
        {{"Chi4n"}, [](Described& m, double* out) { *out = D::calcChi4n(m.mol); }},
        {{"Chi4v"}, [](Described& m, double* out) { *out = D::calcChi4v(m.mol); }},
        {{"HallKierAlpha"}, [](Described& m, double* out) { *out = D::calcHallKierAlpha(m.mol); }},
        {{"Ipc"}, [](Described& m, double* out) { *out = informationContent(m.mol); }},
        {{"Kappa1"}, [](Described& m, double* out) { *out = D::calcKappa1(m.mol); }},
        {{"Kappa2"}, [](Described& m, double* out) { *out = D::calcKappa2(m.mol); }},
        {{"Kappa3"}, [](Described& m, double* out) { *out = D::calcKappa3(m.mol); }},
    };
}

}  // namespace molscreen
