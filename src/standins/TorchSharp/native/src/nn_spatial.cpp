// Linear layers, convolutions, pooling, padding, resampling, attention.
#include "exact_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace dav;
using at::Tensor;

DAV_EXPORT dav_status dav_linear(TensorIn a, TensorIn weight, TensorIn bias, TensorOut out) {
    return guard([&] {
        const auto run = [](const Tensor& x, const Tensor& w, const Optional<Tensor>& b) { return at::linear(x, w, b); };
        give(out, added_up(Mixed::rounds, run, in(a), in(weight), maybe(bias)));
    });
}
// dims: 1, 2 or 3; stride, padding and dilation have that many entries. padding null with same 1 means "same" padding.
DAV_EXPORT dav_status dav_conv(int32_t dims, TensorIn a, TensorIn weight, TensorIn bias, const int64_t* stride, const int64_t* padding, const int64_t* dilation,
                               int64_t groups, int32_t same, TensorOut out) {
    return guard([&] {
        if (dims < 1 || dims > 3) throw BadArgument("convolutions have 1, 2 or 3 dimensions, not " + std::to_string(dims));
        const auto s = ints(stride, dims);
        const auto d = ints(dilation, dims);
        const auto p = same != 0 ? at::IntArrayRef() : ints(padding, dims);
        const auto run = [&](const Tensor& x, const Tensor& w, const Optional<Tensor>& b) {
            if (same != 0) return dims == 1 ? at::conv1d(x, w, b, s, "same", d, groups) : dims == 2 ? at::conv2d(x, w, b, s, "same", d, groups) : at::conv3d(x, w, b, s, "same", d, groups);
            return dims == 1 ? at::conv1d(x, w, b, s, p, d, groups) : dims == 2 ? at::conv2d(x, w, b, s, p, d, groups) : at::conv3d(x, w, b, s, p, d, groups);
        };
        give(out, added_up(Mixed::rounds, run, in(a), in(weight), maybe(bias)));
    });
}
DAV_EXPORT dav_status dav_conv_transpose(int32_t dims, TensorIn a, TensorIn weight, TensorIn bias, const int64_t* stride, const int64_t* padding,
                                         const int64_t* output_padding, int64_t groups, const int64_t* dilation, TensorOut out) {
    return guard([&] {
        if (dims < 1 || dims > 3) throw BadArgument("convolutions have 1, 2 or 3 dimensions, not " + std::to_string(dims));
        const auto s = ints(stride, dims), p = ints(padding, dims), o = ints(output_padding, dims), d = ints(dilation, dims);
        const auto run = [&](const Tensor& x, const Tensor& w, const Optional<Tensor>& b) {
            return dims == 1 ? at::conv_transpose1d(x, w, b, s, p, o, groups, d) : dims == 2 ? at::conv_transpose2d(x, w, b, s, p, o, groups, d) : at::conv_transpose3d(x, w, b, s, p, o, groups, d);
        };
        give(out, added_up(Mixed::leaves_alone, run, in(a), in(weight), maybe(bias)));
    });
}

// Exactly one of `size` and `scale` has entries. mode: "nearest", "linear", "bilinear", "bicubic", "area", "nearest-exact".
DAV_EXPORT dav_status dav_interpolate(TensorIn a, const int64_t* size, int32_t n, const double* scale, int32_t scale_count, const char* mode, int32_t align_corners,
                                      int32_t antialias, TensorOut out) {
    return guard([&] {
        const auto& t = in(a);
        const std::string m(mode == nullptr ? "nearest" : mode);
        const auto spatial = t.dim() - 2;
        at::OptionalIntArrayRef sizes;
        if (n > 0) sizes = ints(size, n);
        Optional<at::ArrayRef<double>> scales;
        if (scale_count > 0) scales = at::ArrayRef<double>(scale, static_cast<size_t>(scale_count));
        if ((n > 0) == (scale_count > 0)) throw BadArgument("give either a size or a scale factor");
        if (spatial != std::max(n, scale_count)) throw BadArgument("the input has " + std::to_string(spatial) + " spatial dimensions, the size or scale has another number");
        const bool corners = align_corners != 0;
        if (m == "nearest" && spatial == 1) return give(out, at::upsample_nearest1d(t, sizes, scales));
        if (m == "nearest" && spatial == 2) return give(out, at::upsample_nearest2d(t, sizes, scales));
        if (m == "nearest" && spatial == 3) return give(out, at::upsample_nearest3d(t, sizes, scales));
        if (m == "nearest-exact" && spatial == 2) return give(out, at::_upsample_nearest_exact2d(t, sizes, scales));
        if (m == "linear" && spatial == 1) return give(out, at::upsample_linear1d(t, sizes, corners, scales));
        if (m == "bilinear" && spatial == 2 && antialias != 0) return give(out, at::_upsample_bilinear2d_aa(t, sizes, corners, scales));
        if (m == "bilinear" && spatial == 2) return give(out, at::upsample_bilinear2d(t, sizes, corners, scales));
        if (m == "bicubic" && spatial == 2 && antialias != 0) return give(out, at::_upsample_bicubic2d_aa(t, sizes, corners, scales));
        if (m == "bicubic" && spatial == 2) return give(out, at::upsample_bicubic2d(t, sizes, corners, scales));
        if (m == "trilinear" && spatial == 3) return give(out, at::upsample_trilinear3d(t, sizes, corners, scales));
        if (m == "area" && spatial == 2 && n > 0) return give(out, at::adaptive_avg_pool2d(t, ints(size, n)));
        throw BadArgument("interpolation '" + m + "' does not go with " + std::to_string(spatial) + " spatial dimensions");
    });
}

// padding counts from the last dimension: before, after, before, after …; mode: constant, reflect, replicate, circular.
DAV_EXPORT dav_status dav_pad(TensorIn a, const int64_t* padding, int32_t n, const char* mode, double value, TensorOut out) {
    return guard([&] {
        const StringView m(mode == nullptr ? "constant" : mode);
        if (m == "constant") give(out, at::constant_pad_nd(in(a), ints(padding, n), value));
        else give(out, at::pad(in(a), ints(padding, n), m));
    });
}
DAV_EXPORT dav_status dav_unfold(TensorIn a, const int64_t* kernel, const int64_t* dilation, const int64_t* padding, const int64_t* stride, TensorOut out) {
    return guard([&] { give(out, at::im2col(in(a), ints(kernel, 2), ints(dilation, 2), ints(padding, 2), ints(stride, 2))); });
}
DAV_EXPORT dav_status dav_fold(TensorIn a, const int64_t* size, const int64_t* kernel, const int64_t* dilation, const int64_t* padding, const int64_t* stride,
                               TensorOut out) {
    return guard([&] { give(out, at::col2im(in(a), ints(size, 2), ints(kernel, 2), ints(dilation, 2), ints(padding, 2), ints(stride, 2))); });
}
// mode: 0 bilinear, 1 nearest, 2 bicubic; padding: 0 zeros, 1 border, 2 reflection.
DAV_EXPORT dav_status dav_grid_sample(TensorIn a, TensorIn grid, int32_t mode, int32_t padding, int32_t align_corners, TensorOut out) {
    return guard([&] { give(out, at::grid_sampler(in(a), in(grid), mode, padding, align_corners != 0)); });
}
DAV_EXPORT dav_status dav_affine_grid(TensorIn theta, const int64_t* size, int32_t n, int32_t align_corners, TensorOut out) {
    return guard([&] { give(out, at::affine_grid_generator(in(theta), ints(size, n), align_corners != 0)); });
}
DAV_EXPORT dav_status dav_max_pool2d(TensorIn a, const int64_t* kernel, const int64_t* stride, const int64_t* padding, const int64_t* dilation, int32_t ceil_mode,
                                     TensorOut out) {
    return guard([&] { give(out, at::max_pool2d(in(a), ints(kernel, 2), ints(stride, 2), ints(padding, 2), ints(dilation, 2), ceil_mode != 0)); });
}
DAV_EXPORT dav_status dav_avg_pool2d(TensorIn a, const int64_t* kernel, const int64_t* stride, const int64_t* padding, int32_t ceil_mode,
                                     int32_t count_include_pad, const int64_t* divisor, TensorOut out) {
    return guard([&] {
        const auto d = divisor == nullptr ? Optional<int64_t>() : Optional<int64_t>(*divisor);
        give(out, at::avg_pool2d(in(a), ints(kernel, 2), ints(stride, 2), ints(padding, 2), ceil_mode != 0, count_include_pad != 0, d));
    });
}
DAV_EXPORT dav_status dav_adaptive_avg_pool(TensorIn a, const int64_t* size, int32_t dims, TensorOut out) {
    return guard([&] {
        switch (dims) {
            case 1: return give(out, at::adaptive_avg_pool1d(in(a), ints(size, 1)));
            case 2: return give(out, at::adaptive_avg_pool2d(in(a), ints(size, 2)));
            case 3: return give(out, at::adaptive_avg_pool3d(in(a), ints(size, 3)));
            default: throw BadArgument("pooling has 1, 2 or 3 dimensions, not " + std::to_string(dims));
        }
    });
}

// softmax(q kᵀ / sqrt(d) + mask) v over the last two dimensions. A boolean mask keeps where it is true.
DAV_EXPORT dav_status dav_scaled_dot_product_attention(TensorIn query, TensorIn key, TensorIn value, TensorIn mask, double dropout, int32_t causal, TensorOut out) {
    return guard([&] {
        const auto &q = in(query), &k = in(key), &v = in(value);
        if (causal != 0 && mask != nullptr) throw BadArgument("give either a mask or is_casual, not both");
#if DAV_TORCH_AT_LEAST(2, 0)
        give(out, at::scaled_dot_product_attention(q, k, v, maybe(mask), dropout, causal != 0));
#else
        auto scores = dav::matmul(q * (1.0 / std::sqrt(static_cast<double>(q.size(-1)))), k.transpose(-2, -1));
        if (causal != 0) {
            const auto keep = at::ones({q.size(-2), k.size(-2)}, q.options().dtype(at::kBool)).tril();
            scores = scores.masked_fill(keep.logical_not(), -std::numeric_limits<double>::infinity());
        } else if (mask != nullptr) {
            scores = mask->scalar_type() == at::kBool ? scores.masked_fill(mask->logical_not(), -std::numeric_limits<double>::infinity()) : scores + *mask;
        }
        auto weights = at::softmax(scores, -1);
        if (dropout > 0) weights = at::dropout(weights, dropout, true);
        give(out, dav::matmul(weights, v));
#endif
    });
}
