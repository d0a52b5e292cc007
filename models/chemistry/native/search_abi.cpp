// Queries and matching across the C boundary.
#include "molecule.h"
#include "search.h"

using molscreen::MatchAnswer;
using molscreen::SubstructureQuery;

// Compiles a query. A text that is none leaves query null, and status and the thread's last error say why.
MOLSCREEN_API std::int32_t molscreen_query_compile(const char* bytes, std::int64_t length, std::int32_t notation,
                                                   std::int32_t chirality, std::uint8_t* status,
                                                   SubstructureQuery** query) noexcept {
    return molscreen::guard([&] {
        if (bytes == nullptr || length < 0 || status == nullptr || query == nullptr) throw molscreen::InvalidArgument("a null pointer");
        if (notation < 0 || notation > static_cast<std::int32_t>(molscreen::QueryNotation::MolBlock)) {
            throw molscreen::InvalidArgument("no such notation");
        }
        *query = nullptr;
        *status = 0;
        try {
            const std::string_view text(bytes, static_cast<std::size_t>(length));
            *query = new SubstructureQuery(text, static_cast<molscreen::QueryNotation>(notation), chirality != 0);
        } catch (const std::bad_alloc&) {
            throw;
        } catch (...) {
            const auto error = molscreen::currentMoleculeError();
            *status = static_cast<std::uint8_t>(error.status);
            molscreen::setLastError(error.message.c_str());
        }
    });
}

// Copies the query's pattern fingerprint, bytes long, which every molecule that contains it must contain.
MOLSCREEN_API std::int32_t molscreen_query_screen(const SubstructureQuery* query, std::uint8_t* screen, std::int32_t bytes) noexcept {
    return molscreen::guard([&] {
        if (query == nullptr || screen == nullptr) throw molscreen::InvalidArgument("a null pointer");
        if (static_cast<std::size_t>(bytes) != query->screen().size()) throw molscreen::InvalidArgument("a screen of another length");
        std::copy(query->screen().begin(), query->screen().end(), screen);
    });
}

// Matches the pickled molecules at the given places of a library; molecule i is structures[offsets[i]] up to
// structures[offsets[i + 1]]. Stops at a molecule once *cancelled is not 0: the rest of the answers is No.
MOLSCREEN_API std::int32_t molscreen_query_match(const SubstructureQuery* query, const std::uint8_t* structures,
                                                 const std::int64_t* offsets, const std::int32_t* places, std::int32_t count,
                                                 const std::int32_t* cancelled, std::uint8_t* answers) noexcept {
    return molscreen::guard([&] {
        if (query == nullptr || structures == nullptr || offsets == nullptr || places == nullptr || answers == nullptr || count < 0) {
            throw molscreen::InvalidArgument("a null pointer");
        }
        std::fill(answers, answers + count, static_cast<std::uint8_t>(MatchAnswer::No));
        std::string bytes;
        for (std::int32_t i = 0; i < count; i++) {
            if (cancelled != nullptr && __atomic_load_n(cancelled, __ATOMIC_RELAXED) != 0) return;
            const auto begin = offsets[places[i]], end = offsets[places[i] + 1];
            bytes.assign(reinterpret_cast<const char*>(structures) + begin, static_cast<std::size_t>(end - begin));
            const RDKit::ROMol mol(bytes);
            answers[i] = static_cast<std::uint8_t>(query->occursIn(mol));
        }
    });
}

MOLSCREEN_API void molscreen_query_free(SubstructureQuery* query) noexcept { delete query; }
