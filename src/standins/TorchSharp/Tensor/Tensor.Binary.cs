using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sub(Tensor target) => Binary(BinaryOp.sub, target);

        public Tensor sub(Scalar target) => Scaled(ScaledOp.sub, target);

        public Tensor mul(Tensor target) => Binary(BinaryOp.mul, target);

        public Tensor mul(Scalar target) => Scaled(ScaledOp.mul, target);

        public Tensor pow(Tensor exponent) => Binary(BinaryOp.pow, exponent);

        public Tensor pow(Scalar exponent) => Scaled(ScaledOp.pow, exponent);

        public Tensor remainder(Tensor target) => Binary(BinaryOp.remainder, target);

        public Tensor remainder(Scalar target) => Scaled(ScaledOp.remainder, target);

        public Tensor fmod(Tensor target) => Binary(BinaryOp.fmod, target);

        public Tensor fmod(Scalar target) => Scaled(ScaledOp.fmod, target);

        public Tensor floor_divide(Tensor target) => Binary(BinaryOp.floor_divide, target);

        public Tensor floor_divide(Scalar target) => Scaled(ScaledOp.floor_divide, target);

        public Tensor eq(Tensor target) => Binary(BinaryOp.eq, target);

        public Tensor eq(Scalar target) => Scaled(ScaledOp.eq, target);

        public Tensor ne(Tensor target) => Binary(BinaryOp.ne, target);

        public Tensor ne(Scalar target) => Scaled(ScaledOp.ne, target);

        public Tensor lt(Tensor target) => Binary(BinaryOp.lt, target);

        public Tensor lt(Scalar target) => Scaled(ScaledOp.lt, target);

        public Tensor le(Tensor target) => Binary(BinaryOp.le, target);

        public Tensor le(Scalar target) => Scaled(ScaledOp.le, target);

        public Tensor gt(Tensor target) => Binary(BinaryOp.gt, target);

        public Tensor gt(Scalar target) => Scaled(ScaledOp.gt, target);

        public Tensor ge(Tensor target) => Binary(BinaryOp.ge, target);

        public Tensor ge(Scalar target) => Scaled(ScaledOp.ge, target);

        public Tensor xlogy(Tensor target) => Binary(BinaryOp.xlogy, target);

        public Tensor xlogy(Scalar target) => Scaled(ScaledOp.xlogy, target);

        public Tensor atan2(Tensor other) => Binary(BinaryOp.atan2, other);

        public Tensor maximum(Tensor other) => Binary(BinaryOp.maximum, other);

        public Tensor minimum(Tensor other) => Binary(BinaryOp.minimum, other);

        public Tensor fmax(Tensor other) => Binary(BinaryOp.fmax, other);

        public Tensor fmin(Tensor other) => Binary(BinaryOp.fmin, other);

        public Tensor logical_and(Tensor other) => Binary(BinaryOp.logical_and, other);

        public Tensor logical_or(Tensor other) => Binary(BinaryOp.logical_or, other);

        public Tensor logical_xor(Tensor other) => Binary(BinaryOp.logical_xor, other);

        public Tensor bitwise_and(Tensor other) => Binary(BinaryOp.bitwise_and, other);

        public Tensor bitwise_or(Tensor other) => Binary(BinaryOp.bitwise_or, other);

        public Tensor bitwise_xor(Tensor other) => Binary(BinaryOp.bitwise_xor, other);

        public Tensor hypot(Tensor other) => Binary(BinaryOp.hypot, other);

        public Tensor logaddexp(Tensor other) => Binary(BinaryOp.logaddexp, other);

        public Tensor logaddexp2(Tensor other) => Binary(BinaryOp.logaddexp2, other);

        public Tensor copysign(Tensor other) => Binary(BinaryOp.copysign, other);

        public Tensor heaviside(Tensor other) => Binary(BinaryOp.heaviside, other);

        public Tensor matmul(Tensor target) => Binary(BinaryOp.matmul, target);

        public Tensor mm(Tensor target) => Binary(BinaryOp.mm, target);

        public Tensor bmm(Tensor batch2) => Binary(BinaryOp.bmm, batch2);

        public Tensor mv(Tensor target) => Binary(BinaryOp.mv, target);

        public Tensor dot(Tensor target) => Binary(BinaryOp.dot, target);

        public Tensor vdot(Tensor target) => Binary(BinaryOp.vdot, target);

        public Tensor outer(Tensor vec2) => Binary(BinaryOp.outer, vec2);

        public Tensor inner(Tensor vec2) => Binary(BinaryOp.inner, vec2);

        public Tensor kron(Tensor other) => Binary(BinaryOp.kron, other);

        public Tensor masked_select(Tensor mask) => Binary(BinaryOp.masked_select, mask);

        public Tensor take(Tensor index) => Binary(BinaryOp.take, index);

        public Tensor expand_as(Tensor other) => Binary(BinaryOp.expand_as, other);

        public Tensor view_as(Tensor other) => Binary(BinaryOp.view_as, other);

        public Tensor prelu(Tensor target) => Binary(BinaryOp.prelu, target);

        public Tensor add(Tensor target) => Binary(BinaryOp.add, target);

        public Tensor add(Scalar scalar) => Scaled(ScaledOp.add, scalar);

        public Tensor add(Tensor target, Scalar alpha) => Result(NativeMethods.dav_add(NativeHandle, target.NativeHandle, in alpha.Value, out var result), result, this, target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Binary(BinaryOp.div, target)
                : Result(NativeMethods.dav_div(NativeHandle, target.NativeHandle, (int)rounding_mode, out var result), result, this, target);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Scaled(ScaledOp.div, target)
                : Result(NativeMethods.dav_div_scalar(NativeHandle, in target.Value, (int)rounding_mode, out var result), result, this);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor true_divide(Scalar other) => div(other);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        /// <summary>Element by element, as <see cref="eq(Tensor)"/>.</summary>
        public Tensor equal(Tensor target) => eq(target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor leaky_relu(Scalar negative_slope) => Scaled(ScaledOp.leaky_relu, negative_slope);

        public Tensor clamp_min(Scalar min) => Scaled(ScaledOp.clamp_min, min);

        public Tensor clamp_max(Scalar max) => Scaled(ScaledOp.clamp_max, max);
    }
}
