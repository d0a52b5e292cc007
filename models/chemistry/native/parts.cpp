#include "parts.h"

#include <GraphMol/ChemTransforms/ChemTransforms.h>

#include "graph.h"
#include "properties.h"
#include "search.h"

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
    explicit FingerprintPart(const FingerprintOptions& options) : options_(options) {}

    void compute(const Accepted& molecule) override { fingerprint(molecule.mol, options_, bits_, counts_); }
    void keep() override {
        column_.insert(column_.end(), bits_.begin(), bits_.end());
        count_column_.insert(count_column_.end(), counts_.begin(), counts_.end());
    }
    void publish(Columns& columns) const override {
        columns.set(Column::Fingerprints, column_);
        columns.set(Column::FingerprintCounts, count_column_);
    }

private:
    FingerprintOptions options_;
    Bits bits_, column_;
    Counts counts_, count_column_;
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

// What substructure search needs: the pattern fingerprint and the molecule itself.
class SearchPart : public Part {
public:
    void compute(const Accepted& molecule) override {
        const FingerprintOptions pattern{static_cast<std::int32_t>(FingerprintKind::Pattern), 0, kScreenBits, 0, 0, 0};
        fingerprint(molecule.mol, pattern, bits_, none_);
        structure_ = pickle(molecule.mol);
    }
    void keep() override {
        screens_.insert(screens_.end(), bits_.begin(), bits_.end());
        structures_.add(structure_);
    }
    void publish(Columns& columns) const override {
        columns.set(Column::Screens, screens_);
        columns.set(Column::Structures, structures_);
    }

private:
    Bits bits_, screens_;
    Counts none_;
    std::string structure_;
    TextColumn structures_;
};

}  // namespace

std::vector<std::unique_ptr<Part>> partsOf(const MoleculeOptions& options) {
    std::vector<std::unique_ptr<Part>> parts;
    if (options.parts & kSmiles) parts.push_back(std::make_unique<SmilesPart>());
    if (options.parts & kGraph) parts.push_back(std::make_unique<GraphPart>());
    if (options.parts & kFingerprint) parts.push_back(std::make_unique<FingerprintPart>(options.fingerprint));
    if (options.parts & kProperties) parts.push_back(std::make_unique<PropertyPart>());
    if (options.parts & kScaffold) parts.push_back(std::make_unique<ScaffoldPart>());
    if (options.parts & kSearch) parts.push_back(std::make_unique<SearchPart>());
    return parts;
}

}  // namespace molscreen
