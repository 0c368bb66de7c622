// Errors, lifetime, threads, random generators, devices.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace dav {

std::atomic<int64_t> live_tensors{0};
std::atomic<int64_t> peak_tensors{0};

static thread_local std::string last_error;

dav_status fail(dav_status status, const char* text) noexcept {
    try {
        last_error = text == nullptr ? "" : text;
    } catch (...) {
        last_error.clear();
    }
    return status;
}

}  // namespace dav

using namespace dav;

DAV_EXPORT const char* dav_last_error() { return last_error.c_str(); }

DAV_EXPORT int64_t dav_live_tensors() { return live_tensors.load(std::memory_order_relaxed); }

DAV_EXPORT int64_t dav_peak_tensors() { return peak_tensors.load(std::memory_order_relaxed); }

DAV_EXPORT void dav_tensor_free(at::Tensor* t) {
    if (t == nullptr) return;
    live_tensors.fetch_sub(1, std::memory_order_relaxed);
    delete t;
}

DAV_EXPORT int32_t dav_get_num_threads() { return at::get_num_threads(); }
DAV_EXPORT int32_t dav_get_num_interop_threads() { return at::get_num_interop_threads(); }
DAV_EXPORT dav_status dav_set_num_threads(int32_t count) {
    return guard([&] { at::set_num_threads(count); });
}
DAV_EXPORT dav_status dav_set_num_interop_threads(int32_t count) {
    return guard([&] { at::set_num_interop_threads(count); });
}

DAV_EXPORT int32_t dav_cuda_is_available() { return at::hasCUDA() && at::getNumGPUs() > 0 ? 1 : 0; }
DAV_EXPORT int32_t dav_cuda_device_count() { return at::hasCUDA() ? static_cast<int32_t>(at::getNumGPUs()) : 0; }
DAV_EXPORT dav_status dav_cuda_synchronize(int32_t index) {
    return guard([&] {
        c10::impl::VirtualGuardImpl impl(at::kCUDA);
        const auto target = index < 0 ? impl.getDevice() : at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index));
#if DAV_TORCH_AT_LEAST(2, 6)
        impl.synchronizeDevice(target.index());
#else
        // Work queued on the current and the default stream is what this library starts.
        impl.getStream(target).synchronize();
        impl.getDefaultStream(target).synchronize();
#endif
    });
}

DAV_EXPORT dav_status dav_manual_seed(uint64_t seed) {
    return guard([&] { at::manual_seed(seed); });
}
DAV_EXPORT dav_status dav_cuda_manual_seed(uint64_t seed, int32_t all) {
    return guard([&] {
        if (!at::hasCUDA()) return;
        const auto count = at::getNumGPUs();
        for (int i = 0; i < static_cast<int>(count); ++i) {
            auto generator = at::globalContext().defaultGenerator(at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(i)));
            std::lock_guard<std::mutex> lock(generator.mutex());
            generator.set_current_seed(seed);
            if (!all) break;
        }
    });
}

DAV_EXPORT dav_status dav_generator_new(uint64_t seed, int32_t device_type, int32_t device_index, at::Generator** out) {
    return guard([&] {
        const auto where = device(device_type, device_index);
        if (where.is_cpu()) {
            *out = new at::Generator(at::detail::createCPUGenerator(seed));
        } else {
            auto copy = at::globalContext().defaultGenerator(where).clone();
            copy.set_current_seed(seed);
            *out = new at::Generator(copy);
        }
    });
}
DAV_EXPORT dav_status dav_generator_default(at::Generator** out) {
    return guard([&] { *out = new at::Generator(at::detail::getDefaultCPUGenerator()); });
}
DAV_EXPORT void dav_generator_free(at::Generator* g) { delete g; }
DAV_EXPORT dav_status dav_generator_set_seed(at::Generator* g, uint64_t seed) {
    return guard([&] {
        if (g == nullptr) throw BadArgument("the generator is null");
        std::lock_guard<std::mutex> lock(g->mutex());
        g->set_current_seed(seed);
    });
}
DAV_EXPORT dav_status dav_generator_reseed(at::Generator* g, uint64_t* seed) {
    return guard([&] {
        if (g == nullptr) throw BadArgument("the generator is null");
        std::lock_guard<std::mutex> lock(g->mutex());
        *seed = g->seed();
    });
}
DAV_EXPORT dav_status dav_generator_current_seed(at::Generator* g, uint64_t* seed) {
    return guard([&] {
        if (g == nullptr) throw BadArgument("the generator is null");
        *seed = g->current_seed();
    });
}
DAV_EXPORT dav_status dav_generator_get_state(at::Generator* g, TensorOut out) {
    return guard([&] {
        if (g == nullptr) throw BadArgument("the generator is null");
        std::lock_guard<std::mutex> lock(g->mutex());
        give(out, g->get_state());
    });
}
DAV_EXPORT dav_status dav_generator_set_state(at::Generator* g, TensorIn state) {
    return guard([&] {
        if (g == nullptr) throw BadArgument("the generator is null");
        std::lock_guard<std::mutex> lock(g->mutex());
        g->set_state(in(state));
    });
}
