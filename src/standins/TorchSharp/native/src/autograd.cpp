// Gradients: modes, backward, grad.
#include "shim.h"

#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace dav;

DAV_EXPORT int32_t dav_grad_enabled() { return at::GradMode::is_enabled() ? 1 : 0; }
DAV_EXPORT void dav_set_grad_enabled(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }
DAV_EXPORT int32_t dav_inference_mode_enabled() { return c10::InferenceMode::is_enabled() ? 1 : 0; }

// A guard belongs to the thread that made it; guards are freed in the opposite order, on that thread.
DAV_EXPORT dav_status dav_inference_guard_new(int32_t enabled, c10::InferenceMode** out) {
    return guard([&] { *out = new c10::InferenceMode(enabled != 0); });
}
DAV_EXPORT void dav_inference_guard_free(c10::InferenceMode* g) { delete g; }

namespace {
#if DAV_TORCH_AT_LEAST(2, 4)
bool autocast_enabled(at::DeviceType device) { return at::autocast::is_autocast_enabled(device); }
at::ScalarType autocast_dtype(at::DeviceType device) { return at::autocast::get_autocast_dtype(device); }
void autocast_set(at::DeviceType device, bool enabled, at::ScalarType type) {
    at::autocast::set_autocast_enabled(device, enabled);
    at::autocast::set_autocast_dtype(device, type);
}
#else
bool autocast_enabled(at::DeviceType device) { return device == at::kCUDA ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled(); }
at::ScalarType autocast_dtype(at::DeviceType device) { return device == at::kCUDA ? at::autocast::get_autocast_gpu_dtype() : at::autocast::get_autocast_cpu_dtype(); }
void autocast_set(at::DeviceType device, bool enabled, at::ScalarType type) {
    if (device == at::kCUDA) {
        at::autocast::set_enabled(enabled);
        at::autocast::set_autocast_gpu_dtype(type);
    } else {
        at::autocast::set_cpu_enabled(enabled);
        at::autocast::set_autocast_cpu_dtype(type);
    }
}
#endif
}  // namespace

Optional<at::ScalarType> dav::autocast_type(at::DeviceType device) {
    return autocast_enabled(device) ? Optional<at::ScalarType>(autocast_dtype(device)) : Optional<at::ScalarType>();
}

// Mixed precision on this thread; enter and leave come in pairs. Casts of weights are kept until the outermost one is left.
DAV_EXPORT dav_status dav_autocast_enter(int32_t device_type, int32_t dtype, int32_t* was_enabled) {
    return guard([&] {
        auto on = device(device_type, -1).type();
        *was_enabled = autocast_enabled(on) ? 1 : 0;
        autocast_set(on, true, static_cast<at::ScalarType>(dtype));
        at::autocast::increment_nesting();
    });
}
DAV_EXPORT dav_status dav_autocast_leave(int32_t device_type, int32_t dtype, int32_t was_enabled) {
    return guard([&] {
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        autocast_set(device(device_type, -1).type(), was_enabled != 0, static_cast<at::ScalarType>(dtype));
    });
}

DAV_EXPORT dav_status dav_backward(const TensorIn* tensors, int32_t n, const TensorIn* grads, int32_t grad_count, int32_t retain_graph, int32_t create_graph,
                                   const TensorIn* inputs, int32_t input_count) {
    return guard([&] {
        torch::autograd::backward(list(tensors, n), list(grads, grad_count), Optional<bool>(retain_graph != 0), create_graph != 0, list(inputs, input_count));
    });
}

// An input that the outputs do not depend on gives null, where allow_unused says that it may.
DAV_EXPORT dav_status dav_autograd_grad(const TensorIn* outputs, int32_t n, const TensorIn* inputs, int32_t input_count, const TensorIn* grads, int32_t grad_count,
                                        int32_t retain_graph, int32_t create_graph, int32_t allow_unused, TensorOut out) {
    return guard([&] {
        auto result = torch::autograd::grad(list(outputs, n), list(inputs, input_count), list(grads, grad_count), Optional<bool>(retain_graph != 0),
                                            create_graph != 0, allow_unused != 0);
        for (int32_t i = 0; i < input_count; ++i) {
            if (result[static_cast<size_t>(i)].defined()) give(&out[i], result[static_cast<size_t>(i)]);
            else out[i] = nullptr;
        }
    });
}
