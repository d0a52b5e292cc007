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
    std::optional<rx::TemplateIndex> index;
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

const rx::Template& at(const Library& library, std::int32_t index) {
    if (index < 0 || index >= static_cast<std::int32_t>(library.templates.size()) || library.templates[index] == nullptr) {
        throw InvalidArgument("no such template in the library");
    }
    return *library.templates[index];
}

struct Found {
    std::string text;
    std::int32_t position;
};

// Outcomes of templates on one product; `position` counts its templates.
std::vector<Found> apply(const Library& library, std::string_view smiles, const std::int32_t* indices, std::int32_t count, bool verify, const rx::ApplyLimits& limits) {
    std::vector<Found> found;
    for (std::int32_t i = 0; i < count; i++) at(library, indices[i]);
    const auto mol = rx::parseMolecule(smiles);
    if (mol == nullptr || mol->getNumAtoms() == 0) return found;
    const rx::Sought product(*mol);
    const rx::MoleculeKeys keys(*mol);
    mol->clearComputedProps(false);
    for (std::int32_t i = 0; i < count && !limits.cancelled(); i++) {
        const auto& one = at(library, indices[i]);
        if (!keys.cover(one.needs())) continue;
        try {
            for (const auto& outcome : one.retro(*mol, limits)) {
                if (limits.cancelled()) break;
                if (!verify || one.regenerates(outcome, product, limits)) found.push_back({rx::joinMolecules(outcome), i});
            }
        } catch (const std::exception&) {
            // RDKit's own invariants on odd chemistry: this template does not apply here.
            continue;
        }
    }
    return found;
}

}  // namespace

// Per reaction four texts (strict template, general template, product, reactants) and one number, the ExtractionStatus.
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
            result->texts.add(ok ? extraction.general : "");
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
        library->index.emplace(library->templates);
        auto result = std::make_unique<Result>();
        for (const auto& reason : reasons) result->texts.add(reason);
        *errors = result.release();
        *out = library.release();
    });
}

// Applies templates to products: to product p those of indices[starts[p]] up to indices[starts[p + 1]]. Per outcome one text (its
// molecules joined by dots) and two numbers, p and the position among its indices. With `verify` only outcomes that the
// forward form turns into the product again. Whatever the threads, the order is that of products and indices.
MOLSCREEN_API std::int32_t molscreen_templates_apply(const void* handle, const char* bytes, const std::int64_t* offsets, std::int32_t count, const std::int32_t* indices,
                                                     const std::int32_t* starts, std::int32_t verify, std::int32_t maxMatches, std::int32_t maxOutcomes, std::int32_t threads,
                                                     const std::int32_t* cancel, void** out) noexcept {
    return guard([&] {
        const auto& library = *static_cast<const Library*>(handle);
        const PackedText products(bytes, offsets, count);
        rx::ApplyLimits limits;
        limits.maxMatches = static_cast<std::uint32_t>(std::max(1, maxMatches));
        limits.maxOutcomes = maxOutcomes;
        limits.cancel = cancel;
        std::vector<std::vector<Found>> found(count);
        parallel(count, threads, [&](std::int32_t p) {
            if (!limits.cancelled()) found[p] = apply(library, products[p], indices + starts[p], starts[p + 1] - starts[p], verify != 0, limits);
        });
        auto result = std::make_unique<Result>();
        for (std::int32_t p = 0; p < count; p++) {
            for (const auto& one : found[p]) {
                result->texts.add(one.text);
                result->numbers.insert(result->numbers.end(), {p, one.position});
            }
        }
        *out = result.release();
    });
}

// Finds the templates that make recorded reactants. Per reaction three texts (canonical product and reactants; the reaction with
// atom map numbers by the first template) and, among the numbers, how many templates and which.
MOLSCREEN_API std::int32_t molscreen_templates_label(const void* handle, const char* products, const std::int64_t* productOffsets, const char* reactants,
                                                     const std::int64_t* reactantOffsets, std::int32_t count, std::int32_t threads, const std::int32_t* cancel, void** out) noexcept {
    return guard([&] {
        const auto& library = *static_cast<const Library*>(handle);
        const PackedText made(products, productOffsets, count), from(reactants, reactantOffsets, count);
        rx::ApplyLimits limits;
        limits.cancel = cancel;
        std::vector<rx::Labels> labels(count);
        parallel(count, threads, [&](std::int32_t i) { labels[i] = library.index->label(made[i], from[i], limits); });
        auto result = std::make_unique<Result>();
        for (const auto& one : labels) {
            result->texts.add(one.product);
            result->texts.add(one.reactants);
            result->texts.add(one.mapped);
            result->numbers.push_back(static_cast<std::int32_t>(one.templates.size()));
            result->numbers.insert(result->numbers.end(), one.templates.begin(), one.templates.end());
        }
        *out = result.release();
    });
}

// Whether template `index` run forward on the reactants (joined by dots) makes the product; 1 or 0 to *answer.
MOLSCREEN_API std::int32_t molscreen_templates_regenerates(const void* handle, std::int32_t index, const char* reactants, std::int32_t reactantsLength,
                                                           const char* product, std::int32_t productLength, std::int32_t* answer) noexcept {
    return guard([&] {
        const auto& one = at(*static_cast<const Library*>(handle), index);
        const rx::Sought sought(std::string(product, static_cast<std::size_t>(productLength)));
        *answer = one.regenerates(rx::splitMolecules({reactants, static_cast<std::size_t>(reactantsLength)}), sought, {});
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
