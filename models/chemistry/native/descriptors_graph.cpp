// Descriptors of the molecular graph, as RDKit's GraphDescriptors module defines them.
#include <algorithm>
#include <array>
#include <cmath>

#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/PeriodicTable.h>

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

// Whether RDKit counts as paths of atoms nothing but those that do not come back to an atom: it closes rings of 3 and 4, and
// leaves out hydrogens.
bool hasOpenPathsOnly(const RDKit::ROMol& mol) {
    const auto& rings = mol.getRingInfo()->atomRings();
    if (std::any_of(rings.begin(), rings.end(), [](const auto& ring) { return ring.size() <= 4; })) return false;
    for (const auto* bond : mol.bonds()) {
        const auto type = bond->getBondType();
        if (type > RDKit::Bond::TRIPLE && type != RDKit::Bond::AROMATIC) return false;
    }
    return !hasExplicitHydrogen(mol);
}

// Kier and Hall's connectivity of order 2, 3 and 4, each simple (n) and by valence (v), along every path once.
class PathConnectivity {
public:
    explicit PathConnectivity(const RDKit::ROMol& mol) : valence_(mol.getNumAtoms()), neighbors_(mol.getNumAtoms()) {
        const auto* table = RDKit::PeriodicTable::getTable();
        for (const auto* atom : mol.atoms()) {
            simple_.push_back(inverseRoot(table->getNouterElecs(atom->getAtomicNum()) - static_cast<int>(atom->getTotalNumHs())));
        }
        D::detail::hkDeltas(mol, valence_, false);
        for (const auto* bond : mol.bonds()) {
            neighbors_[bond->getBeginAtomIdx()].push_back(bond->getEndAtomIdx());
            neighbors_[bond->getEndAtomIdx()].push_back(bond->getBeginAtomIdx());
        }
        for (unsigned atom = 0; atom < mol.getNumAtoms(); atom++) {
            path_[0] = atom;
            extend(1, simple_[atom], valence_[atom]);
        }
    }
    // Chi2n, Chi2v, Chi3n, Chi3v, Chi4n, Chi4v.
    const std::array<double, 6>& sums() const { return sums_; }

private:
    static constexpr std::size_t kLongest = 5;

    void extend(std::size_t size, double n, double v) {
        if (size > 2 && path_[0] < path_[size - 1]) {
            sums_[2 * (size - 3)] += n;
            sums_[2 * (size - 3) + 1] += v;
        }
        if (size == kLongest) return;
        for (const auto next : neighbors_[path_[size - 1]]) {
            if (std::find(path_.begin(), path_.begin() + size, next) != path_.begin() + size) continue;
            path_[size] = next;
            extend(size + 1, n * simple_[next], v * valence_[next]);
        }
    }

    std::vector<double> simple_, valence_;
    std::vector<std::vector<unsigned>> neighbors_;
    std::array<unsigned, kLongest> path_{};
    std::array<double, 6> sums_{};
};

void writeChiOfPaths(const RDKit::ROMol& mol, double* out) {
    if (hasOpenPathsOnly(mol)) {
        const PathConnectivity connectivity(mol);
        std::copy(connectivity.sums().begin(), connectivity.sums().end(), out);
        return;
    }
    for (const auto order : {2u, 3u, 4u}) {
        *out++ = D::calcChiNn(mol, order);
        *out++ = D::calcChiNv(mol, order);
    }
}

// Paths of three bonds: one for each pair of further bonds at the ends of a bond, where a triangle is one path, not three.
int pathsOfThreeBonds(const RDKit::ROMol& mol) {
    int paths = 0, closed = 0;
    for (const auto* bond : mol.bonds()) {
        const auto *begin = bond->getBeginAtom(), *end = bond->getEndAtom();
        paths += static_cast<int>((begin->getDegree() - 1) * (end->getDegree() - 1));
        for (const auto* other : mol.atomNeighbors(begin)) {
            closed += mol.getBondBetweenAtoms(other->getIdx(), end->getIdx()) != nullptr;
        }
    }
    return paths - closed / 3 * 2;
}

// Kier and Hall's shape indices of order 2 and 3: Rev. Comput. Chem. 2 (1991) 367, equations 58 to 62.
void writeKappas(const RDKit::ROMol& mol, double* out) {
    if (hasExplicitHydrogen(mol)) {
        out[0] = D::calcKappa2(mol);
        out[1] = D::calcKappa3(mol);
        return;
    }
    int paths = 0;  // of two bonds
    for (const auto* atom : mol.atoms()) paths += static_cast<int>(atom->getDegree() * (atom->getDegree() - 1) / 2);
    const int atoms = static_cast<int>(mol.getNumHeavyAtoms());
    const double alpha = D::calcHallKierAlpha(mol), size = atoms + alpha;
    const auto square = [](double x) { return x * x; };
    const double by_two = square(paths + alpha), by_three = square(pathsOfThreeBonds(mol) + alpha);
    out[0] = by_two == 0 ? 0 : (size - 1) * square(size - 2) / by_two;
    out[1] = by_three == 0 ? 0 : (size - (atoms % 2 == 1 ? 1 : 2)) * square(size - 3) / by_three;
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
        {{"Kappa2", "Kappa3"}, [](Described& m, double* out) { writeKappas(m.mol, out); }},
    };
}

}  // namespace molscreen
