namespace TorchSharp.Interop;

/// <summary>The rows of table DAV_UNARY_IN_PLACE in native/src/pointwise.cpp, in its order.</summary>
internal enum UnaryInPlaceOp
{
    abs_, acos_, asin_, atan_, bitwise_not_, ceil_, cos_, cosh_, erf_, erfc_, exp_, exp2_, expm1_, floor_, frac_, log_, log10_, log1p_, log2_,
    logical_not_, neg_, reciprocal_, relu_, round_, rsqrt_, sgn_, sigmoid_, sign_, sin_, sinh_, sqrt_, square_, tan_, tanh_, trunc_, zero_, detach_,
    t_,
}
