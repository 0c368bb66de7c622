// Tensors from nothing, from memory and from random numbers.
#include "shim.h"

#include <cstring>

using namespace dav;

DAV_EXPORT dav_status dav_empty(const int64_t* sizes, int32_t n, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::empty(ints(sizes, n), options(o)), o); });
}
DAV_EXPORT dav_status dav_empty_strided(const int64_t* sizes, const int64_t* strides, int32_t n, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::empty_strided(ints(sizes, n), ints(strides, n), options(o)), o); });
}
DAV_EXPORT dav_status dav_zeros(const int64_t* sizes, int32_t n, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::zeros(ints(sizes, n), options(o)), o); });
}
DAV_EXPORT dav_status dav_ones(const int64_t* sizes, int32_t n, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::ones(ints(sizes, n), options(o)), o); });
}
DAV_EXPORT dav_status dav_full(const int64_t* sizes, int32_t n, const dav_scalar* value, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::full(ints(sizes, n), scalar(value), options(o)), o); });
}
DAV_EXPORT dav_status dav_arange(const dav_scalar* start, const dav_scalar* stop, const dav_scalar* step, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::arange(scalar(start), scalar(stop), scalar(step), options(o)), o); });
}
DAV_EXPORT dav_status dav_linspace(double start, double stop, int64_t steps, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::linspace(start, stop, steps, options(o)), o); });
}
DAV_EXPORT dav_status dav_eye(int64_t rows, int64_t columns, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::eye(rows, columns, options(o)), o); });
}

// The result owns a copy of `bytes` bytes at `data`, of element type `source` and the shape given.
DAV_EXPORT dav_status dav_from_memory(const void* data, int64_t bytes, int32_t source, const int64_t* sizes, int32_t n, const dav_options* o, TensorOut out) {
    return guard([&] {
        auto result = at::empty(ints(sizes, n), at::TensorOptions().dtype(dtype(source)));
        if (static_cast<int64_t>(result.nbytes()) != bytes)
            throw BadArgument("the array holds " + std::to_string(bytes) + " bytes, the shape needs " + std::to_string(result.nbytes()));
        if (bytes > 0) {
            if (data == nullptr) throw BadArgument("the array is null");
            std::memcpy(result.data_ptr(), data, static_cast<size_t>(bytes));
        }
        const auto target = options(o);
        give(out, result.to(target.device(), o->dtype < 0 ? result.scalar_type() : dtype(o->dtype)), o);
    });
}

// The result shares the memory at `data` and calls `release(context)` when the last tensor on it is gone.
DAV_EXPORT dav_status dav_from_shared_memory(void* data, int32_t source, const int64_t* sizes, int32_t n, void (*release)(void*), void* context, TensorOut out) {
    return guard([&] {
        if (release == nullptr) throw BadArgument("the release function is null");
        give(out, at::from_blob(data, ints(sizes, n), [release, context](void*) { release(context); }, at::TensorOptions().dtype(dtype(source))));
    });
}

static Optional<at::Generator> maybe_generator(at::Generator* g) {
    return g == nullptr ? Optional<at::Generator>() : Optional<at::Generator>(*g);
}

DAV_EXPORT dav_status dav_rand(const int64_t* sizes, int32_t n, at::Generator* g, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::rand(ints(sizes, n), maybe_generator(g), options(o)), o); });
}
DAV_EXPORT dav_status dav_randn(const int64_t* sizes, int32_t n, at::Generator* g, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::randn(ints(sizes, n), maybe_generator(g), options(o)), o); });
}
DAV_EXPORT dav_status dav_randint(int64_t low, int64_t high, const int64_t* sizes, int32_t n, at::Generator* g, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::randint(low, high, ints(sizes, n), maybe_generator(g), options(o)), o); });
}
DAV_EXPORT dav_status dav_randperm(int64_t n, at::Generator* g, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, at::randperm(n, maybe_generator(g), options(o)), o); });
}

// The result has the shape of `like`; dtype and device are its own where the options leave them open (device_type -1).
enum dav_like : int32_t { DAV_LIKE_EMPTY, DAV_LIKE_ZEROS, DAV_LIKE_ONES, DAV_LIKE_RAND, DAV_LIKE_RANDN };
DAV_EXPORT dav_status dav_like(int32_t what, TensorIn like, const dav_options* o, TensorOut out) {
    return guard([&] {
        const auto& t = in(like);
        auto opts = t.options();
        if (o->dtype >= 0) opts = opts.dtype(dtype(o->dtype));
        if (o->device_type >= 0) opts = opts.device(device(o->device_type, o->device_index));
        switch (what) {
            case DAV_LIKE_EMPTY: return give(out, at::empty_like(t, opts), o);
            case DAV_LIKE_ZEROS: return give(out, at::zeros_like(t, opts), o);
            case DAV_LIKE_ONES: return give(out, at::ones_like(t, opts), o);
            case DAV_LIKE_RAND: return give(out, at::rand_like(t, opts), o);
            case DAV_LIKE_RANDN: return give(out, at::randn_like(t, opts), o);
            default: throw BadArgument("unknown factory " + std::to_string(what));
        }
    });
}

enum dav_fill : int32_t { DAV_FILL_NORMAL, DAV_FILL_UNIFORM, DAV_FILL_BERNOULLI, DAV_FILL_EXPONENTIAL, DAV_FILL_RANDOM };
// Fills in place: normal (mean, std), uniform [a, b), Bernoulli (p, -), exponential (lambda, -), random integers [a, b).
DAV_EXPORT dav_status dav_fill_random(int32_t what, at::Tensor* t, double a, double b, at::Generator* g) {
    return guard([&] {
        auto& self = inout(t);
        const auto generator = maybe_generator(g);
        switch (what) {
            case DAV_FILL_NORMAL: self.normal_(a, b, generator); return;
            case DAV_FILL_UNIFORM: self.uniform_(a, b, generator); return;
            case DAV_FILL_BERNOULLI: self.bernoulli_(a, generator); return;
            case DAV_FILL_EXPONENTIAL: self.exponential_(a, generator); return;
            case DAV_FILL_RANDOM: self.random_(static_cast<int64_t>(a), static_cast<int64_t>(b), generator); return;
            default: throw BadArgument("unknown distribution " + std::to_string(what));
        }
    });
}
DAV_EXPORT dav_status dav_bernoulli(TensorIn p, at::Generator* g, TensorOut out) {
    return guard([&] { give(out, at::bernoulli(in(p), maybe_generator(g))); });
}
DAV_EXPORT dav_status dav_multinomial(TensorIn p, int64_t samples, int32_t replacement, at::Generator* g, TensorOut out) {
    return guard([&] { give(out, at::multinomial(in(p), samples, replacement != 0, maybe_generator(g))); });
}
