// A torch device in main memory that keeps CUDA's rules: what fails on a graphics
// card and not on a processor fails here, too. torch calls it `gpu` (PrivateUse1).
#pragma once

#include <ATen/ATen.h>
#include <c10/core/Allocator.h>

#include <cstdint>

namespace standin {

constexpr auto KIND = c10::DeviceType::PrivateUse1;
inline const c10::Device GPU(KIND, 0);

// memory.cpp: the allocator of the device; it counts, so that peak memory can be asked for.
c10::Allocator* allocator();
int64_t bytes_now();
int64_t bytes_peak();
void forget_peak();

// runtime.cpp: random numbers of the device have a stream of their own.
const at::Generator& default_generator();

// Throws for any device but gpu:0.
void check_ordinal(c10::DeviceIndex index);

inline bool on_gpu(const at::Tensor& tensor) {
  return tensor.defined() && tensor.device().type() == KIND;
}

// A CPU tensor over the same memory; tensors of the CPU as they are.
at::Tensor as_cpu(const at::Tensor& tensor);

inline at::Tensor to_gpu(const at::Tensor& tensor) {
  return tensor.defined() ? tensor.to(GPU) : tensor;
}

// Throws torch's own "Expected all tensors to be on the same device" unless both are on one.
void same_device(const at::Tensor& one, const at::Tensor& other, const char* operation, const char* argument);

}  // namespace standin
