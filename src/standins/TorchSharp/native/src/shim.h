// The conventions every exported function follows.
//
// A tensor crosses the boundary as a pointer to an at::Tensor that the receiver owns and returns with dav_tensor_free.
// A function returns 0 on success, else a code of dav_status; dav_last_error then holds the message of the calling thread.
// On failure every out-parameter is left null or untouched. No C++ exception leaves a function.
#pragma once

#include <ATen/ATen.h>
#include <torch/version.h>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#define DAV_EXPORT extern "C" __attribute__((visibility("default")))

// True when the libtorch built against is at least MAJOR.MINOR.
#define DAV_TORCH_AT_LEAST(major, minor) (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

using TensorIn = const at::Tensor*;
using TensorOut = at::Tensor**;

enum dav_status : int32_t {
    DAV_OK = 0,
    DAV_TORCH_ERROR = 1,
    DAV_OUT_OF_MEMORY = 2,
    DAV_BAD_ARGUMENT = 3,
};

enum dav_scalar_kind : int32_t {
    DAV_SCALAR_NONE = 0,
    DAV_SCALAR_BOOL = 1,
    DAV_SCALAR_INTEGER = 2,
    DAV_SCALAR_REAL = 3,
    DAV_SCALAR_COMPLEX = 4,
};

// A number of any kind. `integer` carries booleans and integers, `real` and `imaginary` the rest.
struct dav_scalar {
    int32_t kind;
    int32_t reserved;
    int64_t integer;
    double real;
    double imaginary;
};

// dtype -1 means "as the operation chooses"; device_type -1 means the CPU; device_index -1 means the current one.
struct dav_options {
    int32_t dtype;
    int32_t device_type;
    int32_t device_index;
    int32_t requires_grad;
};

namespace dav {

#if DAV_TORCH_AT_LEAST(2, 4)
template <class T>
using Optional = std::optional<T>;
#else
template <class T>
using Optional = c10::optional<T>;
#endif

#if DAV_TORCH_AT_LEAST(2, 7)
using StringView = std::string_view;
#else
using StringView = c10::string_view;
#endif

struct BadArgument : std::exception {
    std::string text;
    explicit BadArgument(std::string t) : text(std::move(t)) {}
    const char* what() const noexcept override { return text.c_str(); }
};

extern std::atomic<int64_t> live_tensors;
extern std::atomic<int64_t> peak_tensors;

dav_status fail(dav_status status, const char* text) noexcept;

// The number type of mixed precision on this thread, or none outside of it.
Optional<at::ScalarType> autocast_type(at::DeviceType device);

template <class F>
dav_status guard(F&& body) noexcept {
    try {
        body();
        return DAV_OK;
    } catch (const BadArgument& e) {
        return fail(DAV_BAD_ARGUMENT, e.what());
    } catch (const std::bad_alloc&) {
        return fail(DAV_OUT_OF_MEMORY, "out of memory");
    } catch (const c10::Error& e) {
        const char* text = e.what_without_backtrace();
        return fail(std::string(text).find("not enough memory") != std::string::npos ? DAV_OUT_OF_MEMORY : DAV_TORCH_ERROR, text);
    } catch (const std::exception& e) {
        return fail(DAV_TORCH_ERROR, e.what());
    } catch (...) {
        return fail(DAV_TORCH_ERROR, "an exception of unknown type");
    }
}

inline const at::Tensor& in(TensorIn t) {
    if (t == nullptr) throw BadArgument("a tensor argument is null");
    return *t;
}

// Absent tensors are null pointers.
inline Optional<at::Tensor> maybe(TensorIn t) { return t == nullptr ? Optional<at::Tensor>() : Optional<at::Tensor>(*t); }

inline at::Tensor& inout(at::Tensor* t) {
    if (t == nullptr) throw BadArgument("a tensor argument is null");
    return *t;
}

inline void give(TensorOut out, at::Tensor result) {
    if (out == nullptr) throw BadArgument("the result pointer is null");
    *out = new at::Tensor(std::move(result));
    const auto live = live_tensors.fetch_add(1, std::memory_order_relaxed) + 1;
    if (live > peak_tensors.load(std::memory_order_relaxed)) peak_tensors.store(live, std::memory_order_relaxed);
}

inline at::IntArrayRef ints(const int64_t* values, int32_t count) {
    if (count < 0 || (count > 0 && values == nullptr)) throw BadArgument("a list of integers is null or has a negative length");
    return at::IntArrayRef(values, static_cast<size_t>(count));
}

inline at::Scalar scalar(const dav_scalar* s) {
    if (s == nullptr) throw BadArgument("a number argument is null");
    switch (s->kind) {
        case DAV_SCALAR_BOOL: return at::Scalar(s->integer != 0);
        case DAV_SCALAR_INTEGER: return at::Scalar(s->integer);
        case DAV_SCALAR_REAL: return at::Scalar(s->real);
        case DAV_SCALAR_COMPLEX: return at::Scalar(c10::complex<double>(s->real, s->imaginary));
        default: throw BadArgument("a number argument has no kind");
    }
}

inline Optional<at::Scalar> maybe_scalar(const dav_scalar* s) {
    return s == nullptr || s->kind == DAV_SCALAR_NONE ? Optional<at::Scalar>() : Optional<at::Scalar>(scalar(s));
}

inline at::ScalarType dtype(int32_t code) {
    if (code < 0 || code > 15) throw BadArgument("the element type " + std::to_string(code) + " is unknown");
    return static_cast<at::ScalarType>(code);
}

inline Optional<at::ScalarType> maybe_dtype(int32_t code) {
    return code < 0 ? Optional<at::ScalarType>() : Optional<at::ScalarType>(dtype(code));
}

inline at::Device device(int32_t type, int32_t index) {
    if (type < 0) return at::Device(at::kCPU);
    return at::Device(static_cast<at::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

// requires_grad is applied to the result, not here: at:: factories refuse it.
inline at::TensorOptions options(const dav_options* o) {
    if (o == nullptr) throw BadArgument("the tensor options are null");
    auto result = at::TensorOptions().device(device(o->device_type, o->device_index));
    return o->dtype < 0 ? result : result.dtype(dtype(o->dtype));
}

inline void give(TensorOut out, at::Tensor result, const dav_options* o) {
    if (o != nullptr && o->requires_grad != 0) result.requires_grad_(true);
    give(out, std::move(result));
}

inline std::vector<at::Tensor> list(const TensorIn* tensors, int32_t count) {
    if (count < 0 || (count > 0 && tensors == nullptr)) throw BadArgument("a list of tensors is null or has a negative length");
    std::vector<at::Tensor> result;
    result.reserve(static_cast<size_t>(count));
    for (int32_t i = 0; i < count; ++i) result.push_back(in(tensors[i]));
    return result;
}

// Writes `results` to a caller's array of `capacity` slots and their number to `count`.
inline void give_list(at::Tensor** out, int32_t capacity, int32_t* count, const std::vector<at::Tensor>& results) {
    if (count == nullptr || static_cast<int64_t>(results.size()) > capacity) throw BadArgument("the list of results is longer than its room");
    *count = static_cast<int32_t>(results.size());
    for (size_t i = 0; i < results.size(); ++i) give(&out[i], results[i]);
}

}  // namespace dav
