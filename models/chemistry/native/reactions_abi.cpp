// Entry points of reactions: extract templates, compile a library, apply it, check a step forward.
#include <algorithm>
#include <system_error>
#include <thread>

#include "reactions.h"

using molscreen::Handle;
using molscreen::InvalidArgument;
using molscreen::PackedText;
using molscreen::guard;
namespace rx = molscreen::reactions;

namespace {

// What a call gives back: texts and numbers, freed by the caller.
struct Result : Handle {
    molscreen::TextColumn texts;
    std::vector<std::int32_t> numbers;
};

struct Library : Handle {
    std::vector<std::unique_ptr<rx::Template>> templates;
};

// Runs work(i) for every i below count on so many threads; the first exception is thrown again.
template <class Work>
void parallel(std::int32_t count, std::int32_t threads, Work&& work) {
    std::atomic<std::int32_t> next{0};
    std::exception_ptr failure;
    std::atomic<bool> failed{false};
    const auto run = [&] {
        try {
            for (std::int32_t i; !failed && (i = next++) < count;) work(i);
        } catch (...) {
            if (!failed.exchange(true)) failure = std::current_exception();
        }
    };
    const auto cores = static_cast<std::int32_t>(std::max(1u, std::thread::hardware_concurrency()));
    const auto workers = std::clamp(threads <= 0 ? cores : threads, 1, std::max(1, count));
    std::vector<std::thread> pool;
    pool.reserve(static_cast<std::size_t>(workers));
    try {
        for (std::int32_t i = 1; i < workers; i++) pool.emplace_back(run);
    } catch (const std::system_error&) {
        // The system gives no more threads: those that run, this one at least, do the work.
    }
    run();
    for (auto& thread : pool) thread.join();
    if (failure) std::rethrow_exception(failure);
}

rx::Outcome splitMolecules(std::string_view text) {
    rx::Outcome parts;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find('.', start), text.size());
        parts.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

const rx::Template& at(const Library& library, std::int32_t index) {
    if (index < 0 || index >= static_cast<std::int32_t>(library.templates.size()) || library.templates[index] == nullptr) {
        throw InvalidArgument("no such template in the library");
    }
    return *library.templates[index];
}

}  // namespace

// Per reaction three texts (template, product, reactants) and one number, the ExtractionStatus.
MOLSCREEN_API std::int32_t molscreen_reactions_extract(const char* bytes, const std::int64_t* offsets, std::int32_t count, std::int32_t threads, void** out) noexcept {
    return guard([&] {
        const PackedText reactions(bytes, offsets, count);
        std::vector<rx::Extraction> extractions(count);
        parallel(count, threads, [&](std::int32_t i) {
            if (molscreen::isPlainText(reactions[i]) && reactions[i].size() <= 20000) {
                extractions[i] = rx::extract(reactions[i]);
            } else {
                extractions[i].status = rx::ExtractionStatus::Syntax;
            }
        });
        auto result = std::make_unique<Result>();
        for (const auto& extraction : extractions) {
            const bool ok = extraction.status == rx::ExtractionStatus::Ok;
            result->texts.add(ok ? extraction.text : "");
            result->texts.add(extraction.product);
            result->texts.add(extraction.reactants);
            result->numbers.push_back(static_cast<std::int32_t>(extraction.status));
        }
        *out = result.release();
    });
}

// Compiles templates; per text an error ("" when fine) goes to *errors, a Result.
MOLSCREEN_API std::int32_t molscreen_templates_compile(const char* bytes, const std::int64_t* offsets, std::int32_t count, std::int32_t threads, void** out, void** errors) noexcept {
    return guard([&] {
        const PackedText texts(bytes, offsets, count);
        auto library = std::make_unique<Library>();
        library->templates.resize(count);
        std::vector<std::string> reasons(count);
        parallel(count, threads, [&](std::int32_t i) {
            try {
                library->templates[i] = std::make_unique<rx::Template>(texts[i]);
            } catch (const std::exception& e) {
                reasons[i] = *e.what() == '\0' ? "unreadable" : e.what();
            }
        });
        auto result = std::make_unique<Result>();
        for (const auto& reason : reasons) result->texts.add(reason);
        *errors = result.release();
        *out = library.release();
    });
}

// Applies templates to one product. Per outcome one text (its molecules joined by dots) and one number, the position in
// `indices`. With `verify` only outcomes that the forward form turns into the product again.
MOLSCREEN_API std::int32_t molscreen_templates_apply(const void* handle, const char* smiles, std::int32_t length, const std::int32_t* indices, std::int32_t count,
                                                     std::int32_t verify, std::int32_t maxMatches, std::int32_t maxOutcomes, const std::int32_t* cancel, void** out) noexcept {
    return guard([&] {
        const auto& library = *static_cast<const Library*>(handle);
        auto result = std::make_unique<Result>();
        const auto mol = rx::parseMolecule(std::string_view(smiles, static_cast<std::size_t>(length)));
        rx::ApplyLimits limits;
        limits.maxMatches = static_cast<std::uint32_t>(std::max(1, maxMatches));
        limits.maxOutcomes = maxOutcomes;
        limits.cancel = cancel;
        if (mol != nullptr && mol->getNumAtoms() > 0) {
            const auto product = RDKit::MolToSmiles(*mol);
            const auto census = rx::BondCensus::ofMolecule(*mol);
            for (std::int32_t i = 0; i < count && !limits.cancelled(); i++) {
                const auto& one = at(library, indices[i]);
                if (!census.covers(one.needs())) continue;
                try {
                    for (const auto& outcome : one.retro(*mol, limits)) {
                        if (limits.cancelled()) break;
                        if (verify != 0 && !one.regenerates(outcome, product, limits)) continue;
                        std::string text;
                        for (const auto& molecule : outcome) text += (text.empty() ? "" : ".") + molecule;
                        result->texts.add(text);
                        result->numbers.push_back(i);
                    }
                } catch (const std::exception&) {
                    // RDKit's own invariants on odd chemistry: this template does not apply here.
                    continue;
                }
            }
        }
        *out = result.release();
    });
}

// Whether template `index` run forward on the reactants (joined by dots) makes the product; 1 or 0 to *answer.
MOLSCREEN_API std::int32_t molscreen_templates_regenerates(const void* handle, std::int32_t index, const char* reactants, std::int32_t reactantsLength,
                                                           const char* product, std::int32_t productLength, std::int32_t* answer) noexcept {
    return guard([&] {
        const auto& one = at(*static_cast<const Library*>(handle), index);
        const auto& wanted = rx::canonical(std::string(product, static_cast<std::size_t>(productLength)));
        const std::string name = wanted;
        *answer = !name.empty() && one.regenerates(splitMolecules({reactants, static_cast<std::size_t>(reactantsLength)}), name, {});
    });
}

MOLSCREEN_API std::int32_t molscreen_reactions_result(const void* handle, const char** bytes, const std::int64_t** offsets, std::int32_t* texts,
                                                      const std::int32_t** numbers, std::int32_t* count) noexcept {
    return guard([&] {
        const auto& result = *static_cast<const Result*>(handle);
        *bytes = result.texts.bytes.data();
        *offsets = result.texts.offsets.data();
        *texts = static_cast<std::int32_t>(result.texts.offsets.size()) - 1;
        *numbers = result.numbers.data();
        *count = static_cast<std::int32_t>(result.numbers.size());
    });
}

MOLSCREEN_API void molscreen_reactions_result_free(void* handle) noexcept { delete static_cast<Result*>(handle); }
MOLSCREEN_API void molscreen_templates_free(void* handle) noexcept { delete static_cast<Library*>(handle); }
