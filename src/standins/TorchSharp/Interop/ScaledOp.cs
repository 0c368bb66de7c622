namespace TorchSharp.Interop;

/// <summary>The rows of table DAV_SCALED in native/src/pointwise.cpp, in its order.</summary>
internal enum ScaledOp
{
    add, sub, mul, div, pow, remainder, fmod, floor_divide, eq, ne, lt, le, gt, ge, xlogy, leaky_relu, clamp_min, clamp_max,
}
