#include "parts.h"

#include <DataStructs/ExplicitBitVect.h>
#include <GraphMol/ChemTransforms/ChemTransforms.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>

#include "alerts.h"
#include "graph.h"
#include "properties.h"

namespace molscreen {
namespace {

class SmilesPart : public Part {
public:
    void compute(const Accepted& molecule) override { smiles_ = molecule.smiles; }
    void keep() override { column_.add(smiles_); }
    void publish(Columns& columns) const override { columns.set(Column::Smiles, column_); }

private:
    std::string smiles_;
    TextColumn column_;
};

class GraphPart : public Part {
public:
    explicit GraphPart(const MoleculeOptions& options) : graphs_(static_cast<GraphLayout>(options.layout)) {}

    // Nothing here can fail, so nothing is done twice: the molecule outlives keep().
    void compute(const Accepted& molecule) override { mol_ = &molecule.mol; }
    void keep() override { graphs_.add(*mol_); }
    void publish(Columns& columns) const override {
        columns.set(Column::AtomCounts, graphs_.atom_counts);
        columns.set(Column::BondCounts, graphs_.bond_counts);
        columns.set(Column::AtomCodes, graphs_.atom_codes);
        columns.set(Column::AtomMasses, graphs_.atom_masses);
        columns.set(Column::BondEnds, graphs_.bond_ends);
        columns.set(Column::BondCodes, graphs_.bond_codes);
    }

private:
    const RDKit::RWMol* mol_ = nullptr;
    Graphs graphs_;
};

class FingerprintPart : public Part {
public:
    explicit FingerprintPart(const MoleculeOptions& options)
        : options_(options), bits_(static_cast<std::size_t>(options.morgan_bits) / 8) {}

    void compute(const Accepted& molecule) override {
        const std::unique_ptr<ExplicitBitVect> bits(RDKit::MorganFingerprints::getFingerprintAsBitVect(
            molecule.mol, static_cast<unsigned>(options_.morgan_radius), static_cast<unsigned>(options_.morgan_bits),
            nullptr, nullptr, options_.morgan_chirality != 0));
        std::fill(bits_.begin(), bits_.end(), std::uint8_t{0});
        for (auto bit = bits->dp_bits->find_first(); bit != boost::dynamic_bitset<>::npos; bit = bits->dp_bits->find_next(bit)) {
            bits_[bit / 8] |= static_cast<std::uint8_t>(1u << (bit % 8));
        }
    }
    void keep() override { column_.insert(column_.end(), bits_.begin(), bits_.end()); }
    void publish(Columns& columns) const override { columns.set(Column::Fingerprints, column_); }

private:
    MoleculeOptions options_;
    std::vector<std::uint8_t> bits_, column_;
};

class PropertyPart : public Part {
public:
    void compute(const Accepted& molecule) override { values_ = properties(molecule.mol); }
    void keep() override { column_.insert(column_.end(), values_.begin(), values_.end()); }
    void publish(Columns& columns) const override { columns.set(Column::Properties, column_); }

private:
    std::array<double, kPropertyCount> values_{};
    std::vector<float> column_;
};

// Bemis-Murcko scaffold without stereo, "" for an acyclic molecule; as RDKit's MurckoScaffoldSmiles.
class ScaffoldPart : public Part {
public:
    void compute(const Accepted& molecule) override {
        const std::unique_ptr<RDKit::ROMol> scaffold(RDKit::MurckoDecompose(molecule.mol));
        scaffold->clearComputedProps();
        scaffold->updatePropertyCache();
        RDKit::VECT_INT_VECT rings;
        RDKit::MolOps::symmetrizeSSSR(*scaffold, rings);
        smiles_ = RDKit::MolToSmiles(*scaffold, false);
    }
    void keep() override { column_.add(smiles_); }
    void publish(Columns& columns) const override { columns.set(Column::Scaffolds, column_); }

private:
    std::string smiles_;
    TextColumn column_;
};

}  // namespace

std::vector<std::unique_ptr<Part>> partsOf(const MoleculeOptions& options) {
    std::vector<std::unique_ptr<Part>> parts;
    if (options.parts & kSmiles) parts.push_back(std::make_unique<SmilesPart>());
    if (options.parts & kGraph) parts.push_back(std::make_unique<GraphPart>(options));
    if (options.parts & kFingerprint) parts.push_back(std::make_unique<FingerprintPart>(options));
    if (options.parts & kProperties) parts.push_back(std::make_unique<PropertyPart>());
    if (options.parts & kScaffold) parts.push_back(std::make_unique<ScaffoldPart>());
    if (options.parts & kAlerts) parts.push_back(alertsPart(options));
    return parts;
}

}  // namespace molscreen
