#include "parts.h"

#include <GraphMol/ChemTransforms/ChemTransforms.h>

#include "alerts.h"
#include "descriptors.h"
#include "graph.h"
#include "inchi.h"
#include "properties.h"
#include "sascore.h"
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

// What stands for a MOL block where one line is wanted; "" for a SMILES, which stands for itself.
class WrittenPart : public Part {
public:
    void compute(const Accepted& molecule) override { smiles_ = molecule.written; }
    void keep() override { column_.add(smiles_); }
    void publish(Columns& columns) const override { columns.set(Column::Written, column_); }

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

class DescriptorPart : public Part {
public:
    void compute(const Accepted& molecule) override { describe(molecule.mol, values_.data()); }
    void keep() override { column_.insert(column_.end(), values_.begin(), values_.end()); }
    void publish(Columns& columns) const override { columns.set(Column::Descriptors, column_); }

private:
    std::vector<double> values_ = std::vector<double>(descriptorNames().size());
    std::vector<double> column_;
};

class SynthesizabilityPart : public Part {
public:
    SynthesizabilityPart() {
        if (!hasFragmentScores()) throw InvalidArgument("the table of fragment scores is not loaded");
    }
    void compute(const Accepted& molecule) override { score_ = synthesizability(molecule.mol); }
    void keep() override { column_.push_back(score_); }
    void publish(Columns& columns) const override { columns.set(Column::SaScores, column_); }

private:
    double score_ = 0;
    std::vector<double> column_;
};

class StandardizationPart : public Part {
public:
    void compute(const Accepted& molecule) override { report_ = &molecule.standardization; }
    void keep() override {
        changed_.push_back(report_->changed);
        refused_.push_back(report_->refused);
        notes_.push_back(report_->notes);
        counts_.push_back(static_cast<std::int32_t>(report_->removed.size()));
        for (const auto& fragment : report_->removed) {
            smiles_.add(fragment.smiles);
            names_.add(fragment.name);
        }
    }
    void publish(Columns& columns) const override {
        columns.set(Column::ChangedSteps, changed_);
        columns.set(Column::RefusedSteps, refused_);
        columns.set(Column::StandardNotes, notes_);
        columns.set(Column::RemovedCounts, counts_);
        columns.set(Column::RemovedSmiles, smiles_);
        columns.set(Column::RemovedNames, names_);
    }

private:
    const Standardization* report_ = nullptr;
    std::vector<std::uint8_t> changed_, refused_, notes_;
    std::vector<std::int32_t> counts_;
    TextColumn smiles_, names_;
};

class InchiPart : public Part {
public:
    InchiPart() { requireInchi(); }
    void compute(const Accepted& molecule) override { text_ = inchiOf(molecule.mol); }
    void keep() override {
        inchis_.add(text_.inchi);
        keys_.add(text_.key);
    }
    void publish(Columns& columns) const override {
        columns.set(Column::Inchis, inchis_);
        columns.set(Column::InchiKeys, keys_);
    }

private:
    InchiText text_;
    TextColumn inchis_, keys_;
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
    if (options.parts & kGraph) parts.push_back(std::make_unique<GraphPart>(options));
    if (options.parts & kFingerprint) parts.push_back(std::make_unique<FingerprintPart>(options.fingerprint));
    if (options.parts & kProperties) parts.push_back(std::make_unique<PropertyPart>());
    if (options.parts & kScaffold) parts.push_back(std::make_unique<ScaffoldPart>());
    if (options.parts & kDescriptors) parts.push_back(std::make_unique<DescriptorPart>());
    if (options.parts & kSynthesizability) parts.push_back(std::make_unique<SynthesizabilityPart>());
    if (options.parts & kAlerts) parts.push_back(alertsPart(options));
    if (options.parts & kStandardization) parts.push_back(std::make_unique<StandardizationPart>());
    if (options.parts & kInchi) parts.push_back(std::make_unique<InchiPart>());
    if (options.parts & kWritten) parts.push_back(std::make_unique<WrittenPart>());
    if (options.parts & kSearch) parts.push_back(std::make_unique<SearchPart>());
    if (options.parts & kEnvironments) parts.push_back(environmentsPart(options));
    return parts;
}

}  // namespace molscreen
