// The C ABI over libtorch. Tensors are opaque handles owned by the caller; every entry point returns 0, or -1 with a
// message of the thread in molscreen_torch_last_error(). Operators are reached by name through libtorch's dispatcher,
// so autograd and devices work and the ABI stays the same when the binding needs one more operator.
#pragma once
#include <cstdint>
#include <exception>
#include <string>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#define MOLSCREEN_EXPORT extern "C" __attribute__((visibility("default")))

// One operand of an operator. `tag` says which member holds; lists and strings have `count` elements.
struct molscreen_value {
  int32_t tag;
  int32_t count;
  union {
    int64_t integer;
    double real;
    const void* pointer;
  };
};

enum molscreen_tag : int32_t {
  molscreen_none = 0,
  molscreen_tensor = 1,
  molscreen_integer = 2,
  molscreen_real = 3,
  molscreen_boolean = 4,
  molscreen_integers = 5,
  molscreen_tensors = 6,
  molscreen_device = 7,  // integer = type << 16 | (index + 1)
  molscreen_text = 8,
};

using tensor_handle = at::Tensor*;

namespace molscreen {
void remember_error(const char* message) noexcept;
tensor_handle own(at::Tensor tensor);
void disown(tensor_handle handle);
c10::Device device_of(int32_t type, int32_t index);

// Runs an entry point's body; nothing native leaves it but a status.
template <typename Body>
int32_t guarded(Body&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    remember_error(error.what_without_backtrace());
  } catch (const std::exception& error) {
    remember_error(error.what());
  } catch (...) {
    remember_error("an unknown native exception");
  }
  return -1;
}
}  // namespace molscreen
