using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Result(NativeMethods.dav_addcmul(NativeHandle, tensor1.NativeHandle, tensor2.NativeHandle, in value.Value, out var result), result, this, tensor1, tensor2);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Result(NativeMethods.dav_addcdiv(NativeHandle, tensor1.NativeHandle, tensor2.NativeHandle, in value.Value, out var result), result, this, tensor1, tensor2);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1);

        /// <summary>beta * this + alpha * mat1 @ mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Result(NativeMethods.dav_addmm(NativeHandle, mat1.NativeHandle, mat2.NativeHandle, beta, alpha, out var result), result, this, mat1, mat2);

        /// <summary>beta * this + alpha * batch1 @ batch2.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Result(NativeMethods.dav_baddbmm(NativeHandle, batch1.NativeHandle, batch2.NativeHandle, beta, alpha, out var result), result, this, batch1, batch2);

        public Tensor lerp(Tensor end, Tensor weight) =>
            Result(NativeMethods.dav_lerp(NativeHandle, end.NativeHandle, weight.NativeHandle, out var result), result, this, end, weight);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) =>
            Result(NativeMethods.dav_clamp(NativeHandle, min?.Value ?? default, max?.Value ?? default, out var result), result, this);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) =>
            Result(NativeMethods.dav_clamp_tensor(NativeHandle, min?.NativeHandle ?? TensorHandle.None, max?.NativeHandle ?? TensorHandle.None, out var result), result, this, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor round(long decimals = 0L) =>
            decimals == 0 ? Unary(UnaryOp.round) : Result(NativeMethods.dav_round_decimals(NativeHandle, decimals, out var result), result, this);

        public Tensor round_(long decimals = 0L)
        {
            if (decimals == 0) return UnaryInPlace(UnaryInPlaceOp.round_);
            using var rounded = round(decimals);
            return copy_(rounded);
        }

        public unsafe Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null)
        {
            double high = posinf ?? 0, low = neginf ?? 0;
            var status = NativeMethods.dav_nan_to_num(NativeHandle, &nan, posinf is null ? null : &high, neginf is null ? null : &low, out var result);
            return Result(status, result, this);
        }

        /// <summary>This tensor where the condition is true, <paramref name="y"/> elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) =>
            Result(NativeMethods.dav_where(condition.NativeHandle, NativeHandle, y.NativeHandle, out var result), result, condition, this, y);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Result(NativeMethods.dav_isclose(NativeHandle, other.NativeHandle, rtol, atol, nanEqual ? 1 : 0, out var result), result, this, other);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            Check(NativeMethods.dav_allclose(NativeHandle, target.NativeHandle, rtol, atol, equal_nan ? 1 : 0, out var close), this, target);
            return close != 0;
        }

        public Tensor masked_fill(Tensor mask, Scalar value) =>
            Result(NativeMethods.dav_masked_fill(NativeHandle, mask.NativeHandle, in value.Value, out var result), result, this, mask);

        public Tensor bernoulli(Generator? generator = null) => Result(NativeMethods.dav_bernoulli(NativeHandle, Generator.HandleOf(generator), out var result), result, this);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Result(NativeMethods.dav_multinomial(NativeHandle, num_samples, replacement ? 1 : 0, Generator.HandleOf(generator), out var result), result, this);

        /// <summary>The softmax over one dimension, computed in <paramref name="dtype"/> where given.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => special.softmax(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => special.log_softmax(this, dim, dtype);
    }
}
