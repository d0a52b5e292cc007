#include "parts.h"

#include <DataStructs/ExplicitBitVect.h>
#include <GraphMol/ChemTransforms/ChemTransforms.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>

#include "descriptors.h"
#include "graph.h"
#include "inchi.h"
#include "properties.h"
#include "sascore.h"

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

}  // namespace

std::vector<std::unique_ptr<Part>> partsOf(const MoleculeOptions& options) {
    std::vector<std::unique_ptr<Part>> parts;
    if (options.parts & kSmiles) parts.push_back(std::make_unique<SmilesPart>());
    if (options.parts & kGraph) parts.push_back(std::make_unique<GraphPart>());
    if (options.parts & kFingerprint) parts.push_back(std::make_unique<FingerprintPart>(options));
    if (options.parts & kProperties) parts.push_back(std::make_unique<PropertyPart>());
    if (options.parts & kScaffold) parts.push_back(std::make_unique<ScaffoldPart>());
    if (options.parts & kDescriptors) parts.push_back(std::make_unique<DescriptorPart>());
    if (options.parts & kSynthesizability) parts.push_back(std::make_unique<SynthesizabilityPart>());
    if (options.parts & kWritten) parts.push_back(std::make_unique<WrittenPart>());
    if (options.parts & kStandardization) parts.push_back(std::make_unique<StandardizationPart>());
    if (options.parts & kInchi) parts.push_back(std::make_unique<InchiPart>());
    return parts;
}

}  // namespace molscreen
