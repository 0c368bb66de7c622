namespace TorchSharp.Interop;

/// <summary>The rows of table DAV_UNARY in native/src/pointwise.cpp, in its order.</summary>
internal enum UnaryOp
{
    abs, acos, acosh, angle, asin, asinh, atan, atanh, bitwise_not, ceil, conj, conj_physical, cos, cosh, deg2rad, digamma, erf, erfc, erfinv, exp,
    exp2, expm1, floor, frac, isfinite, isinf, isnan, isneginf, isposinf, isreal, lgamma, log, log10, log1p, log2, logical_not, log_sigmoid, neg,
    positive, rad2deg, reciprocal, relu, relu6, resolve_conj, resolve_neg, round, rsqrt, selu, sgn, sigmoid, sign, signbit, silu, sin, sinc, sinh,
    sqrt, square, tan, tanh, trunc, hardsigmoid, hardswish, mish, all, any, argmax, argmin, max, mean, median, min, nansum, nonzero, trace, alias,
    adjoint, clone, contiguous, detach, fliplr, flipud, imag, mH, mT, ravel, real, t, view_as_complex, view_as_real,
}
