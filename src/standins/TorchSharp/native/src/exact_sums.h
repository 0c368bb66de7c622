// Sums of products in bfloat16. Without AVX512 oneDNN does none; libtorch 1.13 then adds the products up in bfloat16 itself, which costs a tenth of the value
// of a sum of a thousand, takes thirty times as long as float32 for a linear layer, and knows no transposed convolution. In float32, and rounded once at the
// end, they are what they are elsewhere, and sooner.
#pragma once

#include "shim.h"

namespace dav {

enum class Mixed { leaves_alone, rounds };

// Whether the CPU has no bfloat16 for an operation on `a`, which mixed precision leaves alone, or whose inputs it rounds first.
bool adds_up_in_bfloat16(const at::Tensor& a, Mixed mixed);

inline at::Tensor widened(const at::Tensor& t) {
    return t.scalar_type() == at::kBFloat16 ? t.to(at::kFloat) : t.to(at::kBFloat16).to(at::kFloat);
}
inline Optional<at::Tensor> widened(const Optional<at::Tensor>& t) { return t ? Optional<at::Tensor>(widened(*t)) : t; }

inline bool is_narrow(const at::Tensor& t) { return t.scalar_type() == at::kBFloat16; }
inline bool is_narrow(const Optional<at::Tensor>& t) { return !t || is_narrow(*t); }

// Inputs of different types go as they come: libtorch says what is wrong.
template <class F, class... T>
at::Tensor added_up(Mixed mixed, F&& run, const at::Tensor& a, const T&... others) {
    if (!adds_up_in_bfloat16(a, mixed) || (is_narrow(a) && !(is_narrow(others) && ...))) return run(a, others...);
    const c10::impl::ExcludeDispatchKeyGuard as_it_is(c10::DispatchKey::AutocastCPU);
    return run(widened(a), widened(others)...).to(at::kBFloat16);
}

inline at::Tensor matmul(const at::Tensor& a, const at::Tensor& b) {
    return added_up(Mixed::rounds, [](const at::Tensor& x, const at::Tensor& y) { return at::matmul(x, y); }, a, b);
}
inline at::Tensor mm(const at::Tensor& a, const at::Tensor& b) {
    return added_up(Mixed::rounds, [](const at::Tensor& x, const at::Tensor& y) { return at::mm(x, y); }, a, b);
}
inline at::Tensor bmm(const at::Tensor& a, const at::Tensor& b) {
    return added_up(Mixed::rounds, [](const at::Tensor& x, const at::Tensor& y) { return at::bmm(x, y); }, a, b);
}
inline at::Tensor mv(const at::Tensor& a, const at::Tensor& b) {
    return added_up(Mixed::leaves_alone, [](const at::Tensor& x, const at::Tensor& y) { return at::mv(x, y); }, a, b);
}

}  // namespace dav
