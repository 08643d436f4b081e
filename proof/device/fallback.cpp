// Computes every operator on the CPU, after the checks that CUDA makes.
//
// torch's own fallback copies all arguments to the CPU and asks nothing: tensors of
// two devices would mix. Which operators take a number of the CPU (a tensor without
// dimensions) beside tensors of the device is written in torch's
// native_functions.yaml (`device_check: NoCheck`); build.py makes unchecked.inc of it.
#include "device.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/op_registration/adaption.h>
#include <ATen/native/CPUFallback.h>
#include <torch/library.h>

#include <string>
#include <unordered_set>

namespace standin {
namespace {

using torch::jit::Stack;

const std::unordered_set<std::string>& unchecked() {
  static const std::unordered_set<std::string> names = {
#include "unchecked.inc"
  };
  return names;
}

// CUDA takes indices from the CPU, too.
const std::unordered_set<std::string> INDEXING = {
    "aten::index",      "aten::index_put",       "aten::index_put_",         "aten::_index_put_impl",
    "aten::_index_put_impl_", "aten::_unsafe_index", "aten::_unsafe_index_put",
};

bool is_number(const at::Tensor& tensor) { return tensor.device().is_cpu() && tensor.dim() == 0; }

bool touches_gpu(const c10::IValue& value) {
  if (value.isTensor()) return on_gpu(value.toTensor());
  if (value.isDevice()) return value.toDevice().type() == KIND;
  if (value.isTensorList()) {
    for (const auto& tensor : value.toTensorVector()) {
      if (on_gpu(tensor)) return true;
    }
  }
  if (value.isOptionalTensorList()) {
    for (const auto& tensor : value.toOptionalTensorVector()) {
      if (tensor && on_gpu(*tensor)) return true;
    }
  }
  return false;
}

// Throws when an argument is on the CPU and may not be; puts allowed ones on the device.
class Arguments {
 public:
  Arguments(const c10::OperatorHandle& op, Stack* stack)
      : schema_(op.schema()),
        stack_(stack),
        begin_(stack->size() - schema_.arguments().size()),
        takes_numbers_(unchecked().count(
                           schema_.overload_name().empty() ? schema_.name()
                                                           : schema_.name() + "." + schema_.overload_name()) > 0),
        indexes_(INDEXING.count(schema_.name()) > 0) {}

  c10::IValue& at(size_t place) { return (*stack_)[begin_ + place]; }
  size_t count() const { return schema_.arguments().size(); }

  bool any_on_gpu() {
    for (size_t place = 0; place < count(); place++) {
      if (touches_gpu(at(place))) return true;
    }
    return false;
  }

  void check() {
    for (size_t place = 0; place < count(); place++) {
      auto& value = at(place);
      if (value.isTensor()) check_tensor(place, value.toTensor());
      if (value.isTensorList()) {
        for (const auto& tensor : value.toTensorVector()) {
          if (tensor.defined() && !on_gpu(tensor)) fail(place, tensor);
        }
      }
      if (value.isOptionalTensorList()) check_indices(place, value.toOptionalTensorVector());
    }
  }

  bool is_generator(size_t place) const {
    return schema_.arguments()[place].type()->str().find("Generator") != std::string::npos;
  }

 private:
  void check_tensor(size_t place, const at::Tensor& tensor) {
    if (!tensor.defined() || on_gpu(tensor)) return;
    const auto* alias = schema_.arguments()[place].alias_info();
    const bool is_written = alias != nullptr && alias->isWrite();
    if (!takes_numbers_ || !is_number(tensor) || is_written) fail(place, tensor);
    at(place) = to_gpu(tensor);
  }

  void check_indices(size_t place, std::vector<std::optional<at::Tensor>> tensors) {
    for (auto& tensor : tensors) {
      if (!tensor || !tensor->defined() || on_gpu(*tensor)) continue;
      if (!indexes_) fail(place, *tensor);
      tensor = to_gpu(*tensor);
    }
    at(place) = c10::List<std::optional<at::Tensor>>(tensors);
  }

  [[noreturn]] void fail(size_t place, const at::Tensor& tensor) const {
    const auto name = schema_.name().substr(schema_.name().find("::") + 2);
    c10::impl::common_device_check_failure(GPU, tensor, name.c_str(), schema_.arguments()[place].name().c_str());
    TORCH_CHECK(false, "unreachable");
  }

  const c10::FunctionSchema& schema_;
  Stack* stack_;
  size_t begin_;
  bool takes_numbers_;
  bool indexes_;
};

// CPU kernels want a generator of the CPU: lends them the state of the device's.
class LentGenerator {
 public:
  explicit LentGenerator(at::Generator generator)
      : own_(std::move(generator)), lent_(at::make_generator<at::CPUGeneratorImpl>(own_.current_seed())) {
    copy(own_, lent_);
  }
  const at::Generator& lent() const { return lent_; }
  void take_back() { copy(lent_, own_); }

 private:
  static void copy(const at::Generator& from, const at::Generator& to) {
    // The generator of the device is one of the CPU with another name (runtime.cpp).
    auto* source = static_cast<at::CPUGeneratorImpl*>(from.unsafeGetGeneratorImpl());
    auto* target = static_cast<at::CPUGeneratorImpl*>(to.unsafeGetGeneratorImpl());
    target->set_engine(source->engine());
    target->set_next_float_normal_sample(source->next_float_normal_sample());
    target->set_next_double_normal_sample(source->next_double_normal_sample());
  }
  at::Generator own_;
  at::Generator lent_;
};

void fallback(const c10::OperatorHandle& op, Stack* stack) {
  Arguments arguments(op, stack);
  const bool is_on_gpu = arguments.any_on_gpu();
  if (is_on_gpu) arguments.check();

  std::optional<LentGenerator> random;
  for (size_t place = 0; place < arguments.count(); place++) {
    if (!arguments.is_generator(place)) continue;
    auto& value = arguments.at(place);
    if (!value.isNone()) {
      const auto wanted = is_on_gpu ? KIND : c10::DeviceType::CPU;
      const auto found = value.toGenerator().device().type();
      TORCH_CHECK(found == wanted, "Expected a '", wanted, "' device type for generator but found '", found, "'");
    }
    random.emplace(value.isNone() ? default_generator() : value.toGenerator());
    value = random->lent();
  }
  at::native::cpu_fallback(op, stack, /*error_on_views=*/true);
  if (random) random->take_back();
}

}  // namespace

void same_device(const at::Tensor& one, const at::Tensor& other, const char* operation, const char* argument) {
  if (one.defined() && other.defined() && one.device() != other.device()) {
    c10::impl::common_device_check_failure(one.device(), other, operation, argument);
  }
}

}  // namespace standin

TORCH_LIBRARY_IMPL(_, PrivateUse1, library) {
  library.fallback(torch::CppFunction::makeFromBoxedFunction<&standin::fallback>());
}
// Composite operators that torch would otherwise take apart; the CPU has kernels for them.
TORCH_LIBRARY_IMPL(aten, PrivateUse1, library) {
  library.impl("native_group_norm", torch::CppFunction::makeFromBoxedFunction<&standin::fallback>());
  library.impl("native_layer_norm", torch::CppFunction::makeFromBoxedFunction<&standin::fallback>());
}
TORCH_LIBRARY_IMPL(_, AutocastPrivateUse1, library) { library.fallback(torch::CppFunction::makeFallthrough()); }
