// Activations, normalisation, dropout and losses.
#include "shim.h"

using namespace dav;

// dtype -1 computes in the type of the input.
DAV_EXPORT dav_status dav_softmax(TensorIn a, int64_t dim, int32_t type, int32_t logarithm, TensorOut out) {
    return guard([&] { give(out, logarithm != 0 ? at::log_softmax(in(a), dim, maybe_dtype(type)) : at::softmax(in(a), dim, maybe_dtype(type))); });
}
DAV_EXPORT dav_status dav_gelu(TensorIn a, int32_t tanh, TensorOut out) {
    return guard([&] { give(out, at::gelu(in(a), tanh != 0 ? "tanh" : "none")); });
}
DAV_EXPORT dav_status dav_elu(TensorIn a, double alpha, TensorOut out) {
    return guard([&] { give(out, at::elu(in(a), alpha)); });
}
DAV_EXPORT dav_status dav_softplus(TensorIn a, double beta, double threshold, TensorOut out) {
    return guard([&] { give(out, at::softplus(in(a), beta, threshold)); });
}
DAV_EXPORT dav_status dav_dropout(TensorIn a, double p, int32_t training, int32_t inplace, TensorOut out) {
    return guard([&] {
        if (inplace != 0) {
            auto self = in(a);
            give(out, at::dropout_(self, p, training != 0));
        } else {
            give(out, at::dropout(in(a), p, training != 0));
        }
    });
}
DAV_EXPORT dav_status dav_layer_norm(TensorIn a, const int64_t* shape, int32_t n, TensorIn weight, TensorIn bias, double eps, TensorOut out) {
    return guard([&] { give(out, at::layer_norm(in(a), ints(shape, n), maybe(weight), maybe(bias), eps)); });
}
DAV_EXPORT dav_status dav_group_norm(TensorIn a, int64_t groups, TensorIn weight, TensorIn bias, double eps, TensorOut out) {
    return guard([&] { give(out, at::group_norm(in(a), groups, maybe(weight), maybe(bias), eps)); });
}
// In training the running statistics, where given, are updated in place.
DAV_EXPORT dav_status dav_batch_norm(TensorIn a, TensorIn weight, TensorIn bias, TensorIn running_mean, TensorIn running_var, int32_t training, double momentum,
                                     double eps, TensorOut out) {
    return guard([&] {
        give(out, at::batch_norm(in(a), maybe(weight), maybe(bias), maybe(running_mean), maybe(running_var), training != 0, momentum, eps, false));
    });
}
DAV_EXPORT dav_status dav_normalize(TensorIn a, double p, int64_t dim, double eps, TensorOut out) {
    return guard([&] {
        const auto& t = in(a);
        give(out, t / at::norm(t, p, {dim}, true).clamp_min(eps).expand_as(t));
    });
}
DAV_EXPORT dav_status dav_one_hot(TensorIn a, int64_t classes, TensorOut out) {
    return guard([&] { give(out, at::one_hot(in(a), classes)); });
}
DAV_EXPORT dav_status dav_embedding(TensorIn weight, TensorIn indices, int64_t padding_idx, TensorOut out) {
    return guard([&] { give(out, at::embedding(in(weight), in(indices), padding_idx)); });
}

// reduction: 0 none, 1 mean, 2 sum, as in libtorch.
DAV_EXPORT dav_status dav_mse_loss(TensorIn a, TensorIn target, int32_t reduction, TensorOut out) {
    return guard([&] { give(out, at::mse_loss(in(a), in(target), reduction)); });
}
DAV_EXPORT dav_status dav_l1_loss(TensorIn a, TensorIn target, int32_t reduction, TensorOut out) {
    return guard([&] { give(out, at::l1_loss(in(a), in(target), reduction)); });
}
DAV_EXPORT dav_status dav_smooth_l1_loss(TensorIn a, TensorIn target, int32_t reduction, double beta, TensorOut out) {
    return guard([&] { give(out, at::smooth_l1_loss(in(a), in(target), reduction, beta)); });
}
// Targets are class numbers, or class probabilities in the shape of the input.
DAV_EXPORT dav_status dav_cross_entropy(TensorIn a, TensorIn target, TensorIn weight, int32_t reduction, int64_t ignore_index, double smoothing, TensorOut out) {
    return guard([&] { give(out, at::cross_entropy_loss(in(a), in(target), maybe(weight), reduction, ignore_index, smoothing)); });
}
DAV_EXPORT dav_status dav_nll_loss(TensorIn a, TensorIn target, TensorIn weight, int32_t reduction, int64_t ignore_index, TensorOut out) {
    return guard([&] { give(out, at::nll_loss_nd(in(a), in(target), maybe(weight), reduction, ignore_index)); });
}
DAV_EXPORT dav_status dav_bce(TensorIn a, TensorIn target, TensorIn weight, TensorIn pos_weight, int32_t reduction, int32_t with_logits, TensorOut out) {
    return guard([&] {
        give(out, with_logits != 0 ? at::binary_cross_entropy_with_logits(in(a), in(target), maybe(weight), maybe(pos_weight), reduction)
                                   : at::binary_cross_entropy(in(a), in(target), maybe(weight), reduction));
    });
}
DAV_EXPORT dav_status dav_kl_div(TensorIn a, TensorIn target, int32_t reduction, int32_t log_target, TensorOut out) {
    return guard([&] { give(out, at::kl_div(in(a), in(target), reduction, log_target != 0)); });
}
