// What this library was built against and what it is really running on.
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#if DAV_TORCH_AT_LEAST(2, 0)
#include <ATen/native/DispatchStub.h>
#include <ATen/Context.h>
#endif
#include <c10/macros/Macros.h>

#include <cstring>
#include <dlfcn.h>

static int32_t copy_text(const std::string& text, char* buffer, int32_t capacity) {
    if (buffer != nullptr && capacity > 0) {
        const auto n = std::min<size_t>(text.size(), static_cast<size_t>(capacity) - 1);
        std::memcpy(buffer, text.data(), n);
        buffer[n] = 0;
    }
    return static_cast<int32_t>(text.size());
}

// Each writes at most `capacity` bytes with a closing zero and returns the full length, or -1.
DAV_EXPORT int32_t dav_version(char* buffer, int32_t capacity) {
    return copy_text(TORCH_VERSION, buffer, capacity);
}
DAV_EXPORT int32_t dav_config(char* buffer, int32_t capacity) {
    try {
        return copy_text(at::show_config(), buffer, capacity);
    } catch (...) {
        return -1;
    }
}
DAV_EXPORT int32_t dav_parallel_info(char* buffer, int32_t capacity) {
    try {
        return copy_text(at::get_parallel_info(), buffer, capacity);
    } catch (...) {
        return -1;
    }
}

// The file that the process bound `sgemm_` to, the symbol every linear layer in float32 ends in.
DAV_EXPORT int32_t dav_blas_library(char* buffer, int32_t capacity) {
    void* symbol = dlsym(RTLD_DEFAULT, "sgemm_");
    if (symbol == nullptr) {
        void* blas = dlopen("libblas.so.3", RTLD_NOLOAD | RTLD_LAZY);
        if (blas != nullptr) symbol = dlsym(blas, "sgemm_");
    }
    Dl_info info;
    if (symbol == nullptr || dladdr(symbol, &info) == 0 || info.dli_fname == nullptr) return -1;
    return copy_text(info.dli_fname, buffer, capacity);
}
