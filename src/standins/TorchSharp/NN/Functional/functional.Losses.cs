using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
            {
                Check(NativeMethods.dav_mse_loss(input.NativeHandle, target.NativeHandle, (int)reduction, out var result), input, target);
                return new Tensor(result);
            }

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
            {
                Check(NativeMethods.dav_l1_loss(input.NativeHandle, target.NativeHandle, (int)reduction, out var result), input, target);
                return new Tensor(result);
            }

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0)
            {
                Check(NativeMethods.dav_smooth_l1_loss(input.NativeHandle, target.NativeHandle, (int)reduction, beta, out var result), input, target);
                return new Tensor(result);
            }

            /// <summary>Targets are class numbers, or class probabilities in the shape of the input.</summary>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0)
            {
                var status = NativeMethods.dav_cross_entropy(
                    input.NativeHandle, target.NativeHandle, HandleOf(weight), (int)reduction, ignore_index, label_smoothing, out var result);
                Check(status, input, target, weight);
                return new Tensor(result);
            }

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                Check(NativeMethods.dav_nll_loss(input.NativeHandle, target.NativeHandle, HandleOf(weight), (int)reduction, -100, out var result), input, target, weight);
                return new Tensor(result);
            }

            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                BinaryCrossEntropy(input, target, weight, pos_weights, reduction, 1, "binary_cross_entropy_with_logits");

            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                BinaryCrossEntropy(input, target, weight, null, reduction, 0, "binary_cross_entropy");

            private static Tensor BinaryCrossEntropy(Tensor input, Tensor target, Tensor? weight, Tensor? positive, Reduction reduction, int logits, string operation)
            {
                var status = NativeMethods.dav_bce(
                    input.NativeHandle, target.NativeHandle, HandleOf(weight), HandleOf(positive), (int)reduction, logits, out var result);
                Check(status, input, target, weight, operation);
                return new Tensor(result);
            }

            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean)
            {
                Check(NativeMethods.dav_kl_div(input.NativeHandle, target.NativeHandle, (int)reduction, log_target ? 1 : 0, out var result), input, target);
                return new Tensor(result);
            }
        }
    }
}
