using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Fourier transforms over one dimension. n -1 means its length.</summary>
    public static class fft
    {
        /// <summary>The transform itself; the name avoids that of the class around it.</summary>
        public static Tensor fft_(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) => Transform(FftOp.fft, input, n, dim, norm);

        public static Tensor ifft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) => Transform(FftOp.ifft, input, n, dim, norm);

        public static Tensor rfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) => Transform(FftOp.rfft, input, n, dim, norm);

        public static Tensor irfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) => Transform(FftOp.irfft, input, n, dim, norm);

        public static Tensor fftfreq(long n, double d = 1.0, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Frequencies(0, n, d, dtype, device, requires_grad);

        public static Tensor rfftfreq(long n, double d = 1.0, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Frequencies(1, n, d, dtype, device, requires_grad);

        private static Tensor Transform(FftOp op, Tensor input, long n, long dim, FFTNormType norm)
        {
            var name = norm switch { FFTNormType.Forward => "forward", FFTNormType.Ortho => "ortho", _ => "backward" };
            Check(NativeMethods.dav_fft((int)op, input.NativeHandle, n, dim, name, out var result), input, operation: op.ToString());
            return new Tensor(result);
        }

        private static Tensor Frequencies(int real, long n, double d, ScalarType? dtype, Device? device, bool requires_grad)
        {
            var options = new NativeOptions(dtype ?? _defaultDtype, InitializeDevice(device), requires_grad);
            Check(NativeMethods.dav_fft_freq(real, n, d, in options, out var result), operation: "fftfreq");
            return new Tensor(result);
        }
    }

    public static Tensor stft(
        Tensor input, long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true,
        PaddingModes pad_mode = PaddingModes.Reflect, bool normalized = false, bool? onesided = null, bool? return_complex = null) =>
        input.stft(n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex);

    public static Tensor istft(
        Tensor input, long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true, bool normalized = false,
        bool? onesided = null, long length = -1, bool return_complex = false) =>
        input.istft(n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex);

    public static Tensor hann_window(long len, bool periodic = true, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Window(WindowOp.hann, len, periodic, dtype, device, requires_grad);

    public static Tensor hamming_window(
        long len, bool periodic = true, float alpha = 0.54f, float beta = 0.46f, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        if (alpha == 0.54f && beta == 0.46f) return Window(WindowOp.hamming, len, periodic, dtype, device, requires_grad);
        throw new NotSupportedException("hamming_window takes its usual alpha 0.54 and beta 0.46 only");
    }

    public static Tensor blackman_window(long len, bool periodic = true, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Window(WindowOp.blackman, len, periodic, dtype, device, requires_grad);

    public static Tensor bartlett_window(long len, bool periodic = true, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Window(WindowOp.bartlett, len, periodic, dtype, device, requires_grad);

    private static Tensor Window(WindowOp op, long len, bool periodic, ScalarType? dtype, Device? device, bool requires_grad)
    {
        var options = new NativeOptions(dtype ?? _defaultDtype, InitializeDevice(device), requires_grad);
        Check(NativeMethods.dav_window((int)op, len, periodic ? 1 : 0, in options, out var result), operation: $"{op}_window");
        return new Tensor(result);
    }
}
