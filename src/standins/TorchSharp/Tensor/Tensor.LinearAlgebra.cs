using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) =>
            Result(NativeMethods.dav_tensordot(NativeHandle, b.NativeHandle, dims1, dims2, dims1.Length, out var result), result, this, b);

        public Tensor inverse() => linalg.inv(this);

        public Tensor cholesky(bool upper = false) => upper ? linalg.cholesky(this).mH : linalg.cholesky(this);

        public Tensor det() => linalg.det(this);

        /// <summary>
        /// The short-time Fourier transform: [(B,) T] to [(B,) n_fft/2+1, frames] of complex numbers where <paramref name="return_complex"/> is true,
        /// else with a last dimension of 2; left open, it is complex for a complex signal only.
        /// </summary>
        public Tensor stft(
            long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true, PaddingModes pad_mode = PaddingModes.Reflect,
            bool normalized = false, bool? onesided = null, bool? return_complex = null)
        {
            var status = NativeMethods.dav_stft(
                NativeHandle, n_fft, hop_length, win_length, window?.NativeHandle ?? TensorHandle.None, center ? 1 : 0, nn.functional.NameOf(pad_mode),
                normalized ? 1 : 0, onesided is { } sided ? (sided ? 1 : 0) : -1, return_complex ?? is_complex() ? 1 : 0, out var result);
            return Result(status, result, this, window);
        }

        /// <summary>The waveform whose short-time Fourier transform is nearest to this one; <paramref name="length"/> -1 keeps what the frames cover.</summary>
        public Tensor istft(
            long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true, bool normalized = false,
            bool? onesided = null, long length = -1, bool return_complex = false)
        {
            var status = NativeMethods.dav_istft(
                NativeHandle, n_fft, hop_length, win_length, window?.NativeHandle ?? TensorHandle.None, center ? 1 : 0, normalized ? 1 : 0,
                onesided is { } sided ? (sided ? 1 : 0) : -1, length, return_complex ? 1 : 0, out var result);
            return Result(status, result, this, window);
        }
    }
}
