namespace TorchSharp.Interop;

/// <summary>dav_window of native/src/linalg.cpp, in its order.</summary>
internal enum WindowOp
{
    hann, hamming, blackman, bartlett,
}
