#include "descriptors.h"

#include <limits>

#include "descriptors_shared.h"
#include "guard.h"

namespace molscreen {
namespace {

const DescriptorGroups& groups() {
    static const DescriptorGroups all = [] {
        DescriptorGroups joined;
        for (const auto& module : {generalDescriptors(), graphDescriptors(), surfaceDescriptors(), countDescriptors()}) {
            joined.insert(joined.end(), module.begin(), module.end());
        }
        return joined;
    }();
    return all;
}

}  // namespace

const std::vector<std::string>& descriptorNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> joined;
        for (const auto& group : groups()) joined.insert(joined.end(), group.names.begin(), group.names.end());
        return joined;
    }();
    return names;
}

void describe(const RDKit::ROMol& mol, double* values) {
    Described molecule(mol);
    for (const auto& group : groups()) {
        try {
            group.compute(molecule, values);
        } catch (const std::bad_alloc&) {
            throw;
        } catch (...) {
            std::fill(values, values + group.names.size(), std::numeric_limits<double>::quiet_NaN());
        }
        values += group.names.size();
    }
}

}  // namespace molscreen

// The names as one text, a line each, which lives as long as the library.
MOLSCREEN_API std::int32_t molscreen_descriptor_names(const char** names) noexcept {
    return molscreen::guard([&] {
        if (names == nullptr) throw molscreen::InvalidArgument("a null pointer");
        static const std::string lines = [] {
            std::string joined;
            for (const auto& name : molscreen::descriptorNames()) joined += (joined.empty() ? "" : "\n") + name;
            return joined;
        }();
        *names = lines.c_str();
    });
}
