// Surface areas by property and properties by surface area, as RDKit's MolSurf and EState modules define them.
#include <algorithm>

#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/PartialCharges/GasteigerCharges.h>
#include <GraphMol/PeriodicTable.h>
#include <RDGeneral/Exceptions.h>

#include "descriptors_shared.h"

namespace molscreen {
namespace {

namespace D = RDKit::Descriptors;

int principalQuantumNumber(int element) {
    for (const auto& [last, number] : {std::pair{2, 1}, {10, 2}, {18, 3}, {36, 4}, {54, 5}, {86, 6}}) {
        if (element <= last) return number;
    }
    return 7;
}

std::vector<double> intrinsicStates(const RDKit::ROMol& mol) {
    const auto* table = RDKit::PeriodicTable::getTable();
    std::vector<double> states(mol.getNumAtoms(), 0.0);
    for (const auto* atom : mol.atoms()) {
        if (atom->getDegree() == 0) continue;
        const int valence = table->getNouterElecs(atom->getAtomicNum()) - static_cast<int>(atom->getTotalNumHs());
        const int shell = principalQuantumNumber(atom->getAtomicNum());
        states[atom->getIdx()] = (4.0 / (shell * shell) * valence + 1) / atom->getDegree();
    }
    return states;
}

std::vector<double> electrotopologicalStates(const RDKit::ROMol& mol) {
    constexpr double unconnected = 1e6;
    const auto intrinsic = intrinsicStates(mol);
    const auto atoms = intrinsic.size();
    const double* distances = RDKit::MolOps::getDistanceMat(mol);
    std::vector<double> states(atoms, 0.0);
    for (std::size_t i = 0; i < atoms; i++) {
        for (std::size_t j = i + 1; j < atoms; j++) {
            const double separation = distances[i * atoms + j] + 1;
            if (separation >= unconnected) continue;
            const double change = (intrinsic[i] - intrinsic[j]) / (separation * separation);
            states[i] += change;
            states[j] -= change;
        }
    }
    for (std::size_t i = 0; i < atoms; i++) states[i] += intrinsic[i];
    return states;
}

// The values of the atoms summed by the bin that the atom's key falls into; bounds belong to the bin above.
std::vector<double> binned(const std::vector<double>& keys, const std::vector<double>& bounds, const std::vector<double>& values) {
    std::vector<double> sums(bounds.size() + 1, 0.0);
    for (std::size_t i = 0; i < keys.size(); i++) {
        sums[static_cast<std::size_t>(std::upper_bound(bounds.begin(), bounds.end(), keys[i]) - bounds.begin())] += values[i];
    }
    return sums;
}

// Places of the bins 1 to `bins` (at most 19) in the order of their names: 1, 10, 11, …, 2, 3, …
std::vector<std::size_t> nameOrder(std::size_t bins) {
    std::vector<std::size_t> order{1};
    for (std::size_t bin = 10; bin <= bins; bin++) order.push_back(bin);
    for (std::size_t bin = 2; bin <= std::min<std::size_t>(bins, 9); bin++) order.push_back(bin);
    return order;
}

std::vector<std::string> binNames(const std::string& name, std::size_t bins) {
    std::vector<std::string> names;
    for (const auto bin : nameOrder(bins)) names.push_back(name + std::to_string(bin));
    return names;
}

void writeBins(const std::vector<double>& sums, double* out) {
    for (const auto bin : nameOrder(sums.size())) *out++ = sums[bin - 1];
}

const std::vector<double> kChargeBounds{-.3, -.25, -.20, -.15, -.10, -.05, 0, .05, .10, .15, .20, .25, .30};
const std::vector<double> kRefractivityBounds{1.29, 1.82, 2.24, 2.45, 2.75, 3.05, 3.63, 3.8, 4.0};
const std::vector<double> kLogPBounds{-0.4, -0.2, 0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6};
const std::vector<double> kEStateBounds{-0.390, 0.290, 0.717, 1.165, 1.540, 1.807, 2.05, 4.69, 9.17, 15.0};
const std::vector<double> kSurfaceBounds{4.78, 5.00, 5.410, 5.740, 6.00, 6.07, 6.45, 7.00, 11.0};

}  // namespace

const std::array<double, kPropertyCount>& Described::properties() {
    if (!properties_) properties_ = molscreen::properties(mol, crippen().logp);
    return *properties_;
}

const Crippen& Described::crippen() {
    if (!crippen_) crippen_ = molscreen::crippen(mol);
    return *crippen_;
}

const CrippenContributions& Described::contributions() {
    if (!contributions_) contributions_ = crippenContributions(mol);
    return *contributions_;
}

const std::vector<double>& Described::charges() {
    if (!charges_) {
        charges_.emplace(mol.getNumAtoms());
        try {
            RDKit::computeGasteigerCharges(mol, *charges_, 12, true);
        } catch (const ValueErrorException&) {
            has_all_charges_ = false;
            std::fill(charges_->begin(), charges_->end(), 0.0);
            RDKit::computeGasteigerCharges(mol, *charges_);
        }
    }
    return *charges_;
}

bool Described::hasAllCharges() {
    charges();
    return has_all_charges_;
}

const Surface& Described::surface() {
    if (!surface_) {
        Surface surface;
        surface.atoms.resize(mol.getNumAtoms());
        D::getLabuteAtomContribs(mol, surface.atoms, surface.hydrogens);
        surface_ = std::move(surface);
    }
    return *surface_;
}

const std::vector<double>& Described::estates() {
    if (!estates_) estates_ = electrotopologicalStates(mol);
    return *estates_;
}

DescriptorGroups surfaceDescriptors() {
    return {
        {{"LabuteASA"}, [](Described& m, double* out) { *out = D::calcLabuteASA(m.mol); }},
        {binNames("PEOE_VSA", kChargeBounds.size() + 1),
         [](Described& m, double* out) { writeBins(binned(m.charges(), kChargeBounds, m.surface().atoms), out); }},
        {binNames("SMR_VSA", kRefractivityBounds.size() + 1),
         [](Described& m, double* out) {
             writeBins(binned(m.contributions().refractivity, kRefractivityBounds, m.surface().atoms), out);
         }},
        {binNames("SlogP_VSA", kLogPBounds.size() + 1),
         [](Described& m, double* out) { writeBins(binned(m.contributions().logp, kLogPBounds, m.surface().atoms), out); }},
        {{"TPSA"}, [](Described& m, double* out) { *out = D::calcTPSA(m.mol); }},
        {binNames("EState_VSA", kEStateBounds.size() + 1),
         [](Described& m, double* out) { writeBins(binned(m.estates(), kEStateBounds, m.surface().atoms), out); }},
        {binNames("VSA_EState", kSurfaceBounds.size() + 1),
         [](Described& m, double* out) { writeBins(binned(m.surface().atoms, kSurfaceBounds, m.estates()), out); }},
    };
}

}  // namespace molscreen
