using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The layers as functions of their inputs and weights.</summary>
        public static partial class functional
        {
            /// <summary>The softmax over one dimension, computed in <paramref name="dtype"/> where given.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Softmax(input, dim, dtype, 0);

            public static Tensor log_softmax(Tensor x, long dim) => Softmax(x, dim, null, 1);

            internal static Tensor Softmax(Tensor input, long dim, ScalarType? dtype, int logarithm)
            {
                var status = NativeMethods.dav_softmax(input.NativeHandle, dim, Tensor.Code(dtype), logarithm, out var result);
                Check(status, input, operation: logarithm == 0 ? "softmax" : "log_softmax");
                return new Tensor(result);
            }

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            public static Tensor relu6(Tensor x, bool inplace = false) => Replaced(x, x.relu6(), inplace);

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_().alias() : x.sigmoid();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor silu(Tensor x, bool inplace = false) => Replaced(x, x.silu(), inplace);

            public static Tensor tanh(Tensor x) => x.tanh();

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => Replaced(input, input.leaky_relu(negative_slope), inplace);

            public static Tensor gelu(Tensor x) => Gelu(x, Modules.GELU.Approximate.none);

            public static Tensor gelu(Tensor x, bool inplace) => Replaced(x, Gelu(x, Modules.GELU.Approximate.none), inplace);

            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) => Replaced(x, Gelu(x, approximate), inplace);

            private static Tensor Gelu(Tensor x, Modules.GELU.Approximate approximate)
            {
                Check(NativeMethods.dav_gelu(x.NativeHandle, approximate == Modules.GELU.Approximate.tanh ? 1 : 0, out var result), x, operation: "gelu");
                return new Tensor(result);
            }

            public static Tensor elu(Tensor x, double alpha, bool inplace = false)
            {
                Check(NativeMethods.dav_elu(x.NativeHandle, alpha, out var result), x);
                return Replaced(x, new Tensor(result), inplace);
            }

            public static Tensor softplus(Tensor x, double beta = 1.0, double threshold = 20.0)
            {
                Check(NativeMethods.dav_softplus(x.NativeHandle, beta, threshold, out var result), x);
                return new Tensor(result);
            }

            /// <summary>In training, zeroes each element with probability p and scales the rest by 1/(1-p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                Check(NativeMethods.dav_dropout(input.NativeHandle, p, training ? 1 : 0, inplace ? 1 : 0, out var result), input);
                return new Tensor(result);
            }

            private static Tensor Replaced(Tensor input, Tensor result, bool inplace)
            {
                if (!inplace) return result;
                using (result) return input.copy_(result).alias();
            }

            internal static string NameOf(PaddingModes mode) => mode switch
            {
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                PaddingModes.Circular => "circular",
                _ => "constant",
            };
        }
    }
}
