// Linear algebra and spectra.
#include "exact_sums.h"

#include <ATen/Version.h>

using namespace dav;

DAV_EXPORT dav_status dav_einsum(const char* equation, const TensorIn* tensors, int32_t count, TensorOut out) {
    return guard([&] {
        if (equation == nullptr) throw BadArgument("the equation is null");
        give(out, at::einsum(equation, list(tensors, count)));
    });
}
DAV_EXPORT dav_status dav_tensordot(TensorIn a, TensorIn b, const int64_t* dims_a, const int64_t* dims_b, int32_t n, TensorOut out) {
    return guard([&] { give(out, at::tensordot(in(a), in(b), ints(dims_a, n), ints(dims_b, n))); });
}

enum dav_solve : int32_t { DAV_LINALG_INV, DAV_LINALG_CHOLESKY, DAV_LINALG_DET, DAV_LINALG_PINV };
DAV_EXPORT dav_status dav_linalg_unary(int32_t what, TensorIn a, TensorOut out) {
    return guard([&] {
        switch (what) {
            case DAV_LINALG_INV: return give(out, at::linalg_inv(in(a)));
            case DAV_LINALG_CHOLESKY: return give(out, at::linalg_cholesky(in(a)));
            case DAV_LINALG_DET: return give(out, at::linalg_det(in(a)));
            case DAV_LINALG_PINV: return give(out, at::linalg_pinv(in(a)));
            default: throw BadArgument("unknown operation " + std::to_string(what));
        }
    });
}
DAV_EXPORT dav_status dav_linalg_solve(TensorIn a, TensorIn b, int32_t left, TensorOut out) {
    return guard([&] { give(out, at::linalg_solve(in(a), in(b), left != 0)); });
}
DAV_EXPORT dav_status dav_linalg_lstsq(TensorIn a, TensorIn b, TensorOut solution, TensorOut residuals, TensorOut rank, TensorOut singular_values) {
    return guard([&] {
        auto r = at::linalg_lstsq(in(a), in(b));
        give(solution, std::get<0>(r));
        give(residuals, std::get<1>(r));
        give(rank, std::get<2>(r));
        give(singular_values, std::get<3>(r));
    });
}

bool dav::adds_up_in_bfloat16(const at::Tensor& a, Mixed mixed) {
    static const bool has_hardware = at::show_config().find("CPU capability usage: AVX512") != std::string::npos;
    if (has_hardware || !a.is_cpu()) return false;
    return a.scalar_type() == at::kBFloat16 || (mixed == Mixed::rounds && a.scalar_type() == at::kFloat && autocast_type(at::kCPU) == at::kBFloat16);
}
static at::OptionalIntArrayRef maybe_ints(const int64_t* values, int32_t n) {
    at::OptionalIntArrayRef result;
    if (n > 0) result = ints(values, n);
    return result;
}
DAV_EXPORT dav_status dav_linalg_vector_norm(TensorIn a, double ord, const int64_t* dims, int32_t n, int32_t keepdim, TensorOut out) {
    return guard([&] { give(out, at::linalg_vector_norm(in(a), ord, maybe_ints(dims, n), keepdim != 0)); });
}
// An order of kind none is the 2-norm of the flattened tensor; over two dimensions an order means a matrix norm.
DAV_EXPORT dav_status dav_linalg_norm(TensorIn a, const dav_scalar* ord, const int64_t* dims, int32_t n, int32_t keepdim, TensorOut out) {
    return guard([&] { give(out, at::linalg_norm(in(a), maybe_scalar(ord), maybe_ints(dims, n), keepdim != 0)); });
}
DAV_EXPORT dav_status dav_linalg_norm_named(TensorIn a, const char* ord, const int64_t* dims, int32_t n, int32_t keepdim, TensorOut out) {
    return guard([&] {
        if (ord == nullptr) throw BadArgument("the order is null");
        give(out, at::linalg_norm(in(a), StringView(ord), maybe_ints(dims, n), keepdim != 0));
    });
}
DAV_EXPORT dav_status dav_linalg_svd(TensorIn a, int32_t full, TensorOut u, TensorOut s, TensorOut vh) {
    return guard([&] {
        auto r = at::linalg_svd(in(a), full != 0);
        give(u, std::get<0>(r));
        give(s, std::get<1>(r));
        give(vh, std::get<2>(r));
    });
}
DAV_EXPORT dav_status dav_linalg_eigh(TensorIn a, TensorOut values, TensorOut vectors) {
    return guard([&] {
        auto r = at::linalg_eigh(in(a));
        give(values, std::get<0>(r));
        give(vectors, std::get<1>(r));
    });
}

enum dav_fft : int32_t { DAV_FFT, DAV_FFT_IFFT, DAV_FFT_RFFT, DAV_FFT_IRFFT };
// n -1 means the length of the dimension; norm is "backward", "forward" or "ortho".
DAV_EXPORT dav_status dav_fft(int32_t what, TensorIn a, int64_t n, int64_t dim, const char* norm, TensorOut out) {
    return guard([&] {
        const auto& t = in(a);
        auto length = Optional<int64_t>();
        if (n >= 0) length = n;
        auto mode = Optional<StringView>();
        if (norm != nullptr) mode = StringView(norm);
        switch (what) {
            case DAV_FFT: return give(out, at::fft_fft(t, length, dim, mode));
            case DAV_FFT_IFFT: return give(out, at::fft_ifft(t, length, dim, mode));
            case DAV_FFT_RFFT: return give(out, at::fft_rfft(t, length, dim, mode));
            case DAV_FFT_IRFFT: return give(out, at::fft_irfft(t, length, dim, mode));
            default: throw BadArgument("unknown transform " + std::to_string(what));
        }
    });
}
DAV_EXPORT dav_status dav_fft_freq(int32_t real, int64_t n, double d, const dav_options* o, TensorOut out) {
    return guard([&] { give(out, real != 0 ? at::fft_rfftfreq(n, d, options(o)) : at::fft_fftfreq(n, d, options(o)), o); });
}

// Padding is done here so that every libtorch behaves alike; pad_mode: reflect, constant, replicate, circular. onesided -1 means as the type asks.
DAV_EXPORT dav_status dav_stft(TensorIn a, int64_t n_fft, int64_t hop, int64_t win, TensorIn window, int32_t center, const char* pad_mode, int32_t normalized,
                               int32_t onesided, int32_t return_complex, TensorOut out) {
    return guard([&] {
        auto t = in(a);
        if (center != 0) {
            const auto pad = n_fft / 2;
            const auto batched = t.dim() >= 2 ? t : t.unsqueeze(0);
            const StringView mode(pad_mode == nullptr ? "reflect" : pad_mode);
            const auto padded = at::pad(batched, {pad, pad}, mode);
            t = t.dim() >= 2 ? padded : padded.squeeze(0);
        }
        auto sided = Optional<bool>();
        if (onesided >= 0) sided = onesided != 0;
        auto hop_length = Optional<int64_t>();
        if (hop >= 0) hop_length = hop;
        auto win_length = Optional<int64_t>();
        if (win >= 0) win_length = win;
        give(out, at::stft(t, n_fft, hop_length, win_length, maybe(window), normalized != 0, sided, Optional<bool>(return_complex != 0)));
    });
}
DAV_EXPORT dav_status dav_istft(TensorIn a, int64_t n_fft, int64_t hop, int64_t win, TensorIn window, int32_t center, int32_t normalized, int32_t onesided,
                                int64_t length, int32_t return_complex, TensorOut out) {
    return guard([&] {
        auto sided = Optional<bool>();
        if (onesided >= 0) sided = onesided != 0;
        auto hop_length = Optional<int64_t>();
        if (hop >= 0) hop_length = hop;
        auto win_length = Optional<int64_t>();
        if (win >= 0) win_length = win;
        auto samples = Optional<int64_t>();
        if (length >= 0) samples = length;
        give(out, at::istft(in(a), n_fft, hop_length, win_length, maybe(window), center != 0, normalized != 0, sided, samples, return_complex != 0));
    });
}

enum dav_window : int32_t { DAV_WINDOW_HANN, DAV_WINDOW_HAMMING, DAV_WINDOW_BLACKMAN, DAV_WINDOW_BARTLETT };
DAV_EXPORT dav_status dav_window(int32_t what, int64_t length, int32_t periodic, const dav_options* o, TensorOut out) {
    return guard([&] {
        switch (what) {
            case DAV_WINDOW_HANN: return give(out, at::hann_window(length, periodic != 0, options(o)), o);
            case DAV_WINDOW_HAMMING: return give(out, at::hamming_window(length, periodic != 0, options(o)), o);
            case DAV_WINDOW_BLACKMAN: return give(out, at::blackman_window(length, periodic != 0, options(o)), o);
            case DAV_WINDOW_BARTLETT: return give(out, at::bartlett_window(length, periodic != 0, options(o)), o);
            default: throw BadArgument("unknown window " + std::to_string(what));
        }
    });
}
