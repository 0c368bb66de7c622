// Views, reorderings, joining and splitting.
#include "shim.h"

using namespace dav;
using at::Tensor;

enum dav_arrange : int32_t {
    DAV_ARRANGE_VIEW, DAV_ARRANGE_RESHAPE, DAV_ARRANGE_PERMUTE, DAV_ARRANGE_EXPAND, DAV_ARRANGE_REPEAT, DAV_ARRANGE_TILE,
    DAV_ARRANGE_FLIP, DAV_ARRANGE_BROADCAST_TO,
};
// Operations whose only other argument is a list of integers.
DAV_EXPORT dav_status dav_arrange(int32_t what, TensorIn a, const int64_t* values, int32_t n, TensorOut out) {
    return guard([&] {
        const auto& t = in(a);
        const auto v = ints(values, n);
        switch (what) {
            case DAV_ARRANGE_VIEW: return give(out, t.view(v));
            case DAV_ARRANGE_RESHAPE: return give(out, t.reshape(v));
            case DAV_ARRANGE_PERMUTE: return give(out, t.permute(v));
            case DAV_ARRANGE_EXPAND: return give(out, t.expand(v));
            case DAV_ARRANGE_REPEAT: return give(out, t.repeat(v));
            case DAV_ARRANGE_TILE: return give(out, t.tile(v));
            case DAV_ARRANGE_FLIP: return give(out, t.flip(v));
            case DAV_ARRANGE_BROADCAST_TO: return give(out, t.broadcast_to(v));
            default: throw BadArgument("unknown arrangement " + std::to_string(what));
        }
    });
}

enum dav_dims : int32_t {
    DAV_DIMS_UNSQUEEZE, DAV_DIMS_SQUEEZE, DAV_DIMS_TRANSPOSE, DAV_DIMS_SELECT, DAV_DIMS_FLATTEN, DAV_DIMS_TRIL, DAV_DIMS_TRIU, DAV_DIMS_DIAG,
    DAV_DIMS_NARROW, DAV_DIMS_DIAGONAL, DAV_DIMS_UNFOLD, DAV_DIMS_DIAG_EMBED, DAV_DIMS_ROT90,
};
// Operations whose other arguments are up to three integers.
DAV_EXPORT dav_status dav_dims(int32_t what, TensorIn a, int64_t x, int64_t y, int64_t z, TensorOut out) {
    return guard([&] {
        const auto& t = in(a);
        switch (what) {
            case DAV_DIMS_UNSQUEEZE: return give(out, t.unsqueeze(x));
            case DAV_DIMS_SQUEEZE: return give(out, t.squeeze(x));
            case DAV_DIMS_TRANSPOSE: return give(out, t.transpose(x, y));
            case DAV_DIMS_SELECT: return give(out, t.select(x, y));
            case DAV_DIMS_FLATTEN: return give(out, t.flatten(x, y));
            case DAV_DIMS_TRIL: return give(out, t.tril(x));
            case DAV_DIMS_TRIU: return give(out, t.triu(x));
            case DAV_DIMS_DIAG: return give(out, t.diag(x));
            case DAV_DIMS_NARROW: return give(out, t.narrow(x, y, z));
            case DAV_DIMS_DIAGONAL: return give(out, t.diagonal(x, y, z));
            case DAV_DIMS_UNFOLD: return give(out, t.unfold(x, y, z));
            case DAV_DIMS_DIAG_EMBED: return give(out, t.diag_embed(x, y, z));
            case DAV_DIMS_ROT90: return give(out, t.rot90(x, {y, z}));
            default: throw BadArgument("unknown arrangement " + std::to_string(what));
        }
    });
}
DAV_EXPORT dav_status dav_squeeze_all(TensorIn a, TensorOut out) {
    return guard([&] { give(out, in(a).squeeze()); });
}
// what: 0 unsqueeze_(x), 1 squeeze_(x), 2 transpose_(x, y), 3 tril_(x), 4 triu_(x)
DAV_EXPORT dav_status dav_dims_in_place(int32_t what, Tensor* a, int64_t x, int64_t y) {
    return guard([&] {
        auto& t = inout(a);
        switch (what) {
            case 0: t.unsqueeze_(x); return;
            case 1: t.squeeze_(x); return;
            case 2: t.transpose_(x, y); return;
            case 3: t.tril_(x); return;
            case 4: t.triu_(x); return;
            default: throw BadArgument("unknown arrangement " + std::to_string(what));
        }
    });
}

DAV_EXPORT dav_status dav_unflatten(TensorIn a, int64_t dim, const int64_t* sizes, int32_t n, TensorOut out) {
    return guard([&] {
        const auto& t = in(a);
        const auto d = c10::maybe_wrap_dim(dim, t.dim());
        const auto parts = ints(sizes, n);
        auto shape = t.sizes().vec();
        shape.erase(shape.begin() + d);
        shape.insert(shape.begin() + d, parts.begin(), parts.end());
        int64_t known = 1;
        for (const auto p : parts) known *= p;
        if (known >= 0 && known != t.size(d))
            throw BadArgument("dimension " + std::to_string(d) + " has " + std::to_string(t.size(d)) + " elements, the parts ask for " + std::to_string(known));
        if (known < 0) {
            const auto free = std::find(parts.begin(), parts.end(), -1) - parts.begin();
            if (-known == 0 || t.size(d) % -known != 0) throw BadArgument("dimension " + std::to_string(d) + " does not divide into the parts");
            shape[static_cast<size_t>(d + free)] = t.size(d) / -known;
        }
        give(out, t.view(shape));
    });
}
DAV_EXPORT dav_status dav_slice(TensorIn a, int64_t dim, int64_t start, int64_t stop, int64_t step, TensorOut out) {
    return guard([&] { give(out, in(a).slice(dim, start, stop, step)); });
}
DAV_EXPORT dav_status dav_as_strided(TensorIn a, const int64_t* sizes, const int64_t* strides, int32_t n, int64_t offset, TensorOut out) {
    return guard([&] { give(out, in(a).as_strided(ints(sizes, n), ints(strides, n), offset)); });
}
DAV_EXPORT dav_status dav_movedim(TensorIn a, const int64_t* from, const int64_t* to, int32_t n, TensorOut out) {
    return guard([&] { give(out, in(a).movedim(ints(from, n), ints(to, n))); });
}
DAV_EXPORT dav_status dav_roll(TensorIn a, const int64_t* shifts, int32_t n, const int64_t* dims, int32_t dim_count, TensorOut out) {
    return guard([&] { give(out, in(a).roll(ints(shifts, n), ints(dims, dim_count))); });
}
DAV_EXPORT dav_status dav_repeat_interleave(TensorIn a, TensorIn repeats, int64_t count, const int64_t* dim, TensorOut out) {
    return guard([&] {
        const auto d = dim == nullptr ? Optional<int64_t>() : Optional<int64_t>(*dim);
        give(out, repeats == nullptr ? at::repeat_interleave(in(a), count, d) : at::repeat_interleave(in(a), *repeats, d));
    });
}

enum dav_join : int32_t { DAV_JOIN_CAT, DAV_JOIN_STACK, DAV_JOIN_HSTACK, DAV_JOIN_VSTACK, DAV_JOIN_DSTACK, DAV_JOIN_BLOCK_DIAG };
DAV_EXPORT dav_status dav_join(int32_t what, const TensorIn* tensors, int32_t count, int64_t dim, TensorOut out) {
    return guard([&] {
        const auto parts = list(tensors, count);
        switch (what) {
            case DAV_JOIN_CAT: return give(out, at::cat(parts, dim));
            case DAV_JOIN_STACK: return give(out, at::stack(parts, dim));
            case DAV_JOIN_HSTACK: return give(out, at::hstack(parts));
            case DAV_JOIN_VSTACK: return give(out, at::vstack(parts));
            case DAV_JOIN_DSTACK: return give(out, at::dstack(parts));
            case DAV_JOIN_BLOCK_DIAG: return give(out, at::block_diag(parts));
            default: throw BadArgument("unknown way to join " + std::to_string(what));
        }
    });
}

enum dav_divide : int32_t { DAV_DIVIDE_SPLIT, DAV_DIVIDE_CHUNK, DAV_DIVIDE_TENSOR_SPLIT };
// Into parts of `size` (split), or into `size` parts (chunk, tensor_split); `capacity` slots are there for the results.
DAV_EXPORT dav_status dav_divide(int32_t what, TensorIn a, int64_t size, int64_t dim, TensorOut out, int32_t capacity, int32_t* count) {
    return guard([&] {
        switch (what) {
            case DAV_DIVIDE_SPLIT: return give_list(out, capacity, count, in(a).split(size, dim));
            case DAV_DIVIDE_CHUNK: return give_list(out, capacity, count, in(a).chunk(size, dim));
            case DAV_DIVIDE_TENSOR_SPLIT: return give_list(out, capacity, count, in(a).tensor_split(size, dim));
            default: throw BadArgument("unknown way to divide " + std::to_string(what));
        }
    });
}
DAV_EXPORT dav_status dav_split_sizes(TensorIn a, const int64_t* sizes, int32_t n, int64_t dim, TensorOut out, int32_t capacity, int32_t* count) {
    return guard([&] { give_list(out, capacity, count, in(a).split_with_sizes(ints(sizes, n), dim)); });
}
DAV_EXPORT dav_status dav_unbind(TensorIn a, int64_t dim, TensorOut out, int32_t capacity, int32_t* count) {
    return guard([&] { give_list(out, capacity, count, in(a).unbind(dim)); });
}
DAV_EXPORT dav_status dav_meshgrid(const TensorIn* tensors, int32_t n, int32_t xy, TensorOut out, int32_t capacity, int32_t* count) {
    return guard([&] { give_list(out, capacity, count, at::meshgrid(list(tensors, n), xy != 0 ? "xy" : "ij")); });
}
DAV_EXPORT dav_status dav_broadcast_tensors(const TensorIn* tensors, int32_t n, TensorOut out, int32_t capacity, int32_t* count) {
    return guard([&] { give_list(out, capacity, count, at::broadcast_tensors(list(tensors, n))); });
}
