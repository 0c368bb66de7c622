using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static TensorHandle HandleOf(Tensor? tensor) => tensor?.NativeHandle ?? TensorHandle.None;

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
            {
                Check(NativeMethods.dav_linear(input.NativeHandle, weights.NativeHandle, HandleOf(bias), out var result), input, weights, bias);
                return new Tensor(result);
            }

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                var status = NativeMethods.dav_layer_norm(
                    input.NativeHandle, normalized_shape, normalized_shape.Length, HandleOf(weight), HandleOf(bias), eps, out var result);
                Check(status, input, weight, bias);
                return new Tensor(result);
            }

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                Check(NativeMethods.dav_group_norm(input.NativeHandle, num_groups, HandleOf(weight), HandleOf(bias), eps, out var result), input, weight, bias);
                return new Tensor(result);
            }

            /// <summary>Normalises by the batch, updating the running statistics, in training; by the running statistics otherwise.</summary>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false,
                double momentum = 0.1, double eps = 1e-5)
            {
                var status = NativeMethods.dav_batch_norm(
                    input.NativeHandle, HandleOf(weight), HandleOf(bias), HandleOf(running_mean), HandleOf(running_var), training ? 1 : 0, momentum, eps,
                    out var result);
                Check(status, input, weight, running_mean);
                return new Tensor(result);
            }

            /// <summary>Divides by the p-norm over a dimension, or by eps where that is larger.</summary>
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                Check(NativeMethods.dav_normalize(input.NativeHandle, p, dim, eps, out var result), input);
                return new Tensor(result);
            }

            /// <summary>Class numbers […] to […, classes] of zeros and ones; -1 classes means the largest number plus one.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                Check(NativeMethods.dav_one_hot(x.NativeHandle, num_classes, out var result), x);
                return new Tensor(result);
            }

            internal static Tensor Embed(Tensor input, Tensor weight, long padding_idx)
            {
                Check(NativeMethods.dav_embedding(weight.NativeHandle, input.NativeHandle, padding_idx, out var result), weight, input, operation: "embedding");
                return new Tensor(result);
            }
        }
    }
}
