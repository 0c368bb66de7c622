// Reductions, scans, orderings and counts.
#include "shim.h"

#include <algorithm>
#include <functional>

using namespace dav;
using at::Tensor;

enum dav_reduce : int32_t {
    DAV_REDUCE_SUM, DAV_REDUCE_MEAN, DAV_REDUCE_AMAX, DAV_REDUCE_AMIN, DAV_REDUCE_LOGSUMEXP, DAV_REDUCE_PROD, DAV_REDUCE_ALL, DAV_REDUCE_ANY,
    DAV_REDUCE_ARGMAX, DAV_REDUCE_ARGMIN, DAV_REDUCE_NANSUM, DAV_REDUCE_NANMEAN, DAV_REDUCE_COUNT_NONZERO,
};

static Tensor over_each(Tensor t, at::IntArrayRef dims, bool keepdim, Tensor (*run)(const Tensor&, int64_t, bool)) {
    std::vector<int64_t> order;
    for (const auto d : dims) order.push_back(d < 0 ? d + t.dim() : d);
    std::sort(order.begin(), order.end(), std::greater<int64_t>());
    for (const auto d : order) t = run(t, d, keepdim);
    return t;
}

// Over the dimensions given, or over all when n is 0.
DAV_EXPORT dav_status dav_reduce(int32_t what, TensorIn a, const int64_t* dims, int32_t n, int32_t keepdim, int32_t type, TensorOut out) {
    return guard([&] {
        const auto& t = in(a);
        const auto d = ints(dims, n);
        const bool keep = keepdim != 0;
        const auto dt = maybe_dtype(type);
        const auto one = [&] {
            if (n != 1) throw BadArgument("this reduction takes exactly one dimension");
            return d[0];
        };
        switch (what) {
            case DAV_REDUCE_SUM: return give(out, n == 0 ? at::sum(t, dt) : at::sum(t, d, keep, dt));
            case DAV_REDUCE_MEAN: return give(out, n == 0 ? at::mean(t, dt) : at::mean(t, d, keep, dt));
            case DAV_REDUCE_AMAX: return give(out, at::amax(t, d, keep));
            case DAV_REDUCE_AMIN: return give(out, at::amin(t, d, keep));
            case DAV_REDUCE_LOGSUMEXP: return give(out, at::logsumexp(t, d, keep));
            case DAV_REDUCE_PROD: return give(out, n == 0 ? at::prod(t, dt) : at::prod(t, one(), keep, dt));
            case DAV_REDUCE_ALL: return give(out, over_each(t, d, keep, [](const Tensor& x, int64_t i, bool k) { return at::all(x, i, k); }));
            case DAV_REDUCE_ANY: return give(out, over_each(t, d, keep, [](const Tensor& x, int64_t i, bool k) { return at::any(x, i, k); }));
            case DAV_REDUCE_ARGMAX: return give(out, at::argmax(t, one(), keep));
            case DAV_REDUCE_ARGMIN: return give(out, at::argmin(t, one(), keep));
            case DAV_REDUCE_NANSUM: return give(out, at::nansum(t, d, keep, dt));
            case DAV_REDUCE_NANMEAN: return give(out, at::nanmean(t, d, keep, dt));
            case DAV_REDUCE_COUNT_NONZERO: return give(out, n == 0 ? at::count_nonzero(t) : at::count_nonzero(t, d));
            default: throw BadArgument("unknown reduction " + std::to_string(what));
        }
    });
}

// what: 0 variance, 1 standard deviation. n 0 means all dimensions.
DAV_EXPORT dav_status dav_spread(int32_t what, TensorIn a, const int64_t* dims, int32_t n, int32_t unbiased, int32_t keepdim, TensorOut out) {
    return guard([&] {
        const auto& t = in(a);
        const auto d = ints(dims, n);
        const bool u = unbiased != 0;
        if (what == 0) give(out, n == 0 ? at::var(t, u) : at::var(t, d, u, keepdim != 0));
        else give(out, n == 0 ? at::std(t, u) : at::std(t, d, u, keepdim != 0));
    });
}

DAV_EXPORT dav_status dav_norm(TensorIn a, double p, const int64_t* dims, int32_t n, int32_t keepdim, TensorOut out) {
    return guard([&] { give(out, n == 0 ? at::norm(in(a), p) : at::norm(in(a), p, ints(dims, n), keepdim != 0)); });
}

enum dav_pair : int32_t { DAV_PAIR_MAX, DAV_PAIR_MIN, DAV_PAIR_MEDIAN, DAV_PAIR_CUMMAX, DAV_PAIR_CUMMIN, DAV_PAIR_MODE };
DAV_EXPORT dav_status dav_reduce_pair(int32_t what, TensorIn a, int64_t dim, int32_t keepdim, TensorOut values, TensorOut indices) {
    return guard([&] {
        const auto& t = in(a);
        const bool keep = keepdim != 0;
        std::tuple<Tensor, Tensor> r;
        switch (what) {
            case DAV_PAIR_MAX: r = at::max(t, dim, keep); break;
            case DAV_PAIR_MIN: r = at::min(t, dim, keep); break;
            case DAV_PAIR_MEDIAN: r = at::median(t, dim, keep); break;
            case DAV_PAIR_CUMMAX: r = at::cummax(t, dim); break;
            case DAV_PAIR_CUMMIN: r = at::cummin(t, dim); break;
            case DAV_PAIR_MODE: r = at::mode(t, dim, keep); break;
            default: throw BadArgument("unknown reduction " + std::to_string(what));
        }
        give(values, std::get<0>(r));
        give(indices, std::get<1>(r));
    });
}

DAV_EXPORT dav_status dav_sort(TensorIn a, int64_t dim, int32_t descending, int32_t stable, TensorOut values, TensorOut indices) {
    return guard([&] {
        auto r = at::sort(in(a), Optional<bool>(stable != 0), dim, descending != 0);
        give(values, std::get<0>(r));
        give(indices, std::get<1>(r));
    });
}
DAV_EXPORT dav_status dav_argsort(TensorIn a, int64_t dim, int32_t descending, TensorOut out) {
    return guard([&] { give(out, at::argsort(in(a), dim, descending != 0)); });
}
DAV_EXPORT dav_status dav_topk(TensorIn a, int64_t k, int64_t dim, int32_t largest, int32_t sorted, TensorOut values, TensorOut indices) {
    return guard([&] {
        auto r = at::topk(in(a), k, dim, largest != 0, sorted != 0);
        give(values, std::get<0>(r));
        give(indices, std::get<1>(r));
    });
}
DAV_EXPORT dav_status dav_kthvalue(TensorIn a, int64_t k, int64_t dim, int32_t keepdim, TensorOut values, TensorOut indices) {
    return guard([&] {
        auto r = at::kthvalue(in(a), k, dim, keepdim != 0);
        give(values, std::get<0>(r));
        give(indices, std::get<1>(r));
    });
}
// dim may be null: then over the flattened tensor. inverse and counts may be null when not wanted.
DAV_EXPORT dav_status dav_unique(TensorIn a, const int64_t* dim, int32_t sorted, TensorOut values, TensorOut inverse, TensorOut counts) {
    return guard([&] {
        auto r = dim == nullptr ? at::_unique2(in(a), sorted != 0, inverse != nullptr, counts != nullptr)
                                : at::unique_dim(in(a), *dim, sorted != 0, inverse != nullptr, counts != nullptr);
        give(values, std::get<0>(r));
        if (inverse != nullptr) give(inverse, std::get<1>(r));
        if (counts != nullptr) give(counts, std::get<2>(r));
    });
}
DAV_EXPORT dav_status dav_cumsum(TensorIn a, int64_t dim, int32_t type, TensorOut out) {
    return guard([&] { give(out, at::cumsum(in(a), dim, maybe_dtype(type))); });
}
DAV_EXPORT dav_status dav_cumprod(TensorIn a, int64_t dim, int32_t type, TensorOut out) {
    return guard([&] { give(out, at::cumprod(in(a), dim, maybe_dtype(type))); });
}
DAV_EXPORT dav_status dav_bincount(TensorIn a, TensorIn weights, int64_t minlength, TensorOut out) {
    return guard([&] { give(out, at::bincount(in(a), maybe(weights), minlength)); });
}
DAV_EXPORT dav_status dav_histc(TensorIn a, int64_t bins, double min, double max, TensorOut out) {
    return guard([&] { give(out, at::histc(in(a), bins, min, max)); });
}
DAV_EXPORT dav_status dav_searchsorted(TensorIn sorted, TensorIn values, int32_t out_int32, int32_t right, TensorOut out) {
    return guard([&] { give(out, at::searchsorted(in(sorted), in(values), out_int32 != 0, right != 0)); });
}
DAV_EXPORT dav_status dav_quantile(TensorIn a, TensorIn q, const int64_t* dim, int32_t keepdim, TensorOut out) {
    return guard([&] { give(out, at::quantile(in(a), in(q), dim == nullptr ? Optional<int64_t>() : Optional<int64_t>(*dim), keepdim != 0)); });
}
