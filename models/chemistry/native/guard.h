// What every entry point of this library is made of: visibility, call status, last error, the exception guard, and
// text as it crosses the boundary.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#define MOLSCREEN_API extern "C" __attribute__((visibility("default")))

namespace molscreen {

// Raised when a signature or the meaning of an argument changes; NativeChemistry.cs checks it at load.
constexpr std::int32_t kAbiVersion = 6;

// How a call ended. A bad molecule is never a call error: it has a MoleculeStatus of its own.
enum class CallStatus : std::int32_t { Ok = 0, InvalidArgument = 1, OutOfMemory = 2, Internal = 3 };

// Mirrors MolScreen.Chemistry.MoleculeStatus.
enum class MoleculeStatus : std::uint8_t {
    Ok, Empty, Syntax, Valence, Kekulization, TooLarge, TooLong, Encoding, Unsupported, Internal
};

// The message of this thread's last failed call; empty when none failed.
const std::string& lastError() noexcept;
void setLastError(const char* message) noexcept;

// Throw it for an argument that the managed side must never pass.
struct InvalidArgument : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

// Runs an entry point's body; whatever it throws becomes a status and the last error.
template <class Body>
std::int32_t guard(Body&& body) noexcept {
    try {
        std::forward<Body>(body)();
        return static_cast<std::int32_t>(CallStatus::Ok);
    } catch (const InvalidArgument& e) {
        setLastError(e.what());
        return static_cast<std::int32_t>(CallStatus::InvalidArgument);
    } catch (const std::bad_alloc&) {
        setLastError("out of memory");
        return static_cast<std::int32_t>(CallStatus::OutOfMemory);
    } catch (const std::exception& e) {
        setLastError(e.what());
    } catch (...) {
        setLastError("an exception of unknown type");
    }
    return static_cast<std::int32_t>(CallStatus::Internal);
}

// Base of every object that is handed out as an opaque handle: counts those alive, for leak tests.
class Handle {
public:
    Handle() noexcept { live.fetch_add(1, std::memory_order_relaxed); }
    ~Handle() { live.fetch_sub(1, std::memory_order_relaxed); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    static std::atomic<std::int64_t> live;
};

// Strings one after another in UTF-8: string i is bytes[offsets[i]] up to bytes[offsets[i + 1]]; count + 1 offsets.
// Borrowed from the caller for the duration of a call.
class PackedText {
public:
    PackedText(const char* bytes, const std::int64_t* offsets, std::int32_t count);
    std::int32_t size() const noexcept { return count_; }
    std::string_view operator[](std::int32_t i) const noexcept {
        return {bytes_ + offsets_[i], static_cast<std::size_t>(offsets_[i + 1] - offsets_[i])};
    }

private:
    const char* bytes_;
    const std::int64_t* offsets_;
    std::int32_t count_;
};

// Strings on their way out, in the same form.
struct TextColumn {
    std::string bytes;
    std::vector<std::int64_t> offsets{0};

    void add(std::string_view text) {
        bytes.append(text);
        offsets.push_back(static_cast<std::int64_t>(bytes.size()));
    }
};

// Whether the text is valid UTF-8 without control characters (tab included: a SMILES has no use for one).
bool isPlainText(std::string_view text) noexcept;

}  // namespace molscreen
