namespace TorchSharp;

public static partial class torch
{
    /// <summary>Functions that also go by other names.</summary>
    public static class special
    {
        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => nn.functional.Softmax(input, dim, dtype, 0);

        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => nn.functional.Softmax(input, dim, dtype, 1);

        public static Tensor expit(Tensor input) => input.sigmoid();

        public static Tensor erf(Tensor input) => input.erf();

        public static Tensor erfinv(Tensor input) => input.erfinv();

        public static Tensor log1p(Tensor input) => input.log1p();

        public static Tensor expm1(Tensor input) => input.expm1();
    }
}
