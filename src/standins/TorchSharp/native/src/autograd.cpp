// Gradients: modes, backward, grad.
#include "shim.h"

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
