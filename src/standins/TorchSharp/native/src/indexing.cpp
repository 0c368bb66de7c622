// Reading and writing by index.
#include "shim.h"

#include <ATen/TensorIndexing.h>

using namespace dav;
using at::Tensor;

enum dav_index_kind : int32_t {
    DAV_INDEX_NONE = 0, DAV_INDEX_SINGLE = 1, DAV_INDEX_ELLIPSIS = 2, DAV_INDEX_BOOL = 3, DAV_INDEX_TENSOR = 4, DAV_INDEX_SLICE = 5,
};
// One place of an index expression. A missing start, stop or step of a slice is INT64_MIN.
struct dav_index {
    int32_t kind;
    int32_t reserved;
    int64_t start;
    int64_t stop;
    int64_t step;
    TensorIn tensor;
};

static std::vector<at::indexing::TensorIndex> places(const dav_index* index, int32_t n) {
    if (n < 0 || (n > 0 && index == nullptr)) throw BadArgument("the index is null");
    constexpr auto missing = INT64_MIN;
    std::vector<at::indexing::TensorIndex> result;
    result.reserve(static_cast<size_t>(n));
    for (int32_t i = 0; i < n; ++i) {
        const auto& p = index[i];
        switch (p.kind) {
            case DAV_INDEX_NONE: result.emplace_back(at::indexing::None); break;
            case DAV_INDEX_SINGLE: result.emplace_back(p.start); break;
            case DAV_INDEX_ELLIPSIS: result.emplace_back(at::indexing::Ellipsis); break;
            case DAV_INDEX_BOOL: result.emplace_back(p.start != 0); break;
            case DAV_INDEX_TENSOR: result.emplace_back(in(p.tensor)); break;
            case DAV_INDEX_SLICE: {
                const auto step = p.step == missing ? 1 : p.step;
                const auto start = p.start == missing ? (step < 0 ? INT64_MAX : 0) : p.start;
                const auto stop = p.stop == missing ? (step < 0 ? INT64_MIN : INT64_MAX) : p.stop;
                result.emplace_back(at::indexing::Slice(start, stop, step));
                break;
            }
            default: throw BadArgument("unknown kind of index " + std::to_string(p.kind));
        }
    }
    return result;
}

DAV_EXPORT dav_status dav_index_get(TensorIn a, const dav_index* index, int32_t n, TensorOut out) {
    return guard([&] { give(out, in(a).index(places(index, n))); });
}
DAV_EXPORT dav_status dav_index_put_(Tensor* a, const dav_index* index, int32_t n, TensorIn value) {
    return guard([&] { inout(a).index_put_(places(index, n), in(value)); });
}
DAV_EXPORT dav_status dav_index_put_scalar_(Tensor* a, const dav_index* index, int32_t n, const dav_scalar* value) {
    return guard([&] { inout(a).index_put_(places(index, n), scalar(value)); });
}
DAV_EXPORT dav_status dav_index_accumulate_(Tensor* a, const TensorIn* indices, int32_t n, TensorIn value) {
    return guard([&] {
        c10::List<Optional<Tensor>> where;
        for (auto& t : list(indices, n)) where.push_back(t);
        inout(a).index_put_(where, in(value), true);
    });
}

DAV_EXPORT dav_status dav_index_select(TensorIn a, int64_t dim, TensorIn index, TensorOut out) {
    return guard([&] { give(out, at::index_select(in(a), dim, in(index))); });
}
DAV_EXPORT dav_status dav_gather(TensorIn a, int64_t dim, TensorIn index, TensorOut out) {
    return guard([&] { give(out, at::gather(in(a), dim, in(index))); });
}
DAV_EXPORT dav_status dav_take_along_dim(TensorIn a, TensorIn index, const int64_t* dim, TensorOut out) {
    return guard([&] { give(out, dim == nullptr ? at::take_along_dim(in(a), in(index)) : at::take_along_dim(in(a), in(index), *dim)); });
}

enum dav_scatter : int32_t { DAV_SCATTER, DAV_SCATTER_ADD, DAV_SCATTER_INDEX_COPY, DAV_SCATTER_INDEX_ADD };
DAV_EXPORT dav_status dav_scatter(int32_t what, TensorIn a, int64_t dim, TensorIn index, TensorIn source, const dav_scalar* alpha, TensorOut out) {
    return guard([&] {
        switch (what) {
            case DAV_SCATTER: return give(out, at::scatter(in(a), dim, in(index), in(source)));
            case DAV_SCATTER_ADD: return give(out, at::scatter_add(in(a), dim, in(index), in(source)));
            case DAV_SCATTER_INDEX_COPY: return give(out, at::index_copy(in(a), dim, in(index), in(source)));
            case DAV_SCATTER_INDEX_ADD: return give(out, at::index_add(in(a), dim, in(index), in(source), scalar(alpha)));
            default: throw BadArgument("unknown scatter " + std::to_string(what));
        }
    });
}
DAV_EXPORT dav_status dav_scatter_in_place(int32_t what, Tensor* a, int64_t dim, TensorIn index, TensorIn source, const dav_scalar* alpha) {
    return guard([&] {
        auto& t = inout(a);
        switch (what) {
            case DAV_SCATTER: t.scatter_(dim, in(index), in(source)); return;
            case DAV_SCATTER_ADD: t.scatter_add_(dim, in(index), in(source)); return;
            case DAV_SCATTER_INDEX_COPY: t.index_copy_(dim, in(index), in(source)); return;
            case DAV_SCATTER_INDEX_ADD: t.index_add_(dim, in(index), in(source), scalar(alpha)); return;
            default: throw BadArgument("unknown scatter " + std::to_string(what));
        }
    });
}
DAV_EXPORT dav_status dav_index_fill(TensorIn a, int64_t dim, TensorIn index, const dav_scalar* value, TensorOut out) {
    return guard([&] { give(out, at::index_fill(in(a), dim, in(index), scalar(value))); });
}
