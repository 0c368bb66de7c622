// What a tensor is: shape, element type, device, memory, gradient flags; and moving it elsewhere.
#include "shim.h"

using namespace dav;

// These five cannot fail for a valid handle, do not allocate and return at once.
DAV_EXPORT int64_t dav_dim(TensorIn t) { return t == nullptr ? -1 : t->dim(); }
DAV_EXPORT int64_t dav_numel(TensorIn t) { return t == nullptr ? -1 : t->numel(); }
DAV_EXPORT int32_t dav_dtype(TensorIn t) { return t == nullptr ? -1 : static_cast<int32_t>(t->scalar_type()); }
DAV_EXPORT int32_t dav_device_type(TensorIn t) { return t == nullptr ? -1 : static_cast<int32_t>(t->device().type()); }
DAV_EXPORT int32_t dav_device_index(TensorIn t) { return t == nullptr ? -1 : static_cast<int32_t>(t->device().index()); }

// Writes at most `capacity` sizes (strides) and returns the number of dimensions, or -1.
DAV_EXPORT int32_t dav_sizes(TensorIn t, int64_t* buffer, int32_t capacity) {
    if (t == nullptr || buffer == nullptr) return -1;
    const auto sizes = t->sizes();
    for (size_t i = 0; i < sizes.size() && i < static_cast<size_t>(capacity); ++i) buffer[i] = sizes[i];
    return static_cast<int32_t>(sizes.size());
}
DAV_EXPORT int32_t dav_strides(TensorIn t, int64_t* buffer, int32_t capacity) {
    if (t == nullptr || buffer == nullptr) return -1;
    const auto strides = t->strides();
    for (size_t i = 0; i < strides.size() && i < static_cast<size_t>(capacity); ++i) buffer[i] = strides[i];
    return static_cast<int32_t>(strides.size());
}
DAV_EXPORT int64_t dav_element_size(TensorIn t) { return t == nullptr ? -1 : static_cast<int64_t>(t->element_size()); }
DAV_EXPORT int64_t dav_storage_offset(TensorIn t) { return t == nullptr ? -1 : t->storage_offset(); }

enum dav_flag : int32_t {
    DAV_FLAG_CONTIGUOUS, DAV_FLAG_LEAF, DAV_FLAG_REQUIRES_GRAD, DAV_FLAG_CONJUGATE, DAV_FLAG_NEGATIVE, DAV_FLAG_INFERENCE, DAV_FLAG_PINNED,
};
// 1 or 0, -1 for a null tensor or an unknown flag.
DAV_EXPORT int32_t dav_flag(TensorIn t, int32_t what) {
    if (t == nullptr) return -1;
    try {
        switch (what) {
            case DAV_FLAG_CONTIGUOUS: return t->is_contiguous();
            case DAV_FLAG_LEAF: return t->is_leaf();
            case DAV_FLAG_REQUIRES_GRAD: return t->requires_grad();
            case DAV_FLAG_CONJUGATE: return t->is_conj();
            case DAV_FLAG_NEGATIVE: return t->is_neg();
            case DAV_FLAG_INFERENCE: return t->is_inference();
            case DAV_FLAG_PINNED: return t->is_pinned();
            default: return -1;
        }
    } catch (...) {
        return -1;
    }
}

// The address of the first element; null for an empty tensor or one whose memory the CPU cannot read.
DAV_EXPORT void* dav_data_ptr(TensorIn t) {
    try {
        return t == nullptr ? nullptr : t->data_ptr();
    } catch (...) {
        return nullptr;
    }
}

// dtype -1 and device_type -1 keep what the tensor has.
DAV_EXPORT dav_status dav_to(TensorIn t, int32_t type, int32_t device_type, int32_t device_index, int32_t non_blocking, int32_t copy, TensorOut out) {
    return guard([&] {
        const auto& self = in(t);
        const auto where = device_type < 0 ? self.device() : device(device_type, device_index);
        give(out, self.to(where, type < 0 ? self.scalar_type() : dtype(type), non_blocking != 0, copy != 0));
    });
}

DAV_EXPORT dav_status dav_copy_(at::Tensor* t, TensorIn source, int32_t non_blocking) {
    return guard([&] { inout(t).copy_(in(source), non_blocking != 0); });
}

// The value of a one-element tensor.
DAV_EXPORT dav_status dav_item(TensorIn t, dav_scalar* out) {
    return guard([&] {
        const auto value = in(t).item();
        *out = dav_scalar{};
        if (value.isBoolean()) {
            out->kind = DAV_SCALAR_BOOL;
            out->integer = value.toBool();
        } else if (value.isIntegral(false)) {
            out->kind = DAV_SCALAR_INTEGER;
            out->integer = value.toLong();
        } else if (value.isComplex()) {
            out->kind = DAV_SCALAR_COMPLEX;
            out->real = value.toComplexDouble().real();
            out->imaginary = value.toComplexDouble().imag();
        } else {
            out->kind = DAV_SCALAR_REAL;
            out->real = value.toDouble();
        }
    });
}

DAV_EXPORT dav_status dav_requires_grad_(at::Tensor* t, int32_t value) {
    return guard([&] { inout(t).requires_grad_(value != 0); });
}
DAV_EXPORT dav_status dav_retain_grad(at::Tensor* t) {
    return guard([&] { inout(t).retain_grad(); });
}
// Null where no gradient has been accumulated.
DAV_EXPORT dav_status dav_grad(TensorIn t, TensorOut out) {
    return guard([&] {
        const auto& grad = in(t).grad();
        if (grad.defined()) give(out, grad);
        else *out = nullptr;
    });
}
DAV_EXPORT dav_status dav_set_grad(at::Tensor* t, TensorIn grad) {
    return guard([&] { inout(t).mutable_grad() = grad == nullptr ? at::Tensor() : *grad; });
}
DAV_EXPORT dav_status dav_set_data(at::Tensor* t, TensorIn data) {
    return guard([&] { inout(t).set_data(in(data)); });
}
DAV_EXPORT dav_status dav_alias(TensorIn t, TensorOut out) {
    return guard([&] { give(out, in(t)); });
}
DAV_EXPORT dav_status dav_equal(TensorIn a, TensorIn b, int32_t* out) {
    return guard([&] { *out = at::equal(in(a), in(b)); });
}
DAV_EXPORT dav_status dav_allclose(TensorIn a, TensorIn b, double rtol, double atol, int32_t equal_nan, int32_t* out) {
    return guard([&] { *out = at::allclose(in(a), in(b), rtol, atol, equal_nan != 0); });
}
