// Operations on one tensor, two tensors, or a tensor and a number, element by element.
// Each family is one exported function and one table; the managed enums list the same names in the same order,
// and dav_*_name lets a test compare the two.
#include "exact_sums.h"

using namespace dav;
using at::Tensor;

#define DAV_UNARY(X)                                                                                                    \
    X(abs) X(acos) X(acosh) X(angle) X(asin) X(asinh) X(atan) X(atanh) X(bitwise_not) X(ceil) X(conj) X(conj_physical)  \
    X(cos) X(cosh) X(deg2rad) X(digamma) X(erf) X(erfc) X(erfinv) X(exp) X(exp2) X(expm1) X(floor) X(frac) X(isfinite)  \
    X(isinf) X(isnan) X(isneginf) X(isposinf) X(isreal) X(lgamma) X(log) X(log10) X(log1p) X(log2) X(logical_not)       \
    X(log_sigmoid) X(neg) X(positive) X(rad2deg) X(reciprocal) X(relu) X(relu6) X(resolve_conj) X(resolve_neg) X(round) \
    X(rsqrt) X(selu) X(sgn) X(sigmoid) X(sign) X(signbit) X(silu) X(sin) X(sinc) X(sinh) X(sqrt) X(square) X(tan)       \
    X(tanh) X(trunc) X(hardsigmoid) X(hardswish) X(mish)                                                                \
    X(all) X(any) X(argmax) X(argmin) X(max) X(mean) X(median) X(min) X(nansum) X(nonzero) X(trace)                     \
    X(alias) X(adjoint) X(clone) X(contiguous) X(detach) X(fliplr) X(flipud) X(imag) X(mH) X(mT) X(ravel) X(real) X(t)  \
    X(view_as_complex) X(view_as_real)

namespace at_ext {
// Members of at::Tensor, and names that at:: spells otherwise.
inline Tensor alias(const Tensor& a) { return a; }
inline Tensor contiguous(const Tensor& a) { return a.contiguous(); }
inline Tensor mH(const Tensor& a) { return a.mH(); }
inline Tensor mT(const Tensor& a) { return a.mT(); }
inline Tensor argmax(const Tensor& a) { return at::argmax(a); }
inline Tensor argmin(const Tensor& a) { return at::argmin(a); }
inline Tensor mean(const Tensor& a) { return at::mean(a); }
inline Tensor nansum(const Tensor& a) { return at::nansum(a); }
inline Tensor clone(const Tensor& a) { return a.clone(); }
using at::abs, at::acos, at::acosh, at::angle, at::asin, at::asinh, at::atan, at::atanh, at::bitwise_not, at::ceil, at::conj, at::conj_physical;
using at::cos, at::cosh, at::deg2rad, at::digamma, at::erf, at::erfc, at::erfinv, at::exp, at::exp2, at::expm1, at::floor, at::frac, at::isfinite;
using at::isinf, at::isnan, at::isneginf, at::isposinf, at::isreal, at::lgamma, at::log, at::log10, at::log1p, at::log2, at::logical_not;
using at::log_sigmoid, at::neg, at::positive, at::rad2deg, at::reciprocal, at::relu, at::relu6, at::resolve_conj, at::resolve_neg, at::round;
using at::rsqrt, at::selu, at::sgn, at::sigmoid, at::sign, at::signbit, at::silu, at::sin, at::sinc, at::sinh, at::sqrt, at::square, at::tan;
using at::tanh, at::trunc, at::hardsigmoid, at::hardswish, at::mish;
using at::all, at::any, at::max, at::median, at::min, at::nonzero, at::trace;
using at::adjoint, at::detach, at::fliplr, at::flipud, at::imag, at::ravel, at::real, at::t, at::view_as_complex, at::view_as_real;
}  // namespace at_ext

#define DAV_UNARY_ENTRY(name) {#name, [](const Tensor& a) -> Tensor { return at_ext::name(a); }},
static const struct { const char* name; Tensor (*run)(const Tensor&); } unary[] = {DAV_UNARY(DAV_UNARY_ENTRY)};

#define DAV_UNARY_IN_PLACE(X)                                                                                             \
    X(abs_) X(acos_) X(asin_) X(atan_) X(bitwise_not_) X(ceil_) X(cos_) X(cosh_) X(erf_) X(erfc_) X(exp_) X(exp2_)        \
    X(expm1_) X(floor_) X(frac_) X(log_) X(log10_) X(log1p_) X(log2_) X(logical_not_) X(neg_) X(reciprocal_) X(relu_)     \
    X(round_) X(rsqrt_) X(sgn_) X(sigmoid_) X(sign_) X(sin_) X(sinh_) X(sqrt_) X(square_) X(tan_) X(tanh_) X(trunc_)      \
    X(zero_) X(detach_) X(t_)
#define DAV_UNARY_IN_PLACE_ENTRY(name) {#name, [](Tensor& a) { a.name(); }},
static const struct { const char* name; void (*run)(Tensor&); } unary_in_place[] = {DAV_UNARY_IN_PLACE(DAV_UNARY_IN_PLACE_ENTRY)};

#define DAV_BINARY(X)                                                                                                  \
    X(add) X(sub) X(mul) X(div) X(pow) X(remainder) X(fmod) X(floor_divide) X(atan2) X(maximum) X(minimum) X(fmax)     \
    X(fmin) X(eq) X(ne) X(lt) X(le) X(gt) X(ge) X(logical_and) X(logical_or) X(logical_xor) X(bitwise_and)             \
    X(bitwise_or) X(bitwise_xor) X(hypot) X(logaddexp) X(logaddexp2) X(copysign) X(xlogy) X(matmul) X(mm) X(bmm) X(mv) \
    X(dot) X(vdot) X(outer) X(inner) X(kron) X(complex) X(polar) X(masked_select) X(take) X(expand_as) X(view_as)      \
    X(heaviside) X(prelu)
namespace at_ext {
inline Tensor expand_as(const Tensor& a, const Tensor& b) { return a.expand_as(b); }
inline Tensor view_as(const Tensor& a, const Tensor& b) { return a.view_as(b); }
inline Tensor add(const Tensor& a, const Tensor& b) { return at::add(a, b); }
inline Tensor sub(const Tensor& a, const Tensor& b) { return at::sub(a, b); }
using at::mul, at::div, at::pow, at::remainder, at::fmod, at::floor_divide, at::atan2, at::maximum, at::minimum, at::fmax;
using at::fmin, at::eq, at::ne, at::lt, at::le, at::gt, at::ge, at::logical_and, at::logical_or, at::logical_xor, at::bitwise_and;
using at::bitwise_or, at::bitwise_xor, at::hypot, at::logaddexp, at::logaddexp2, at::copysign, at::xlogy, dav::matmul, dav::mm, dav::bmm, dav::mv;
using at::dot, at::vdot, at::outer, at::inner, at::kron, at::complex, at::polar, at::masked_select, at::take, at::heaviside, at::prelu;
}  // namespace at_ext
#define DAV_BINARY_ENTRY(name) {#name, [](const Tensor& a, const Tensor& b) -> Tensor { return at_ext::name(a, b); }},
static const struct { const char* name; Tensor (*run)(const Tensor&, const Tensor&); } binary[] = {DAV_BINARY(DAV_BINARY_ENTRY)};

#define DAV_BINARY_IN_PLACE(X)                                                                                          \
    X(add_) X(sub_) X(mul_) X(div_) X(pow_) X(remainder_) X(fmod_) X(floor_divide_) X(atan2_) X(eq_) X(ne_) X(lt_)      \
    X(le_) X(gt_) X(ge_) X(logical_and_) X(logical_or_) X(logical_xor_) X(bitwise_and_) X(bitwise_or_) X(bitwise_xor_)
#define DAV_BINARY_IN_PLACE_ENTRY(name) {#name, [](Tensor& a, const Tensor& b) { a.name(b); }},
static const struct { const char* name; void (*run)(Tensor&, const Tensor&); } binary_in_place[] = {DAV_BINARY_IN_PLACE(DAV_BINARY_IN_PLACE_ENTRY)};

#define DAV_SCALED(X) \
    X(add) X(sub) X(mul) X(div) X(pow) X(remainder) X(fmod) X(floor_divide) X(eq) X(ne) X(lt) X(le) X(gt) X(ge) X(xlogy) X(leaky_relu) X(clamp_min) X(clamp_max)
#define DAV_SCALED_ENTRY(name) {#name, [](const Tensor& a, const at::Scalar& b) -> Tensor { return at::name(a, b); }},
static const struct { const char* name; Tensor (*run)(const Tensor&, const at::Scalar&); } scaled[] = {DAV_SCALED(DAV_SCALED_ENTRY)};

#define DAV_SCALED_IN_PLACE(X) \
    X(add_) X(sub_) X(mul_) X(div_) X(pow_) X(remainder_) X(fmod_) X(floor_divide_) X(eq_) X(ne_) X(lt_) X(le_) X(gt_) X(ge_) X(fill_) X(clamp_min_) X(clamp_max_)
#define DAV_SCALED_IN_PLACE_ENTRY(name) {#name, [](Tensor& a, const at::Scalar& b) { a.name(b); }},
static const struct { const char* name; void (*run)(Tensor&, const at::Scalar&); } scaled_in_place[] = {DAV_SCALED_IN_PLACE(DAV_SCALED_IN_PLACE_ENTRY)};

template <class Table>
static const auto& row(const Table& table, int32_t op) {
    if (op < 0 || op >= static_cast<int32_t>(std::size(table))) throw BadArgument("unknown operation number " + std::to_string(op));
    return table[op];
}

DAV_EXPORT dav_status dav_unary(int32_t op, TensorIn a, TensorOut out) {
    return guard([&] { give(out, row(unary, op).run(in(a))); });
}
DAV_EXPORT dav_status dav_unary_in_place(int32_t op, Tensor* a) {
    return guard([&] { row(unary_in_place, op).run(inout(a)); });
}
DAV_EXPORT dav_status dav_binary(int32_t op, TensorIn a, TensorIn b, TensorOut out) {
    return guard([&] { give(out, row(binary, op).run(in(a), in(b))); });
}
DAV_EXPORT dav_status dav_binary_in_place(int32_t op, Tensor* a, TensorIn b) {
    return guard([&] { row(binary_in_place, op).run(inout(a), in(b)); });
}
DAV_EXPORT dav_status dav_scaled(int32_t op, TensorIn a, const dav_scalar* b, TensorOut out) {
    return guard([&] { give(out, row(scaled, op).run(in(a), scalar(b))); });
}
DAV_EXPORT dav_status dav_scaled_in_place(int32_t op, Tensor* a, const dav_scalar* b) {
    return guard([&] { row(scaled_in_place, op).run(inout(a), scalar(b)); });
}

// The name of entry `op` of a family (0 unary, 1 unary in place, 2 binary, 3 binary in place, 4 scaled, 5 scaled in place), or null.
DAV_EXPORT const char* dav_pointwise_name(int32_t family, int32_t op) {
    const auto name = [op](const auto& table) -> const char* {
        return op < 0 || op >= static_cast<int32_t>(std::size(table)) ? nullptr : table[op].name;
    };
    switch (family) {
        case 0: return name(unary);
        case 1: return name(unary_in_place);
        case 2: return name(binary);
        case 3: return name(binary_in_place);
        case 4: return name(scaled);
        case 5: return name(scaled_in_place);
        default: return nullptr;
    }
}
