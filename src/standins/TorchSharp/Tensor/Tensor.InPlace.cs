using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs_() => UnaryInPlace(UnaryInPlaceOp.abs_);

        public Tensor acos_() => UnaryInPlace(UnaryInPlaceOp.acos_);

        public Tensor asin_() => UnaryInPlace(UnaryInPlaceOp.asin_);

        public Tensor atan_() => UnaryInPlace(UnaryInPlaceOp.atan_);

        public Tensor bitwise_not_() => UnaryInPlace(UnaryInPlaceOp.bitwise_not_);

        public Tensor ceil_() => UnaryInPlace(UnaryInPlaceOp.ceil_);

        public Tensor cos_() => UnaryInPlace(UnaryInPlaceOp.cos_);

        public Tensor cosh_() => UnaryInPlace(UnaryInPlaceOp.cosh_);

        public Tensor erf_() => UnaryInPlace(UnaryInPlaceOp.erf_);

        public Tensor erfc_() => UnaryInPlace(UnaryInPlaceOp.erfc_);

        public Tensor exp_() => UnaryInPlace(UnaryInPlaceOp.exp_);

        public Tensor exp2_() => UnaryInPlace(UnaryInPlaceOp.exp2_);

        public Tensor expm1_() => UnaryInPlace(UnaryInPlaceOp.expm1_);

        public Tensor floor_() => UnaryInPlace(UnaryInPlaceOp.floor_);

        public Tensor frac_() => UnaryInPlace(UnaryInPlaceOp.frac_);

        public Tensor log_() => UnaryInPlace(UnaryInPlaceOp.log_);

        public Tensor log10_() => UnaryInPlace(UnaryInPlaceOp.log10_);

        public Tensor log1p_() => UnaryInPlace(UnaryInPlaceOp.log1p_);

        public Tensor log2_() => UnaryInPlace(UnaryInPlaceOp.log2_);

        public Tensor logical_not_() => UnaryInPlace(UnaryInPlaceOp.logical_not_);

        public Tensor neg_() => UnaryInPlace(UnaryInPlaceOp.neg_);

        public Tensor reciprocal_() => UnaryInPlace(UnaryInPlaceOp.reciprocal_);

        public Tensor relu_() => UnaryInPlace(UnaryInPlaceOp.relu_);

        public Tensor rsqrt_() => UnaryInPlace(UnaryInPlaceOp.rsqrt_);

        public Tensor sgn_() => UnaryInPlace(UnaryInPlaceOp.sgn_);

        public Tensor sigmoid_() => UnaryInPlace(UnaryInPlaceOp.sigmoid_);

        public Tensor sign_() => UnaryInPlace(UnaryInPlaceOp.sign_);

        public Tensor sin_() => UnaryInPlace(UnaryInPlaceOp.sin_);

        public Tensor sinh_() => UnaryInPlace(UnaryInPlaceOp.sinh_);

        public Tensor sqrt_() => UnaryInPlace(UnaryInPlaceOp.sqrt_);

        public Tensor tan_() => UnaryInPlace(UnaryInPlaceOp.tan_);

        public Tensor tanh_() => UnaryInPlace(UnaryInPlaceOp.tanh_);

        public Tensor trunc_() => UnaryInPlace(UnaryInPlaceOp.trunc_);

        public Tensor zero_() => UnaryInPlace(UnaryInPlaceOp.zero_);

        public Tensor detach_() => UnaryInPlace(UnaryInPlaceOp.detach_);

        public Tensor square_() => UnaryInPlace(UnaryInPlaceOp.square_);

        public Tensor sub_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.sub_, target);

        public Tensor sub_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.sub_, target);

        public Tensor mul_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.mul_, target);

        public Tensor mul_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.mul_, target);

        public Tensor pow_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.pow_, target);

        public Tensor pow_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.pow_, target);

        public Tensor remainder_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.remainder_, target);

        public Tensor remainder_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.remainder_, target);

        public Tensor fmod_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.fmod_, target);

        public Tensor fmod_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.fmod_, target);

        public Tensor floor_divide_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.floor_divide_, target);

        public Tensor floor_divide_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.floor_divide_, target);

        public Tensor eq_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.eq_, target);

        public Tensor eq_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.eq_, target);

        public Tensor ne_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.ne_, target);

        public Tensor ne_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.ne_, target);

        public Tensor lt_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.lt_, target);

        public Tensor lt_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.lt_, target);

        public Tensor le_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.le_, target);

        public Tensor le_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.le_, target);

        public Tensor gt_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.gt_, target);

        public Tensor gt_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.gt_, target);

        public Tensor ge_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.ge_, target);

        public Tensor ge_(Scalar target) => ScaledInPlace(ScaledInPlaceOp.ge_, target);

        public Tensor atan2_(Tensor other) => BinaryInPlace(BinaryInPlaceOp.atan2_, other);

        public Tensor logical_and_(Tensor other) => BinaryInPlace(BinaryInPlaceOp.logical_and_, other);

        public Tensor logical_or_(Tensor other) => BinaryInPlace(BinaryInPlaceOp.logical_or_, other);

        public Tensor logical_xor_(Tensor other) => BinaryInPlace(BinaryInPlaceOp.logical_xor_, other);

        public Tensor bitwise_and_(Tensor other) => BinaryInPlace(BinaryInPlaceOp.bitwise_and_, other);

        public Tensor bitwise_or_(Tensor other) => BinaryInPlace(BinaryInPlaceOp.bitwise_or_, other);

        public Tensor bitwise_xor_(Tensor other) => BinaryInPlace(BinaryInPlaceOp.bitwise_xor_, other);

        public Tensor fill_(Scalar value) => ScaledInPlace(ScaledInPlaceOp.fill_, value);

        public Tensor clamp_min_(Scalar min) => ScaledInPlace(ScaledInPlaceOp.clamp_min_, min);

        public Tensor clamp_max_(Scalar max) => ScaledInPlace(ScaledInPlaceOp.clamp_max_, max);

        public Tensor add_(Tensor target) => BinaryInPlace(BinaryInPlaceOp.add_, target);

        public Tensor add_(Scalar scalar) => ScaledInPlace(ScaledInPlaceOp.add_, scalar);

        public Tensor add_(Tensor target, Scalar alpha) => InPlace(NativeMethods.dav_add_(NativeHandle, target.NativeHandle, in alpha.Value), target);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace(NativeMethods.dav_div_(NativeHandle, target.NativeHandle, (int)rounding_mode), target);

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            if (rounding_mode == RoundingMode.None) return ScaledInPlace(ScaledInPlaceOp.div_, target);
            using var quotient = div(target, rounding_mode);
            return copy_(quotient);
        }

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace(NativeMethods.dav_addcmul_(NativeHandle, tensor1.NativeHandle, tensor2.NativeHandle, in value.Value), tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace(NativeMethods.dav_addcdiv_(NativeHandle, tensor1.NativeHandle, tensor2.NativeHandle, in value.Value), tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => addcdiv_(tensor1, tensor2, 1);

        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            InPlace(NativeMethods.dav_addmm_(NativeHandle, mat1.NativeHandle, mat2.NativeHandle, beta, alpha), mat1, mat2);

        public Tensor lerp_(Tensor end, Tensor weight) => InPlace(NativeMethods.dav_lerp_(NativeHandle, end.NativeHandle, weight.NativeHandle), end, weight);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) =>
            InPlace(NativeMethods.dav_clamp_(NativeHandle, min?.Value ?? default, max?.Value ?? default));

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) =>
            InPlace(NativeMethods.dav_clamp_tensor_(NativeHandle, min?.NativeHandle ?? TensorHandle.None, max?.NativeHandle ?? TensorHandle.None), min, max);

        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(NativeMethods.dav_masked_fill_(NativeHandle, mask.NativeHandle, in value.Value), mask);

        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Filled(FillOp.normal, mean, std, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) => Filled(FillOp.uniform, from, to, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Filled(FillOp.bernoulli, p, 0, generator);

        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Filled(FillOp.exponential, lambda, 0, generator);

        public Tensor random_(double from, double to, Generator? generator = null) => Filled(FillOp.random, from, to, generator);

        private Tensor Filled(FillOp op, double a, double b, Generator? generator) =>
            InPlace(NativeMethods.dav_fill_random((int)op, NativeHandle, a, b, Generator.HandleOf(generator)), operation: $"{op}_");
    }
}
