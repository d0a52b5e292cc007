// The batch call: texts in, one result handle out, whose arrays the managed side copies.
#include <memory>

#include <DataStructs/ExplicitBitVect.h>
#include <GraphMol/ChemTransforms/ChemTransforms.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>

#include "graph.h"
#include "guard.h"
#include "molecule.h"
#include "properties.h"
#include "standardize.h"

namespace molscreen {
namespace {

enum Part : std::int32_t { kGraph = 1, kFingerprint = 2, kProperties = 4, kScaffold = 8 };

extern "C" struct MoleculeOptions {
    std::int32_t parts;
    std::int32_t standardize;
    std::int32_t max_heavy_atoms;
    std::int32_t max_text_length;
    std::int32_t morgan_radius;
    std::int32_t morgan_bits;
    std::int32_t morgan_chirality;
};

// Borrowed pointers into a result; they live as long as it does.
extern "C" struct MoleculeView {
    std::int64_t count, accepted, atoms, bonds;
    const std::uint8_t* status;
    const char* message_bytes;
    const std::int64_t* message_offsets;
    const char* smiles_bytes;
    const std::int64_t* smiles_offsets;
    const std::uint16_t* atom_counts;
    const std::uint16_t* bond_counts;
    const std::uint8_t* atom_codes;
    const float* atom_masses;
    const std::uint16_t* bond_ends;
    const std::uint8_t* bond_codes;
    const std::uint8_t* fingerprints;
    const float* properties;
    const char* scaffold_bytes;
    const std::int64_t* scaffold_offsets;
};


void appendFingerprint(std::vector<std::uint8_t>& bytes, const RDKit::ROMol& mol, const MoleculeOptions& options) {
    const std::unique_ptr<ExplicitBitVect> bits(RDKit::MorganFingerprints::getFingerprintAsBitVect(
        mol, static_cast<unsigned>(options.morgan_radius), static_cast<unsigned>(options.morgan_bits), nullptr, nullptr,
        options.morgan_chirality != 0));
    const auto start = bytes.size();
    bytes.resize(start + static_cast<std::size_t>(options.morgan_bits) / 8);
    for (auto bit = bits->dp_bits->find_first(); bit != boost::dynamic_bitset<>::npos; bit = bits->dp_bits->find_next(bit)) {
        bytes[start + bit / 8] |= static_cast<std::uint8_t>(1u << (bit % 8));
    }
}

// Bemis-Murcko scaffold without stereo, "" for an acyclic molecule; as RDKit's MurckoScaffoldSmiles.
std::string scaffoldOf(const RDKit::ROMol& mol) {
    const std::unique_ptr<RDKit::ROMol> scaffold(RDKit::MurckoDecompose(mol));
    scaffold->clearComputedProps();
    scaffold->updatePropertyCache();
    RDKit::VECT_INT_VECT rings;
    RDKit::MolOps::symmetrizeSSSR(*scaffold, rings);
    return RDKit::MolToSmiles(*scaffold, false);
}

class MoleculeResult : public Handle {
public:
    void add(std::string_view text, const MoleculeOptions& options) {
        try {
            process(text, options);
            status_.push_back(static_cast<std::uint8_t>(MoleculeStatus::Ok));
            messages_.add({});
        } catch (...) {
            const auto error = currentMoleculeError();
            status_.push_back(static_cast<std::uint8_t>(error.status));
            messages_.add(error.message);
        }
    }

    MoleculeView view() const noexcept {
        return {static_cast<std::int64_t>(status_.size()),
                static_cast<std::int64_t>(smiles_.offsets.size()) - 1,
                static_cast<std::int64_t>(graphs_.atom_masses.size()),
                static_cast<std::int64_t>(graphs_.bond_ends.size()) / 2,
                status_.data(),
                messages_.bytes.data(), messages_.offsets.data(),
                smiles_.bytes.data(), smiles_.offsets.data(),
                graphs_.atom_counts.data(), graphs_.bond_counts.data(), graphs_.atom_codes.data(),
                graphs_.atom_masses.data(), graphs_.bond_ends.data(), graphs_.bond_codes.data(),
                fingerprints_.data(), properties_.data(),
                scaffolds_.bytes.data(), scaffolds_.offsets.data()};
    }

private:
    // Everything that may throw for a bad molecule comes before the first array is touched.
    void process(std::string_view text, const MoleculeOptions& options) {
        const ReadLimits limits{options.max_heavy_atoms, options.max_text_length};
        auto mol = readSmiles(text, limits);
        const auto smiles = options.standardize ? standardize(mol, limits) : RDKit::MolToSmiles(*mol);
        std::array<double, kPropertyCount> computed{};
        if (options.parts & kProperties) computed = properties(*mol);
        std::vector<std::uint8_t> fingerprint;
        if (options.parts & kFingerprint) appendFingerprint(fingerprint, *mol, options);
        std::string scaffold;
        if (options.parts & kScaffold) scaffold = scaffoldOf(*mol);

        if (options.parts & kGraph) graphs_.add(*mol);
        smiles_.add(smiles);
        fingerprints_.insert(fingerprints_.end(), fingerprint.begin(), fingerprint.end());
        if (options.parts & kProperties) properties_.insert(properties_.end(), computed.begin(), computed.end());
        if (options.parts & kScaffold) scaffolds_.add(scaffold);
    }

    std::vector<std::uint8_t> status_, fingerprints_;
    std::vector<float> properties_;
    TextColumn messages_, smiles_, scaffolds_;
    Graphs graphs_;
};

}  // namespace
}  // namespace molscreen

using molscreen::MoleculeOptions;
using molscreen::MoleculeResult;
using molscreen::MoleculeView;

// Processes every text on the calling thread; a bad one gets a status and a message at its position.
MOLSCREEN_API std::int32_t molscreen_molecules_process(const char* bytes, const std::int64_t* offsets,
                                                       std::int32_t count, const MoleculeOptions* options,
                                                       MoleculeResult** result) noexcept {
    return molscreen::guard([&] {
        const molscreen::PackedText texts(bytes, offsets, count);
        if (options == nullptr || result == nullptr) throw molscreen::InvalidArgument("options or result is null");
        if (options->morgan_bits <= 0 || options->morgan_bits % 8 != 0 || options->morgan_radius < 0) {
            throw molscreen::InvalidArgument("fingerprint bits must be a positive multiple of 8, the radius not negative");
        }
        auto made = std::make_unique<MoleculeResult>();
        for (std::int32_t i = 0; i < count; i++) made->add(texts[i], *options);
        *result = made.release();
    });
}

MOLSCREEN_API std::int32_t molscreen_molecules_view(const MoleculeResult* result, MoleculeView* view) noexcept {
    return molscreen::guard([&] {
        if (result == nullptr || view == nullptr) throw molscreen::InvalidArgument("result or view is null");
        *view = result->view();
    });
}

MOLSCREEN_API void molscreen_molecules_free(MoleculeResult* result) noexcept { delete result; }
