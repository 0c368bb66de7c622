using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Unary(UnaryOp.abs);

        public Tensor acos() => Unary(UnaryOp.acos);

        public Tensor acosh() => Unary(UnaryOp.acosh);

        public Tensor angle() => Unary(UnaryOp.angle);

        public Tensor asin() => Unary(UnaryOp.asin);

        public Tensor asinh() => Unary(UnaryOp.asinh);

        public Tensor atan() => Unary(UnaryOp.atan);

        public Tensor atanh() => Unary(UnaryOp.atanh);

        public Tensor bitwise_not() => Unary(UnaryOp.bitwise_not);

        public Tensor ceil() => Unary(UnaryOp.ceil);

        public Tensor conj() => Unary(UnaryOp.conj);

        public Tensor conj_physical() => Unary(UnaryOp.conj_physical);

        public Tensor cos() => Unary(UnaryOp.cos);

        public Tensor cosh() => Unary(UnaryOp.cosh);

        public Tensor deg2rad() => Unary(UnaryOp.deg2rad);

        public Tensor digamma() => Unary(UnaryOp.digamma);

        public Tensor erf() => Unary(UnaryOp.erf);

        public Tensor erfc() => Unary(UnaryOp.erfc);

        public Tensor erfinv() => Unary(UnaryOp.erfinv);

        public Tensor exp() => Unary(UnaryOp.exp);

        public Tensor exp2() => Unary(UnaryOp.exp2);

        public Tensor expm1() => Unary(UnaryOp.expm1);

        public Tensor floor() => Unary(UnaryOp.floor);

        public Tensor frac() => Unary(UnaryOp.frac);

        public Tensor isfinite() => Unary(UnaryOp.isfinite);

        public Tensor isinf() => Unary(UnaryOp.isinf);

        public Tensor isnan() => Unary(UnaryOp.isnan);

        public Tensor isneginf() => Unary(UnaryOp.isneginf);

        public Tensor isposinf() => Unary(UnaryOp.isposinf);

        public Tensor isreal() => Unary(UnaryOp.isreal);

        public Tensor lgamma() => Unary(UnaryOp.lgamma);

        public Tensor log() => Unary(UnaryOp.log);

        public Tensor log10() => Unary(UnaryOp.log10);

        public Tensor log1p() => Unary(UnaryOp.log1p);

        public Tensor log2() => Unary(UnaryOp.log2);

        public Tensor logical_not() => Unary(UnaryOp.logical_not);

        public Tensor log_sigmoid() => Unary(UnaryOp.log_sigmoid);

        public Tensor neg() => Unary(UnaryOp.neg);

        public Tensor positive() => Unary(UnaryOp.positive);

        public Tensor rad2deg() => Unary(UnaryOp.rad2deg);

        public Tensor reciprocal() => Unary(UnaryOp.reciprocal);

        public Tensor relu() => Unary(UnaryOp.relu);

        public Tensor relu6() => Unary(UnaryOp.relu6);

        public Tensor resolve_conj() => Unary(UnaryOp.resolve_conj);

        public Tensor resolve_neg() => Unary(UnaryOp.resolve_neg);

        public Tensor rsqrt() => Unary(UnaryOp.rsqrt);

        public Tensor selu() => Unary(UnaryOp.selu);

        public Tensor sgn() => Unary(UnaryOp.sgn);

        public Tensor sigmoid() => Unary(UnaryOp.sigmoid);

        public Tensor sign() => Unary(UnaryOp.sign);

        public Tensor signbit() => Unary(UnaryOp.signbit);

        public Tensor silu() => Unary(UnaryOp.silu);

        public Tensor sin() => Unary(UnaryOp.sin);

        public Tensor sinc() => Unary(UnaryOp.sinc);

        public Tensor sinh() => Unary(UnaryOp.sinh);

        public Tensor sqrt() => Unary(UnaryOp.sqrt);

        public Tensor square() => Unary(UnaryOp.square);

        public Tensor tan() => Unary(UnaryOp.tan);

        public Tensor tanh() => Unary(UnaryOp.tanh);

        public Tensor trunc() => Unary(UnaryOp.trunc);

        public Tensor hardsigmoid() => Unary(UnaryOp.hardsigmoid);

        public Tensor hardswish() => Unary(UnaryOp.hardswish);

        public Tensor absolute() => abs();

        public Tensor negative() => neg();

        public Tensor fix() => trunc();

        public Tensor arcsin() => asin();

        public Tensor arccos() => acos();

        public Tensor arctan() => atan();

        public Tensor gelu() => nn.functional.gelu(this);

        public Tensor gelu(Modules.GELU.Approximate approximate) => nn.functional.gelu(this, approximate);

        public Tensor softplus(double beta = 1, double threshold = 20) => nn.functional.softplus(this, beta, threshold);
    }
}
