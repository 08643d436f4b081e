// Making, copying and viewing tensors: what no fallback can do, since it needs the memory itself.
#include "device.h"

#include <ATen/EmptyTensor.h>
#include <ATen/ops/_reshape_alias_native.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/resize_native.h>
#include <ATen/ops/set_native.h>
#include <ATen/ops/unfold_native.h>
#include <ATen/ops/view_as_complex_native.h>
#include <ATen/ops/view_as_real_native.h>
#include <ATen/ops/view_native.h>
#include <torch/library.h>

namespace standin {
namespace {

using at::IntArrayRef;
using at::Tensor;
template <typename T>
using Maybe = std::optional<T>;

const c10::DispatchKeySet KEYS(c10::DispatchKey::PrivateUse1);

void check_options(Maybe<at::Layout> layout, Maybe<at::Device> device, Maybe<bool> pinned) {
  TORCH_CHECK(c10::layout_or_default(layout) == at::Layout::Strided, "gpu: only strided tensors");
  TORCH_CHECK(!pinned.value_or(false), "Only dense CPU tensors can be pinned");
  if (device) check_ordinal(device->index());
}

Tensor empty(IntArrayRef size, Maybe<at::ScalarType> dtype, Maybe<at::Layout> layout, Maybe<at::Device> device,
             Maybe<bool> pinned, Maybe<at::MemoryFormat> format) {
  check_options(layout, device, pinned);
  return at::detail::empty_generic(size, allocator(), KEYS, c10::dtype_or_default(dtype), format);
}

Tensor empty_strided(IntArrayRef size, IntArrayRef stride, Maybe<at::ScalarType> dtype, Maybe<at::Layout> layout,
                     Maybe<at::Device> device, Maybe<bool> pinned) {
  check_options(layout, device, pinned);
  return at::detail::empty_strided_generic(size, stride, allocator(), KEYS, c10::dtype_or_default(dtype));
}

Tensor copy_from(const Tensor& from, const Tensor& to, bool) {
  as_cpu(to).copy_(as_cpu(from));
  return to;
}

Tensor copy_from_and_resize(const Tensor& from, const Tensor& to) {
  if (from.sizes() != to.sizes()) at::native::resize_(to, from.sizes(), std::nullopt);
  const bool is_same = from.numel() == 0 || (from.data_ptr() == to.data_ptr() && from.strides() == to.strides());
  if (!is_same) as_cpu(to).copy_(as_cpu(from));
  return to;
}

std::vector<Tensor> all_to_cpu(at::TensorList tensors) {
  std::vector<Tensor> found;
  for (const auto& tensor : tensors) found.push_back(as_cpu(tensor));
  return found;
}

at::Scalar number_of(const Tensor& tensor) { return as_cpu(tensor).item(); }

// torch's own functions for views know nothing of devices; wrapped, because some names are overloaded.
Tensor as_strided(const Tensor& t, IntArrayRef size, IntArrayRef stride, Maybe<int64_t> offset) {
  return at::native::as_strided_tensorimpl(t, size, stride, offset);
}
const Tensor& resize(const Tensor& t, IntArrayRef size, Maybe<at::MemoryFormat> format) {
  return at::native::resize_(t, size, format);
}
Tensor reshape_alias(const Tensor& t, IntArrayRef size, IntArrayRef stride) {
  return at::native::_reshape_alias(t, size, stride);
}
Tensor view(const Tensor& t, IntArrayRef size) { return at::native::view(t, size); }
Tensor unfold(const Tensor& t, int64_t dimension, int64_t size, int64_t step) {
  return at::native::unfold(t, dimension, size, step);
}
Tensor view_as_real(const Tensor& t) { return at::native::view_as_real(t); }
Tensor view_as_complex(const Tensor& t) { return at::native::view_as_complex(t); }
Tensor& set_tensor(Tensor& t, const Tensor& source) { return at::native::set_tensor_(t, source); }
Tensor& set_storage(Tensor& t, at::Storage source) { return at::native::set_(t, source); }
Tensor& set_part(Tensor& t, at::Storage source, int64_t offset, IntArrayRef size, IntArrayRef stride) {
  return at::native::set_storage_cpu_(t, source, offset, size, stride);
}
Tensor& set_empty(Tensor& t) { return at::native::set_tensor_(t, at::empty({0}, t.options())); }

// `module.to("gpu")` swaps the data of its parameters, as between CPU and CUDA.
bool can_swap(const Tensor&, const Tensor& from) { return from.layout() == at::Layout::Strided; }

}  // namespace
}  // namespace standin

TORCH_LIBRARY_IMPL(aten, PrivateUse1, library) {
  library.impl("empty.memory_format", standin::empty);
  library.impl("empty_strided", standin::empty_strided);
  library.impl("_copy_from", standin::copy_from);
  library.impl("_copy_from_and_resize", standin::copy_from_and_resize);
  library.impl("_to_cpu", standin::all_to_cpu);
  library.impl("_local_scalar_dense", standin::number_of);
  library.impl("as_strided", standin::as_strided);
  library.impl("resize_", standin::resize);
  library.impl("_reshape_alias", standin::reshape_alias);
  library.impl("view", standin::view);
  library.impl("unfold", standin::unfold);
  library.impl("view_as_real", standin::view_as_real);
  library.impl("view_as_complex", standin::view_as_complex);
  library.impl("set_.source_Tensor", standin::set_tensor);
  library.impl("set_.source_Storage", standin::set_storage);
  library.impl("set_.source_Storage_storage_offset", standin::set_part);
  library.impl("set_", standin::set_empty);
  library.impl("_has_compatible_shallow_copy_type", standin::can_swap);
}
// Copying resolves lazy conjugation and negation itself.
TORCH_LIBRARY_IMPL(aten, Conjugate, library) { library.impl("_copy_from", torch::CppFunction::makeFallthrough()); }
TORCH_LIBRARY_IMPL(aten, Negative, library) { library.impl("_copy_from", torch::CppFunction::makeFallthrough()); }
