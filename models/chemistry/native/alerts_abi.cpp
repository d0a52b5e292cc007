// What the alerts of a catalog are.
#include "alerts.h"

namespace molscreen {
namespace {

class AlertTable : public Handle {
public:
    explicit AlertTable(const AlertCatalog& catalog) {
        for (const auto& alert : catalog.alerts) {
            for (const auto* text : {&alert.description, &alert.reference, &alert.scope}) texts_.add(*text);
            atoms_.push_back(static_cast<std::int32_t>(alert.query->getNumAtoms()));
        }
    }
    const TextColumn& texts() const noexcept { return texts_; }
    const std::vector<std::int32_t>& atoms() const noexcept { return atoms_; }

private:
    TextColumn texts_;
    std::vector<std::int32_t> atoms_;
};

}  // namespace
}  // namespace molscreen

using molscreen::AlertTable;

// The alerts of one catalog: three texts each (description, reference, scope) and the atoms of its matches. The pointers
// live as long as the table.
MOLSCREEN_API std::int32_t molscreen_alerts_table(std::int32_t catalog, AlertTable** table, const char** bytes,
                                                  const std::int64_t** offsets, const std::int32_t** atoms,
                                                  std::int32_t* count) noexcept {
    return molscreen::guard([&] {
        if (table == nullptr || bytes == nullptr || offsets == nullptr || atoms == nullptr || count == nullptr) {
            throw molscreen::InvalidArgument("a null pointer");
        }
        auto made = std::make_unique<AlertTable>(molscreen::alertCatalog(catalog));
        *bytes = made->texts().bytes.data();
        *offsets = made->texts().offsets.data();
        *atoms = made->atoms().data();
        *count = static_cast<std::int32_t>(made->atoms().size());
        *table = made.release();
    });
}

MOLSCREEN_API void molscreen_alerts_free(AlertTable* table) noexcept { delete table; }
