// What torch asks of a device: which one is current, its streams, its random numbers.
#include "device.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/detail/PrivateUse1HooksInterface.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include <algorithm>
#include <chrono>
#include <cstring>

namespace standin {

void check_ordinal(c10::DeviceIndex index) {
  TORCH_CHECK(index <= 0, "gpu: invalid device ordinal ", static_cast<int>(index), ", there is one device");
}

namespace {

struct RandomNumbers final : at::CPUGeneratorImpl {
  explicit RandomNumbers(uint64_t seed = c10::default_rng_seed_val) : CPUGeneratorImpl(seed) {
    device_ = GPU;
    key_set_ = c10::DispatchKeySet(c10::DispatchKey::PrivateUse1);
  }
};

// Everything happens at once, in order: there is one stream and nothing to wait for.
struct Guard final : c10::impl::DeviceGuardImplInterface {
  Guard() = default;
  explicit Guard(c10::DeviceType) {}
  static c10::Stream stream() { return c10::Stream(c10::Stream::DEFAULT, GPU); }
  static double milliseconds() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(since).count();
  }

  c10::DeviceType type() const override { return KIND; }
  c10::DeviceIndex deviceCount() const noexcept override { return 1; }
  c10::Device getDevice() const override { return GPU; }
  c10::Device exchangeDevice(c10::Device device) const override {
    check_ordinal(device.index());
    return GPU;
  }
  void setDevice(c10::Device device) const override { check_ordinal(device.index()); }
  void uncheckedSetDevice(c10::Device) const noexcept override {}
  c10::Stream getStream(c10::Device) const noexcept override { return stream(); }
  c10::Stream getDefaultStream(c10::Device) const override { return stream(); }
  c10::Stream getStreamFromGlobalPool(c10::Device, bool = false) const override { return stream(); }
  c10::Stream getNewStream(c10::Device, int = 0) const override { return stream(); }
  c10::Stream exchangeStream(c10::Stream) const noexcept override { return stream(); }
  bool queryStream(const c10::Stream&) const override { return true; }
  void synchronizeStream(const c10::Stream&) const override {}
  void synchronizeDevice(const c10::DeviceIndex) const override {}
  void record(void** event, const c10::Stream&, const c10::DeviceIndex, const c10::EventFlag) const override {
    if (*event == nullptr) *event = new double(0);
    *static_cast<double*>(*event) = milliseconds();
  }
  void destroyEvent(void* event, const c10::DeviceIndex) const noexcept override { delete static_cast<double*>(event); }
  void block(void*, const c10::Stream&) const override {}
  bool queryEvent(void*) const override { return true; }
  void synchronizeEvent(void*) const override {}
  double elapsedTime(void* from, void* to, const c10::DeviceIndex) const override {
    TORCH_CHECK(from && to, "Both events must be recorded before calculating elapsed time.");
    return *static_cast<double*>(to) - *static_cast<double*>(from);
  }
};
C10_REGISTER_GUARD_IMPL(PrivateUse1, Guard)

struct Hooks final : at::PrivateUse1HooksInterface {
  bool isBuilt() const override { return true; }
  bool isAvailable() const override { return true; }
  bool hasPrimaryContext(c10::DeviceIndex) const override { return true; }
  c10::DeviceIndex deviceCount() const override { return 1; }
  void setCurrentDevice(c10::DeviceIndex index) const override { check_ordinal(index); }
  c10::DeviceIndex getCurrentDevice() const override { return 0; }
  c10::DeviceIndex exchangeDevice(c10::DeviceIndex index) const override {
    check_ordinal(index);
    return 0;
  }
  c10::DeviceIndex maybeExchangeDevice(c10::DeviceIndex) const override { return 0; }
  bool isPinnedPtr(const void*) const override { return false; }
  c10::Device getDeviceFromPtr(void*) const override { return GPU; }
  const at::Generator& getDefaultGenerator(c10::DeviceIndex) const override { return default_generator(); }
  at::Generator getNewGenerator(c10::DeviceIndex = -1) const override { return at::make_generator<RandomNumbers>(); }
  void resizePrivateUse1Bytes(const c10::Storage& storage, size_t bytes) const override {
    auto block = allocator()->allocate(bytes);
    const auto kept = std::min(bytes, storage.nbytes());
    if (kept > 0) std::memcpy(block.get(), storage.data(), kept);
    storage.unsafeGetStorageImpl()->set_data_ptr_noswap(std::move(block));
    storage.unsafeGetStorageImpl()->set_nbytes(bytes);
  }
};
Hooks hooks;

struct Registered {
  Registered() {
    c10::register_privateuse1_backend("gpu");
    c10::SetAllocator(KIND, allocator());
    at::RegisterPrivateUse1HooksInterface(&hooks);
  }
} registered;

}  // namespace

const at::Generator& default_generator() {
  static const at::Generator generator = at::make_generator<RandomNumbers>();
  return generator;
}

}  // namespace standin

// For torch_gpu/__init__.py.
TORCH_LIBRARY(gpu, library) {
  library.def("manual_seed(int seed) -> ()", [](int64_t seed) {
    at::Generator generator = standin::default_generator();
    generator.set_current_seed(static_cast<uint64_t>(seed));
  });
  library.def("initial_seed() -> int",
              [] { return static_cast<int64_t>(standin::default_generator().current_seed()); });
  library.def("get_rng_state() -> Tensor", [] { return standin::default_generator().get_state(); });
  library.def("set_rng_state(Tensor state) -> ()", [](const at::Tensor& state) {
    at::Generator generator = standin::default_generator();
    generator.set_state(state);
  });
  library.def("memory_allocated() -> int", [] { return standin::bytes_now(); });
  library.def("max_memory_allocated() -> int", [] { return standin::bytes_peak(); });
  library.def("reset_peak_memory() -> ()", [] { standin::forget_peak(); });
}
