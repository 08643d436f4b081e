// Operators for which the CPU has no kernel of the name that torch calls on a device.
#include "device.h"

#include <ATen/native/DispatchStub.h>
#include <ATen/native/transformers/attention.h>
#include <ATen/native/transformers/sdp_utils_cpp.h>
#include <torch/library.h>

namespace standin {
namespace {

using at::IntArrayRef;
using at::Tensor;
template <typename T>
using Maybe = std::optional<T>;

Tensor or_none(const Maybe<Tensor>& tensor) { return tensor && tensor->defined() ? *tensor : Tensor(); }

Tensor convolution(const Tensor& input, const Tensor& weight, const Maybe<Tensor>& bias, IntArrayRef stride,
                   IntArrayRef padding, IntArrayRef dilation, bool transposed, IntArrayRef output_padding,
                   int64_t groups) {
  same_device(input, weight, "convolution", "weight");
  same_device(input, or_none(bias), "convolution", "bias");
  const Maybe<Tensor> added = or_none(bias).defined() ? Maybe<Tensor>(as_cpu(*bias)) : std::nullopt;
  return to_gpu(at::convolution(as_cpu(input), as_cpu(weight), added, stride, padding, dilation, transposed,
                                output_padding, groups));
}

// One step of an LSTM: gates of the input and of the state -> (state, memory, gates).
std::tuple<Tensor, Tensor, Tensor> lstm_cell(const Tensor& from_input, const Tensor& from_state, const Tensor& memory,
                                             const Maybe<Tensor>& input_bias, const Maybe<Tensor>& state_bias) {
  Tensor sum = from_input + from_state;
  if (or_none(input_bias).defined()) sum = sum + *input_bias;
  if (or_none(state_bias).defined()) sum = sum + *state_bias;
  const auto gates = sum.chunk(4, 1);
  const Tensor in = gates[0].sigmoid(), forget = gates[1].sigmoid(), fresh = gates[2].tanh(), out = gates[3].sigmoid();
  const Tensor next = forget * memory + in * fresh;
  return {out * next.tanh(), next, at::cat({in, forget, fresh, out}, 1)};
}

// One step of a GRU -> (state, what a backward pass would need).
std::tuple<Tensor, Tensor> gru_cell(const Tensor& from_input, const Tensor& from_state, const Tensor& state,
                                    const Maybe<Tensor>& input_bias, const Maybe<Tensor>& state_bias) {
  const auto x = (or_none(input_bias).defined() ? from_input + *input_bias : from_input).chunk(3, 1);
  const auto h = (or_none(state_bias).defined() ? from_state + *state_bias : from_state).chunk(3, 1);
  const Tensor reset = (x[0] + h[0]).sigmoid(), update = (x[1] + h[1]).sigmoid();
  const Tensor fresh = (x[2] + reset * h[2]).tanh();
  return {(state - fresh) * update + fresh, at::cat({reset, update, fresh, state, h[2]}, 1)};
}

// CUDA counts integers, too.
Tensor histogram(const Tensor& values, int64_t bins, const at::Scalar& low, const at::Scalar& high) {
  const Tensor here = as_cpu(values);
  if (at::isFloatingType(values.scalar_type())) return to_gpu(at::histc(here, bins, low, high));
  return to_gpu(at::histc(here.to(at::kDouble), bins, low, high).to(values.scalar_type()));
}

// The way through the whole matrix of weights needs memory quadratic in the tokens; neither
// CUDA nor the CPU takes it, so the device hands the whole of it to the CPU. Both take it for
// matrices, and where the heads differ and are not grouped: it broadcasts or refuses them.
int64_t attention_choice(const Tensor& query, const Tensor& key, const Tensor&, const Maybe<Tensor>&, double, bool,
                         Maybe<double>, bool is_grouped) {
  const bool heads_differ = query.dim() == 4 && key.dim() == 4 && query.size(1) != key.size(1);
  const bool is_plain = query.dim() < 3 || (heads_differ && !is_grouped);
  return static_cast<int64_t>(is_plain ? sdp::SDPBackend::math : sdp::SDPBackend::overrideable);
}

using Attention = std::tuple<Tensor, Tensor, Tensor, Tensor, c10::SymInt, c10::SymInt, Tensor, Tensor, Tensor>;
Attention attention(const Tensor& query, const Tensor& key, const Tensor& value, const Maybe<Tensor>& bias,
                    double dropout, bool is_causal, bool, Maybe<double> scale) {
  same_device(query, key, "scaled_dot_product_attention", "key");
  same_device(query, value, "scaled_dot_product_attention", "value");
  same_device(query, or_none(bias), "scaled_dot_product_attention", "attn_mask");
  const Maybe<Tensor> mask = or_none(bias).defined() ? Maybe<Tensor>(as_cpu(*bias)) : std::nullopt;
  const bool is_grouped = query.dim() == 4 && query.size(1) != key.size(1);
  const Tensor answer = to_gpu(at::scaled_dot_product_attention(as_cpu(query), as_cpu(key), as_cpu(value), mask,
                                                                dropout, is_causal, scale, is_grouped));
  // What only a backward pass would read.
  const Tensor nothing = at::empty({0}, query.options());
  return {answer, nothing, Tensor(), Tensor(), query.sym_size(2), key.sym_size(2), nothing, nothing, nothing};
}

}  // namespace
}  // namespace standin

namespace at::native {
REGISTER_PRIVATEUSE1_DISPATCH(_fused_sdp_choice_stub, &standin::attention_choice)
}

TORCH_LIBRARY_IMPL(aten, PrivateUse1, library) {
  library.impl("convolution_overrideable", standin::convolution);
  library.impl("_thnn_fused_lstm_cell", standin::lstm_cell);
  library.impl("_thnn_fused_gru_cell", standin::gru_cell);
  library.impl("histc", standin::histogram);
  library.impl("_fused_sdp_choice", standin::attention_choice);
  library.impl("_scaled_dot_product_fused_attention_overrideable", standin::attention);
}
