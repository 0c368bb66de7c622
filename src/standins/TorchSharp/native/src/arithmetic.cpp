// Arithmetic with more than two operands or with options.
#include "exact_sums.h"

using namespace dav;

// rounding: 0 none, 1 towards zero, 2 down.
static Optional<StringView> rounding_mode(int32_t rounding) {
    if (rounding == 1) return StringView("trunc");
    if (rounding == 2) return StringView("floor");
    return {};
}

DAV_EXPORT dav_status dav_add(TensorIn a, TensorIn b, const dav_scalar* alpha, TensorOut out) {
    return guard([&] { give(out, at::add(in(a), in(b), scalar(alpha))); });
}
DAV_EXPORT dav_status dav_add_(at::Tensor* a, TensorIn b, const dav_scalar* alpha) {
    return guard([&] { inout(a).add_(in(b), scalar(alpha)); });
}
DAV_EXPORT dav_status dav_div(TensorIn a, TensorIn b, int32_t rounding, TensorOut out) {
    return guard([&] { give(out, at::div(in(a), in(b), rounding_mode(rounding))); });
}
DAV_EXPORT dav_status dav_div_(at::Tensor* a, TensorIn b, int32_t rounding) {
    return guard([&] { inout(a).div_(in(b), rounding_mode(rounding)); });
}
DAV_EXPORT dav_status dav_div_scalar(TensorIn a, const dav_scalar* b, int32_t rounding, TensorOut out) {
    return guard([&] { give(out, at::div(in(a), scalar(b), rounding_mode(rounding))); });
}
DAV_EXPORT dav_status dav_rsub_scalar(TensorIn a, const dav_scalar* b, TensorOut out) {
    return guard([&] { give(out, at::rsub(in(a), scalar(b))); });
}
DAV_EXPORT dav_status dav_pow_scalar_base(const dav_scalar* base, TensorIn exponent, TensorOut out) {
    return guard([&] { give(out, at::pow(scalar(base), in(exponent))); });
}
DAV_EXPORT dav_status dav_addcmul(TensorIn a, TensorIn b, TensorIn c, const dav_scalar* value, TensorOut out) {
    return guard([&] { give(out, at::addcmul(in(a), in(b), in(c), scalar(value))); });
}
DAV_EXPORT dav_status dav_addcmul_(at::Tensor* a, TensorIn b, TensorIn c, const dav_scalar* value) {
    return guard([&] { inout(a).addcmul_(in(b), in(c), scalar(value)); });
}
DAV_EXPORT dav_status dav_addcdiv(TensorIn a, TensorIn b, TensorIn c, const dav_scalar* value, TensorOut out) {
    return guard([&] { give(out, at::addcdiv(in(a), in(b), in(c), scalar(value))); });
}
DAV_EXPORT dav_status dav_addcdiv_(at::Tensor* a, TensorIn b, TensorIn c, const dav_scalar* value) {
    return guard([&] { inout(a).addcdiv_(in(b), in(c), scalar(value)); });
}
DAV_EXPORT dav_status dav_addmm(TensorIn a, TensorIn b, TensorIn c, double beta, double alpha, TensorOut out) {
    return guard([&] {
        const auto run = [&](const at::Tensor& x, const at::Tensor& y, const at::Tensor& z) { return at::addmm(x, y, z, beta, alpha); };
        give(out, added_up(Mixed::rounds, run, in(a), in(b), in(c)));
    });
}
DAV_EXPORT dav_status dav_addmm_(at::Tensor* a, TensorIn b, TensorIn c, double beta, double alpha) {
    return guard([&] { inout(a).addmm_(in(b), in(c), beta, alpha); });
}
DAV_EXPORT dav_status dav_baddbmm(TensorIn a, TensorIn b, TensorIn c, double beta, double alpha, TensorOut out) {
    return guard([&] {
        const auto run = [&](const at::Tensor& x, const at::Tensor& y, const at::Tensor& z) { return at::baddbmm(x, y, z, beta, alpha); };
        give(out, added_up(Mixed::rounds, run, in(a), in(b), in(c)));
    });
}
DAV_EXPORT dav_status dav_lerp(TensorIn a, TensorIn b, TensorIn weight, TensorOut out) {
    return guard([&] { give(out, at::lerp(in(a), in(b), in(weight))); });
}
DAV_EXPORT dav_status dav_lerp_scalar(TensorIn a, TensorIn b, const dav_scalar* weight, TensorOut out) {
    return guard([&] { give(out, at::lerp(in(a), in(b), scalar(weight))); });
}
DAV_EXPORT dav_status dav_lerp_(at::Tensor* a, TensorIn b, TensorIn weight) {
    return guard([&] { inout(a).lerp_(in(b), in(weight)); });
}
DAV_EXPORT dav_status dav_lerp_scalar_(at::Tensor* a, TensorIn b, const dav_scalar* weight) {
    return guard([&] { inout(a).lerp_(in(b), scalar(weight)); });
}
// Absent bounds are numbers of kind none or null tensors.
DAV_EXPORT dav_status dav_clamp(TensorIn a, const dav_scalar* min, const dav_scalar* max, TensorOut out) {
    return guard([&] { give(out, at::clamp(in(a), maybe_scalar(min), maybe_scalar(max))); });
}
DAV_EXPORT dav_status dav_clamp_(at::Tensor* a, const dav_scalar* min, const dav_scalar* max) {
    return guard([&] { at::clamp_(inout(a), maybe_scalar(min), maybe_scalar(max)); });
}
DAV_EXPORT dav_status dav_clamp_tensor(TensorIn a, TensorIn min, TensorIn max, TensorOut out) {
    return guard([&] { give(out, at::clamp(in(a), maybe(min), maybe(max))); });
}
DAV_EXPORT dav_status dav_clamp_tensor_(at::Tensor* a, TensorIn min, TensorIn max) {
    return guard([&] { at::clamp_(inout(a), maybe(min), maybe(max)); });
}
DAV_EXPORT dav_status dav_round_decimals(TensorIn a, int64_t decimals, TensorOut out) {
    return guard([&] { give(out, at::round(in(a), decimals)); });
}
DAV_EXPORT dav_status dav_nan_to_num(TensorIn a, const double* nan, const double* posinf, const double* neginf, TensorOut out) {
    return guard([&] {
        const auto value = [](const double* p) { return p == nullptr ? Optional<double>() : Optional<double>(*p); };
        give(out, at::nan_to_num(in(a), value(nan), value(posinf), value(neginf)));
    });
}
DAV_EXPORT dav_status dav_where(TensorIn condition, TensorIn a, TensorIn b, TensorOut out) {
    return guard([&] { give(out, at::where(in(condition), in(a), in(b))); });
}
DAV_EXPORT dav_status dav_isclose(TensorIn a, TensorIn b, double rtol, double atol, int32_t equal_nan, TensorOut out) {
    return guard([&] { give(out, at::isclose(in(a), in(b), rtol, atol, equal_nan != 0)); });
}
DAV_EXPORT dav_status dav_masked_fill(TensorIn a, TensorIn mask, const dav_scalar* value, TensorOut out) {
    return guard([&] { give(out, at::masked_fill(in(a), in(mask), scalar(value))); });
}
DAV_EXPORT dav_status dav_masked_fill_(at::Tensor* a, TensorIn mask, const dav_scalar* value) {
    return guard([&] { inout(a).masked_fill_(in(mask), scalar(value)); });
}
