// Descriptors of the molecular graph, as RDKit's GraphDescriptors module defines them.
#include <algorithm>
#include <cmath>

#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/PeriodicTable.h>
#include <GraphMol/Subgraphs/Subgraphs.h>

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

// What an atom adds to a connectivity index: 1 / √δ, none for δ = 0.
double inverseRoot(double delta) { return delta == 0 ? 0 : 1 / std::sqrt(delta); }

// Whether RDKit, asked for paths of several lengths at once, finds what it finds for each length by itself: it closes small
// rings at the last length only.
bool mayShareBetweenLengths(const RDKit::ROMol& mol) {
    const auto& rings = mol.getRingInfo()->atomRings();
    const bool small_ring = std::any_of(rings.begin(), rings.end(), [](const auto& ring) { return ring.size() <= 4; });
    bool usual_bonds = true;
    for (const auto* bond : mol.bonds()) {
        usual_bonds &= bond->getBondType() <= RDKit::Bond::TRIPLE || bond->getBondType() == RDKit::Bond::AROMATIC;
    }
    return usual_bonds && !small_ring;
}

// Kier and Hall's connectivity of order 2, 3 and 4, each simple (n) and by valence (v): the paths are found once for all.
void writeChiOfPaths(const RDKit::ROMol& mol, double* out) {
    if (!mayShareBetweenLengths(mol)) {
        for (const auto order : {2u, 3u, 4u}) {
            *out++ = D::calcChiNn(mol, order);
            *out++ = D::calcChiNv(mol, order);
        }
        return;
    }
    const auto* table = RDKit::PeriodicTable::getTable();
    std::vector<double> simple, valence(mol.getNumAtoms());
    for (const auto* atom : mol.atoms()) {
        simple.push_back(inverseRoot(table->getNouterElecs(atom->getAtomicNum()) - static_cast<int>(atom->getTotalNumHs())));
    }
    D::detail::hkDeltas(mol, valence, false);
    std::fill(out, out + 6, 0.0);
    for (const auto& [atoms, paths] : RDKit::findAllPathsOfLengthsMtoN(mol, 3, 5, false)) {
        auto* sums = out + 2 * (atoms - 3);
        for (const auto& path : paths) {
            double n = 1, v = 1;
            for (const auto atom : path) {
                n *= simple[static_cast<std::size_t>(atom)];
                v *= valence[static_cast<std::size_t>(atom)];
            }
            sums[0] += n;
            sums[1] += v;
        }
    }
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
        {{"Chi2n", "Chi2v", "Chi3n", "Chi3v", "Chi4n", "Chi4v"}, [](Described& m, double* out) { writeChiOfPaths(m.mol, out); }},
        {{"HallKierAlpha"}, [](Described& m, double* out) { *out = D::calcHallKierAlpha(m.mol); }},
        {{"Ipc"}, [](Described& m, double* out) { *out = informationContent(m.mol); }},
        {{"Kappa1"}, [](Described& m, double* out) { *out = D::calcKappa1(m.mol); }},
        {{"Kappa2"}, [](Described& m, double* out) { *out = D::calcKappa2(m.mol); }},
        {{"Kappa3"}, [](Described& m, double* out) { *out = D::calcKappa3(m.mol); }},
    };
}

}  // namespace molscreen
