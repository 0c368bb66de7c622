namespace TorchSharp.Interop;

/// <summary>dav_fft of native/src/linalg.cpp, in its order.</summary>
internal enum FftOp
{
    fft, ifft, rfft, irfft,
}
