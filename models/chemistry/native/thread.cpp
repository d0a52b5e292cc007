// What the managed side cannot ask or do of a thread that runs native code.
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "guard.h"

// The calling thread's number within the system.
MOLSCREEN_API std::int32_t molscreen_thread_id() noexcept { return static_cast<std::int32_t>(syscall(SYS_gettid)); }

// Processor time in microseconds that a thread of this process has used; 0 for a thread that has ended.
MOLSCREEN_API std::int64_t molscreen_thread_processor_time(std::int32_t thread) noexcept {
    constexpr clockid_t per_thread = 4, scheduled = 2;  // clock_gettime's encoding of a thread's clock: ~thread, and these bits
    timespec used{};
    const auto clock = static_cast<clockid_t>((~static_cast<unsigned>(thread)) << 3) | per_thread | scheduled;
    return clock_gettime(clock, &used) == 0 ? used.tv_sec * std::int64_t{1'000'000} + used.tv_nsec / 1000 : 0;
}

// Gives a thread of this process the lowest priority, for good. A thread that has ended meanwhile is no error.
MOLSCREEN_API void molscreen_thread_lower_priority(std::int32_t thread) noexcept {
    setpriority(PRIO_PROCESS, static_cast<id_t>(thread), 19);
}
