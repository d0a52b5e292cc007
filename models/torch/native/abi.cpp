extern "C" __attribute__((visibility("default"))) int molscreen_torch_abi_version() noexcept { return 1; }
