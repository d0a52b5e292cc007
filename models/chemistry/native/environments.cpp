// Which atoms the entries of a Morgan fingerprint stand for, and what each atom is and where it stands in the SMILES that is reported.
#include "parts.h"

namespace molscreen {
namespace {

class EnvironmentsPart : public Part {
public:
    explicit EnvironmentsPart(const FingerprintOptions& options) : options_(options) {
        if (options.kind != static_cast<std::int32_t>(FingerprintKind::Morgan)) throw InvalidArgument("only Morgan fingerprints have environments");
    }

    void compute(const Accepted& molecule) override {
        morganEnvironments(molecule.mol, options_, found_);
        numbers_.clear();
        for (const auto* atom : molecule.mol.atoms()) numbers_.push_back(static_cast<std::uint8_t>(atom->getAtomicNum()));
        place(molecule.mol, molecule.smiles.empty() ? molecule.written : molecule.smiles);
    }
    void keep() override {
        const auto append = [](auto& column, const auto& values) { column.insert(column.end(), values.begin(), values.end()); };
        counts_.push_back(static_cast<std::int32_t>(found_.codes.size()));
        for (const auto code : found_.codes) entries_.push_back(static_cast<std::uint16_t>(code % static_cast<std::uint32_t>(options_.size)));
        append(columns_.centres, found_.centres);
        append(columns_.radii, found_.radii);
        append(columns_.sizes, found_.sizes);
        append(columns_.atoms, found_.atoms);
        append(place_column_, places_);
        append(number_column_, numbers_);
    }
    void publish(Columns& columns) const override {
        columns.set(Column::EnvironmentCounts, counts_);
        columns.set(Column::EnvironmentEntries, entries_);
        columns.set(Column::EnvironmentCentres, columns_.centres);
        columns.set(Column::EnvironmentRadii, columns_.radii);
        columns.set(Column::EnvironmentSizes, columns_.sizes);
        columns.set(Column::EnvironmentAtoms, columns_.atoms);
        columns.set(Column::AtomPlaces, place_column_);
        columns.set(Column::AtomNumbers, number_column_);
    }

private:
    // A molecule that was read from the SMILES has its order; one that was not is written in the order that RDKit notes down.
    void place(const RDKit::ROMol& mol, const std::string& smiles) {
        places_.resize(mol.getNumAtoms());
        for (std::size_t i = 0; i < places_.size(); i++) places_[i] = static_cast<std::uint16_t>(i);
        if (smiles.empty() || RDKit::MolToSmiles(mol) != smiles) return;
        std::vector<unsigned int> order;
        mol.getProp(RDKit::common_properties::_smilesAtomOutputOrder, order);
        for (std::size_t i = 0; i < order.size(); i++) places_[order[i]] = static_cast<std::uint16_t>(i);
    }

    FingerprintOptions options_;
    Environments found_, columns_;
    std::vector<std::int32_t> counts_;
    std::vector<std::uint16_t> entries_, places_, place_column_;
    std::vector<std::uint8_t> numbers_, number_column_;
};

}  // namespace

std::unique_ptr<Part> environmentsPart(const MoleculeOptions& options) { return std::make_unique<EnvironmentsPart>(options.fingerprint); }

}  // namespace molscreen
