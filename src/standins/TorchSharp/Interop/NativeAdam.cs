using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>dav_adam of native/src/optimizer.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeAdam
{
    internal double LearningRate;
    internal double Beta1;
    internal double Beta2;
    internal double Epsilon;
    internal double WeightDecay;
    internal int Decoupled;
    internal int Maximize;
    internal int Amsgrad;
    private readonly int _reserved;
}
