#include "abi.h"

#include <vector>

namespace {
c10::IValue operand(const molscreen_value& value, const c10::Argument& argument) {
  const bool wants_real = argument.type()->kind() == c10::TypeKind::FloatType;
  switch (value.tag) {
    case molscreen_none:
      return c10::IValue();
    case molscreen_tensor:
      return c10::IValue(*static_cast<const at::Tensor*>(value.pointer));
    case molscreen_integer:
      return wants_real ? c10::IValue(static_cast<double>(value.integer)) : c10::IValue(value.integer);
    case molscreen_real:
      return c10::IValue(value.real);
    case molscreen_boolean:
      return c10::IValue(value.integer != 0);
    case molscreen_integers: {
      const auto* items = static_cast<const int64_t*>(value.pointer);
      return c10::IValue(std::vector<int64_t>(items, items + value.count));
    }
    case molscreen_tensors: {
      const auto* items = static_cast<const tensor_handle*>(value.pointer);
      std::vector<at::Tensor> tensors;
      tensors.reserve(value.count);
      for (int32_t i = 0; i < value.count; ++i) tensors.push_back(*items[i]);
      return c10::IValue(tensors);
    }
    case molscreen_device:
      return c10::IValue(molscreen::device_of(static_cast<int32_t>(value.integer >> 16), static_cast<int32_t>(value.integer & 0xffff) - 1));
    case molscreen_text:
      return c10::IValue(std::string(static_cast<const char*>(value.pointer), value.count));
    default:
      TORCH_CHECK(false, "operand tag ", value.tag, " is unknown");
  }
}
}  // namespace

// Finds an operator once; the result lives as long as the process.
MOLSCREEN_EXPORT int32_t molscreen_torch_operator(const char* name, const char* overload, const void** result) noexcept {
  return molscreen::guarded([&] {
    *result = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
  });
}

// Calls an operator. Operands left out at the end take the schema's defaults. Tensors that come back are the
// caller's; `capacity` is the room in `results`, `count` how many came.
MOLSCREEN_EXPORT int32_t molscreen_torch_call(const void* handle, const molscreen_value* operands, int32_t given, tensor_handle* results, int32_t capacity, int32_t* count) noexcept {
  return molscreen::guarded([&] {
    const auto& op = *static_cast<const c10::OperatorHandle*>(handle);
    const auto& arguments = op.schema().arguments();
    TORCH_CHECK(static_cast<size_t>(given) <= arguments.size(), op.schema().name(), " takes ", arguments.size(), " operands, not ", given);
    std::vector<c10::IValue> stack;
    stack.reserve(arguments.size() + 1);
    for (int32_t i = 0; i < given; ++i) stack.push_back(operand(operands[i], arguments[i]));
    for (size_t i = given; i < arguments.size(); ++i) {
      TORCH_CHECK(arguments[i].default_value().has_value(), op.schema().name(), " needs operand ", arguments[i].name());
      stack.push_back(*arguments[i].default_value());
    }
    op.callBoxed(stack);
    TORCH_CHECK(stack.size() <= static_cast<size_t>(capacity), op.schema().name(), " gave ", stack.size(), " results for ", capacity);
    *count = static_cast<int32_t>(stack.size());
    for (size_t i = 0; i < stack.size(); ++i) results[i] = molscreen::own(stack[i].toTensor());
  });
}
