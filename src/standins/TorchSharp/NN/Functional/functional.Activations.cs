using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The layers as functions of their inputs and weights.</summary>
        public static partial class functional
        {
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Softmax(input, dim, dtype, 0);

            public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => Softmax(input, dim, dtype, 1);

            private static Tensor Softmax(Tensor input, long dim, ScalarType? dtype, int logarithm)
            {
                var status = NativeMethods.dav_softmax(input.NativeHandle, dim, Tensor.Code(dtype), logarithm, out var result);
                Check(status, input, operation: logarithm == 0 ? "softmax" : "log_softmax");
                return new Tensor(result);
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
