#include "abi.h"

#include <atomic>

namespace {
thread_local std::string last_error;
std::atomic<int64_t> live_tensors{0};
}  // namespace

namespace molscreen {
void remember_error(const char* message) noexcept {
  try {
    last_error = message;
  } catch (...) {
    last_error.clear();
  }
}

tensor_handle own(at::Tensor tensor) {
  auto* handle = new at::Tensor(std::move(tensor));
  ++live_tensors;
  return handle;
}

void disown(tensor_handle handle) {
  if (handle != nullptr) {
    delete handle;
    --live_tensors;
  }
}

c10::Device device_of(int32_t type, int32_t index) {
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}
}  // namespace molscreen

using molscreen::guarded;

MOLSCREEN_EXPORT int32_t molscreen_torch_abi_version() noexcept { return 3; }
MOLSCREEN_EXPORT const char* molscreen_torch_last_error() noexcept { return last_error.c_str(); }
MOLSCREEN_EXPORT int64_t molscreen_torch_live_tensors() noexcept { return live_tensors; }

// Copies `data` (row-major, little-endian, CPU) into a new tensor.
MOLSCREEN_EXPORT int32_t molscreen_torch_tensor_new(const void* data, int32_t scalar_type, const int64_t* sizes, int32_t dimensions, tensor_handle* result) noexcept {
  return guarded([&] {
    const auto options = at::TensorOptions().dtype(static_cast<c10::ScalarType>(scalar_type));
    at::NoGradGuard no_grad;
    *result = molscreen::own(at::from_blob(const_cast<void*>(data), at::IntArrayRef(sizes, dimensions), options).clone());
  });
}

MOLSCREEN_EXPORT int32_t molscreen_torch_tensor_free(tensor_handle tensor) noexcept {
  return guarded([&] { molscreen::disown(tensor); });
}

// Type, device and sizes; `sizes` has room for 8 dimensions.
MOLSCREEN_EXPORT int32_t molscreen_torch_tensor_describe(tensor_handle tensor, int32_t* scalar_type, int32_t* device_type, int32_t* device_index, int32_t* dimensions, int64_t* sizes, int32_t* requires_grad) noexcept {
  return guarded([&] {
    TORCH_CHECK(tensor->dim() <= 8, "tensors of more than 8 dimensions are not bound");
    *scalar_type = static_cast<int32_t>(tensor->scalar_type());
    *device_type = static_cast<int32_t>(tensor->device().type());
    *device_index = tensor->device().index();
    *dimensions = static_cast<int32_t>(tensor->dim());
    for (int64_t i = 0; i < tensor->dim(); ++i) sizes[i] = tensor->size(i);
    *requires_grad = tensor->requires_grad() ? 1 : 0;
  });
}

// The first element of a contiguous CPU tensor; valid while the handle lives.
MOLSCREEN_EXPORT int32_t molscreen_torch_tensor_data(tensor_handle tensor, void** data, int64_t* bytes) noexcept {
  return guarded([&] {
    TORCH_CHECK(tensor->device().is_cpu(), "the data of a tensor is reached on the CPU: call cpu() first");
    TORCH_CHECK(tensor->is_contiguous(), "the data of a tensor is reached when it is contiguous: call contiguous() first");
    *data = tensor->data_ptr();
    *bytes = static_cast<int64_t>(tensor->nbytes());
  });
}

// `non_blocking`: a copy between pinned memory and a device is only enqueued; work that is enqueued later finds it done.
MOLSCREEN_EXPORT int32_t molscreen_torch_tensor_to(tensor_handle tensor, int32_t scalar_type, int32_t device_type, int32_t device_index, int32_t non_blocking, int32_t copy, tensor_handle* result) noexcept {
  return guarded([&] {
    const auto device = molscreen::device_of(device_type, device_index);
    *result = molscreen::own(tensor->to(device, static_cast<c10::ScalarType>(scalar_type), non_blocking != 0, copy != 0));
  });
}

MOLSCREEN_EXPORT int32_t molscreen_torch_set_requires_grad(tensor_handle tensor, int32_t value) noexcept {
  return guarded([&] { tensor->set_requires_grad(value != 0); });
}

MOLSCREEN_EXPORT int32_t molscreen_torch_backward(tensor_handle tensor) noexcept {
  return guarded([&] { tensor->backward(); });
}

// The accumulated gradient, or null where there is none.
MOLSCREEN_EXPORT int32_t molscreen_torch_grad(tensor_handle tensor, tensor_handle* result) noexcept {
  return guarded([&] { *result = tensor->grad().defined() ? molscreen::own(tensor->grad()) : nullptr; });
}

MOLSCREEN_EXPORT int32_t molscreen_torch_set_grad(tensor_handle tensor, tensor_handle gradient) noexcept {
  return guarded([&] { tensor->mutable_grad() = gradient == nullptr ? at::Tensor() : *gradient; });
}

MOLSCREEN_EXPORT int32_t molscreen_torch_grad_enabled(int32_t value, int32_t* previous) noexcept {
  return guarded([&] {
    *previous = at::GradMode::is_enabled() ? 1 : 0;
    at::GradMode::set_enabled(value != 0);
  });
}

MOLSCREEN_EXPORT int32_t molscreen_torch_manual_seed(int64_t seed) noexcept {
  return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

MOLSCREEN_EXPORT int32_t molscreen_torch_threads(int32_t set, int32_t* now) noexcept {
  return guarded([&] {
    if (set > 0) at::set_num_threads(set);
    *now = at::get_num_threads();
  });
}

// CUDA devices that can be used; 0 where libtorch has no CUDA or the machine has no device.
MOLSCREEN_EXPORT int32_t molscreen_torch_cuda_devices(int32_t* count) noexcept {
  return guarded([&] { *count = at::globalContext().hasCUDA() ? c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).deviceCount() : 0; });
}

// Whether CUDA's products of single-precision matrices may round their factors to TF32 (10 bits after the point); of the whole process.
MOLSCREEN_EXPORT int32_t molscreen_torch_allow_tf32(int32_t set, int32_t* now) noexcept {
  return guarded([&] {
    if (set >= 0) at::globalContext().setAllowTF32CuBLAS(set != 0);
    *now = at::globalContext().allowTF32CuBLAS() ? 1 : 0;
  });
}
