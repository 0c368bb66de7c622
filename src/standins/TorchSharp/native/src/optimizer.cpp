// One step of Adam or AdamW over a list of parameters.
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

using namespace dav;
using at::Tensor;

// decoupled 1 is AdamW (decay scales the parameter), 0 is Adam (decay is added to the gradient).
struct dav_adam {
    double learning_rate;
    double beta1;
    double beta2;
    double epsilon;
    double weight_decay;
    int32_t decoupled;
    int32_t maximize;
    int32_t amsgrad;
    int32_t reserved;
};

// Wider instructions are chosen when the library loads; without contraction every choice rounds alike.
__attribute__((target_clones("avx512f", "avx2", "default"))) static void adam_span(float* __restrict p, const float* __restrict g, float* __restrict m,
                                                                                   float* __restrict v, int64_t n, float keep, float decay, float sign,
                                                                                   float b1, float c1, float b2, float c2, float root2, float eps, float step) {
    for (int64_t i = 0; i < n; ++i) {
        const float gi = sign * g[i] + decay * p[i];
        const float mi = b1 * m[i] + c1 * gi;
        const float vi = b2 * v[i] + c2 * gi * gi;
        m[i] = mi;
        v[i] = vi;
        p[i] = keep * p[i] - step * (mi / (std::sqrt(vi) / root2 + eps));
    }
}

static bool fits_loop(const Tensor& t) { return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.is_contiguous(); }

static void fused_step(const Tensor& p, const Tensor& g, const Tensor& m, const Tensor& v, int64_t t, const dav_adam& o) {
    const auto bias1 = 1 - std::pow(o.beta1, static_cast<double>(t)), bias2 = 1 - std::pow(o.beta2, static_cast<double>(t));
    const auto keep = static_cast<float>(o.decoupled != 0 ? 1 - o.learning_rate * o.weight_decay : 1.0);
    const auto decay = static_cast<float>(o.decoupled != 0 ? 0.0 : o.weight_decay);
    const auto sign = o.maximize != 0 ? -1.0f : 1.0f;
    auto *pp = p.data_ptr<float>(), *gg = g.data_ptr<float>(), *mm = m.data_ptr<float>(), *vv = v.data_ptr<float>();
    at::parallel_for(0, p.numel(), 1 << 15, [&](int64_t from, int64_t to) {
        adam_span(pp + from, gg + from, mm + from, vv + from, to - from, keep, decay, sign, static_cast<float>(o.beta1), static_cast<float>(1 - o.beta1),
                  static_cast<float>(o.beta2), static_cast<float>(1 - o.beta2), static_cast<float>(std::sqrt(bias2)), static_cast<float>(o.epsilon),
                  static_cast<float>(o.learning_rate / bias1));
    });
    p.unsafeGetTensorImpl()->bump_version();
}

// Any device and type, one operation over all tensors at a time. `largest`, where not empty, holds the running maxima of AMSGrad.
static void listed_step(std::vector<Tensor>& p, std::vector<Tensor> g, std::vector<Tensor>& m, std::vector<Tensor>& v, std::vector<Tensor>& largest,
                        const std::vector<int64_t>& t, const dav_adam& o) {
    std::vector<at::Scalar> roots, steps;
    for (const auto step : t) {
        roots.emplace_back(std::sqrt(1 - std::pow(o.beta2, static_cast<double>(step))));
        steps.emplace_back(-o.learning_rate / (1 - std::pow(o.beta1, static_cast<double>(step))));
    }
    if (o.maximize != 0) g = at::_foreach_neg(g);
    if (o.decoupled != 0) at::_foreach_mul_(p, at::Scalar(1 - o.learning_rate * o.weight_decay));
    else if (o.weight_decay != 0) g = at::_foreach_add(g, p, o.weight_decay);
    at::_foreach_mul_(m, at::Scalar(o.beta1));
    at::_foreach_add_(m, g, 1 - o.beta1);
    at::_foreach_mul_(v, at::Scalar(o.beta2));
    at::_foreach_addcmul_(v, g, g, at::Scalar(1 - o.beta2));
    for (size_t i = 0; i < largest.size(); ++i) at::maximum_out(largest[i], largest[i], v[i]);
    auto denominators = at::_foreach_sqrt(largest.empty() ? v : largest);
    at::_foreach_div_(denominators, roots);
    at::_foreach_add_(denominators, at::Scalar(o.epsilon));
    at::_foreach_addcdiv_(p, m, denominators, steps);
}

// Parameters without a gradient are left alone, their step count too. `largest` is read with AMSGrad only.
DAV_EXPORT dav_status dav_adam_step(const TensorIn* parameters, const TensorIn* averages, const TensorIn* squares, const TensorIn* largest, int32_t count,
                                    int64_t* steps, const dav_adam* options) {
    return guard([&] {
        if (count < 0 || (count > 0 && (parameters == nullptr || averages == nullptr || squares == nullptr || steps == nullptr)) || options == nullptr ||
            (options->amsgrad != 0 && largest == nullptr))
            throw BadArgument("a list of the optimizer is null");
        at::NoGradGuard no_grad;
        std::vector<Tensor> p, g, m, v, top;
        std::vector<int64_t> t;
        for (int32_t i = 0; i < count; ++i) {
            const auto& parameter = in(parameters[i]);
            const auto& grad = parameter.grad();
            if (!grad.defined()) continue;
            ++steps[i];
            const auto &average = in(averages[i]), &square = in(squares[i]);
            if (options->amsgrad == 0 && fits_loop(parameter) && fits_loop(grad) && fits_loop(average) && fits_loop(square)) {
                if (grad.numel() != parameter.numel() || average.numel() != parameter.numel() || square.numel() != parameter.numel())
                    throw BadArgument("a gradient or an average has another size than its parameter");
                fused_step(parameter, grad, average, square, steps[i], *options);
                continue;
            }
            p.push_back(parameter);
            g.push_back(grad);
            m.push_back(average);
            v.push_back(square);
            if (options->amsgrad != 0) top.push_back(in(largest[i]));
            t.push_back(steps[i]);
        }
        if (!p.empty()) listed_step(p, g, m, v, top, t, *options);
    });
}

// The 2-norm of all gradients together, which are scaled so that it does not exceed `most`. Parameters without a gradient are left out.
DAV_EXPORT dav_status dav_clip_grad_norm(const TensorIn* parameters, int32_t count, double most, double p, double* norm) {
    return guard([&] {
        at::NoGradGuard no_grad;
        std::vector<Tensor> grads, norms;
        for (const auto& parameter : list(parameters, count)) {
            if (!parameter.grad().defined()) continue;
            grads.push_back(parameter.grad());
            norms.push_back(at::norm(parameter.grad().detach(), p).to(at::kFloat));
        }
        *norm = 0;
        if (grads.empty()) return;
        *norm = at::norm(at::stack(norms), p).item<double>();
        const auto scale = most / (*norm + 1e-6);
        if (scale < 1) at::_foreach_mul_(grads, at::Scalar(scale));
    });
}
