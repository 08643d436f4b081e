// Memory of the device: main memory, counted.
#include "device.h"

#include <c10/core/CachingDeviceAllocator.h>

#include <atomic>
#include <cstdlib>

namespace standin {
namespace {

std::atomic<int64_t> now{0};
std::atomic<int64_t> peak{0};

// In front of each block, so that freeing it knows its size; 64 bytes keep the block aligned.
struct Header {
  size_t bytes;
  char padding[56];
};

void give_back(void* block) {
  if (block == nullptr) return;
  auto* header = reinterpret_cast<Header*>(static_cast<char*>(block) - sizeof(Header));
  now -= static_cast<int64_t>(header->bytes);
  std::free(header);
}

struct Memory final : c10::DeviceAllocator {
  c10::DataPtr allocate(size_t bytes) override {
    if (bytes == 0) return {nullptr, nullptr, &give_back, GPU};
    void* raw = nullptr;
    TORCH_CHECK(posix_memalign(&raw, 64, bytes + sizeof(Header)) == 0,
                "gpu: out of memory, tried to allocate ", bytes, " bytes");
    static_cast<Header*>(raw)->bytes = bytes;
    const int64_t current = now += static_cast<int64_t>(bytes);
    int64_t highest = peak.load();
    while (current > highest && !peak.compare_exchange_weak(highest, current)) {
    }
    void* block = static_cast<char*>(raw) + sizeof(Header);
    return {block, block, &give_back, GPU};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }
  void copy_data(void* to, const void* from, size_t bytes) const override { default_copy_data(to, from, bytes); }

  bool initialized() override { return true; }
  void emptyCache(c10::MempoolId_t = {0, 0}) override {}
  void recordStream(const c10::DataPtr&, c10::Stream) override {}
  c10::CachingDeviceAllocator::DeviceStats getDeviceStats(c10::DeviceIndex) override {
    c10::CachingDeviceAllocator::DeviceStats stats;
    for (auto* kind : {&stats.allocated_bytes, &stats.reserved_bytes, &stats.active_bytes}) {
      (*kind)[0].current = now;
      (*kind)[0].peak = peak;
    }
    return stats;
  }
  void resetAccumulatedStats(c10::DeviceIndex) override {}
  void resetPeakStats(c10::DeviceIndex) override { forget_peak(); }
};

Memory memory;

}  // namespace

c10::Allocator* allocator() { return &memory; }
int64_t bytes_now() { return now; }
int64_t bytes_peak() { return peak; }
void forget_peak() { peak = now.load(); }

at::Tensor as_cpu(const at::Tensor& tensor) {
  if (!on_gpu(tensor)) return tensor;
  const auto options = tensor.options().device(at::kCPU);
  if (tensor.numel() == 0) return at::empty_strided(tensor.sizes(), tensor.strides(), options);
  auto alias = at::from_blob(tensor.data_ptr(), tensor.sizes(), tensor.strides(), options);
  if (tensor.is_conj()) alias._set_conj(true);
  if (tensor.is_neg()) alias._set_neg(true);
  return alias;
}

}  // namespace standin
