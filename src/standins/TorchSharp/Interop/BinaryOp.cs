namespace TorchSharp.Interop;

/// <summary>The rows of table DAV_BINARY in native/src/pointwise.cpp, in its order.</summary>
internal enum BinaryOp
{
    add, sub, mul, div, pow, remainder, fmod, floor_divide, atan2, maximum, minimum, fmax, fmin, eq, ne, lt, le, gt, ge, logical_and, logical_or,
    logical_xor, bitwise_and, bitwise_or, bitwise_xor, hypot, logaddexp, logaddexp2, copysign, xlogy, matmul, mm, bmm, mv, dot, vdot, outer, inner,
    kron, complex, polar, masked_select, take, expand_as, view_as, heaviside, prelu,
}
