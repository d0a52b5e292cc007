extern "C" __attribute__((visibility("default"))) int molscreen_chemistry_abi_version() noexcept { return 1; }
