#include "guard.h"

#include <RDGeneral/RDLog.h>

namespace molscreen {
namespace {

thread_local std::string last_error;

// RDKit reports bad molecules on stderr; here they are per-molecule statuses.
const bool quiet = [] {
    RDLog::InitLogs();
    boost::logging::disable_logs("rdApp.*");
    return true;
}();

// Length of the well-formed UTF-8 sequence at the front of text, 0 when there is none (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto in = [](unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (in(first, 0xC2, 0xDF)) return in(byte(1), 0x80, 0xBF) ? 2 : 0;
    if (in(first, 0xE0, 0xEF)) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
        return in(byte(1), low, high) && in(byte(2), 0x80, 0xBF) ? 3 : 0;
    }
    if (in(first, 0xF0, 0xF4)) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
        return in(byte(1), low, high) && in(byte(2), 0x80, 0xBF) && in(byte(3), 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::atomic<std::int64_t> Handle::live{0};

const std::string& lastError() noexcept { return last_error; }

void setLastError(const char* message) noexcept {
    try {
        last_error = message;
    } catch (...) {
        last_error.clear();
    }
}

PackedText::PackedText(const char* bytes, const std::int64_t* offsets, std::int32_t count)
    : bytes_(bytes), offsets_(offsets), count_(count) {
    if (count < 0 || offsets == nullptr || offsets[0] != 0) {
        throw InvalidArgument("packed text: a count below zero, or offsets that do not start at 0");
    }
    for (std::int32_t i = 0; i < count; i++) {
        if (offsets[i + 1] < offsets[i]) throw InvalidArgument("packed text: offsets must not fall");
    }
    if (bytes == nullptr && offsets[count] != 0) throw InvalidArgument("packed text: no bytes");
}

bool isPlainText(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7F) return false;
        const auto length = sequenceLength(text.substr(i));
        if (length == 0) return false;
        i += length;
    }
    return true;
}

}  // namespace molscreen

MOLSCREEN_API std::int32_t molscreen_chemistry_abi_version() noexcept { return molscreen::kAbiVersion; }

// Copies up to capacity bytes of this thread's last error and returns its whole length in bytes.
MOLSCREEN_API std::int32_t molscreen_chemistry_last_error(char* buffer, std::int32_t capacity) noexcept {
    const auto& message = molscreen::lastError();
    if (buffer != nullptr && capacity > 0) message.copy(buffer, static_cast<std::size_t>(capacity));
    return static_cast<std::int32_t>(message.size());
}

// Handles given out and not yet freed.
MOLSCREEN_API std::int64_t molscreen_chemistry_live_handles() noexcept { return molscreen::Handle::live.load(); }
