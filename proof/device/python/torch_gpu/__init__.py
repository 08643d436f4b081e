"""The stand-in for a graphics card: `import torch_gpu` gives torch the device `gpu`.

Main memory with CUDA's rules (proof/device/*.cpp). `torch.gpu` has what notebooks and
libraries ask of `torch.cuda`: memory, seeds, properties. There is one device, `gpu:0`.
"""

from __future__ import annotations

import contextlib
import types
from pathlib import Path

import torch

GIGABYTES_80 = 80 * 2**30
NAME = "Stand-in for a graphics card"

torch.ops.load_library(Path(__file__).with_name("libtorch_gpu.so"))
_native = torch.ops.gpu


def _nothing(*_arguments, **_options) -> None:
    return None


def _properties(_device=None) -> types.SimpleNamespace:
    return types.SimpleNamespace(
        name=NAME, total_memory=GIGABYTES_80, major=9, minor=0, multi_processor_count=1, gcnArchName=""
    )


def _manual_seed(seed: int) -> None:
    # Seeds go up to 2**64, the operators' integers are signed.
    _native.manual_seed((int(seed) + 2**63) % 2**64 - 2**63)


def _module() -> types.ModuleType:
    module = types.ModuleType("torch.gpu")
    module.init = module._lazy_init = module.empty_cache = module.ipc_collect = _nothing
    module.set_device = module.synchronize = _nothing
    module.is_available = module.is_initialized = lambda: True
    module._is_in_bad_fork = lambda: False
    module.device_count = lambda: 1
    module.current_device = lambda: 0
    module.manual_seed = module.manual_seed_all = _manual_seed
    module.initial_seed = lambda: _native.initial_seed() % 2**64
    module.get_rng_state = lambda _device=None: _native.get_rng_state()
    module.set_rng_state = lambda state, _device=None: _native.set_rng_state(state)
    module.get_rng_state_all = lambda: [_native.get_rng_state()]
    module.set_rng_state_all = lambda states: _native.set_rng_state(states[0])
    module.memory_allocated = module.memory_reserved = lambda _device=None: _native.memory_allocated()
    module.max_memory_allocated = module.max_memory_reserved = lambda _device=None: _native.max_memory_allocated()
    module.reset_peak_memory_stats = lambda _device=None: _native.reset_peak_memory()
    module.mem_get_info = lambda _device=None: (GIGABYTES_80 - _native.memory_allocated(), GIGABYTES_80)
    module.get_device_name = lambda _device=None: NAME
    module.get_device_properties = _properties
    module.get_device_capability = lambda _device=None: (9, 0)
    module.get_amp_supported_dtype = lambda: [torch.float16, torch.bfloat16]
    module.is_bf16_supported = lambda *_arguments, **_options: True
    module.device = module.stream = lambda *_arguments, **_options: contextlib.nullcontext()
    module.Stream = module.current_stream = lambda *_arguments, **_options: torch.Stream(device="gpu")
    module.Event = lambda enable_timing=True, **_options: torch.Event(device="gpu", enable_timing=enable_timing)
    return module


torch.utils.rename_privateuse1_backend("gpu")
torch._register_device_module("gpu", _module())
torch.utils.generate_methods_for_privateuse1_backend(for_storage=True)
# It would make nested tensors, which the device does not have.
torch.backends.mha.set_fastpath_enabled(False)


def autoload() -> None:
    """Entry point `torch.backends`: `import torch` imports this package where it is on the path."""
