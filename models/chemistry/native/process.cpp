// The batch call: texts in, one result handle out, whose columns the managed side copies.
#include "graph.h"
#include "guard.h"
#include "molecule.h"
#include "parts.h"

namespace molscreen {
namespace {

class MoleculeResult : public Handle {
public:
    explicit MoleculeResult(const MoleculeOptions& options) : options_(options), parts_(partsOf(options)) {}

    void add(std::string_view text) {
        try {
            process(text);
            status_.push_back(static_cast<std::uint8_t>(MoleculeStatus::Ok));
            messages_.add({});
        } catch (...) {
            const auto error = currentMoleculeError();
            status_.push_back(static_cast<std::uint8_t>(error.status));
            messages_.add(error.message);
        }
    }

    void publish() {
        columns_.set(Column::Status, status_);
        columns_.set(Column::Messages, messages_);
        for (const auto& part : parts_) part->publish(columns_);
    }

    const Columns& columns() const noexcept { return columns_; }

private:
    void process(std::string_view text) {
        ReadLimits limits;
        limits.max_heavy_atoms = options_.max_heavy_atoms;
        limits.max_text_length = options_.max_text_length;
        auto mol = readMolecule(text, limits);
        std::string smiles, written;
        if (options_.parts & kWritten && isMolBlock(text)) written = RDKit::MolToSmiles(*mol);
        Standardization report;
        if (options_.standardize) {
            const StandardizeOptions how{options_.standardize, options_.tautomer_milliseconds, (options_.parts & kStandardization) != 0};
            smiles = standardize(mol, limits, how, report);
        } else if (options_.parts & kSmiles) {
            smiles = RDKit::MolToSmiles(*mol);
        }
        // Everything that may throw for a bad molecule comes before the first column is touched.
        for (const auto& part : parts_) part->compute({*mol, smiles, written, report});
        for (const auto& part : parts_) part->keep();
    }

    MoleculeOptions options_;
    std::vector<std::unique_ptr<Part>> parts_;
    std::vector<std::uint8_t> status_;
    TextColumn messages_;
    Columns columns_;
};

}  // namespace
}  // namespace molscreen

using molscreen::MoleculeOptions;
using molscreen::MoleculeResult;

// Processes every text on the calling thread; a bad one gets a status and a message at its position. `position` (may be
// null) holds the number of the text that is being processed, for a thread that watches.
MOLSCREEN_API std::int32_t molscreen_molecules_process(const char* bytes, const std::int64_t* offsets,
                                                       std::int32_t count, const MoleculeOptions* options,
                                                       volatile std::int32_t* position, MoleculeResult** result) noexcept {
    return molscreen::guard([&] {
        const molscreen::PackedText texts(bytes, offsets, count);
        if (options == nullptr || result == nullptr) throw molscreen::InvalidArgument("options or result is null");
        molscreen::checkFingerprint(options->fingerprint);
        if (options->layout < 0 || options->layout > static_cast<std::int32_t>(molscreen::GraphLayout::ChempropV1)) {
            throw molscreen::InvalidArgument("no such graph layout");
        }
        auto made = std::make_unique<MoleculeResult>(*options);
        for (std::int32_t i = 0; i < count; i++) {
            if (position != nullptr) *position = i;
            made->add(texts[i]);
        }
        made->publish();
        *result = made.release();
    });
}

// Start and number of elements of one column; none for a column that was not asked for. Lives as long as the result.
MOLSCREEN_API std::int32_t molscreen_molecules_column(const MoleculeResult* result, std::int32_t column,
                                                      const void** data, std::int64_t* count) noexcept {
    return molscreen::guard([&] {
        if (result == nullptr || data == nullptr || count == nullptr) throw molscreen::InvalidArgument("a null pointer");
        if (column < 0 || column >= static_cast<std::int32_t>(molscreen::Column::Count)) {
            throw molscreen::InvalidArgument("no such column");
        }
        const auto& view = result->columns()[static_cast<std::size_t>(column)];
        *data = view.data;
        *count = view.count;
    });
}

MOLSCREEN_API void molscreen_molecules_free(MoleculeResult* result) noexcept { delete result; }
