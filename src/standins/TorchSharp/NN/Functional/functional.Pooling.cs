using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
            {
                var kernel = Spread(kernel_size, 2, 1);
                var status = NativeMethods.dav_max_pool2d(
                    input.NativeHandle, kernel, strides is null ? kernel : Spread(strides, 2, 1), Spread(padding, 2, 0), Spread(dilation, 2, 1), ceil_mode ? 1 : 0,
                    out var result);
                Check(status, input);
                return new Tensor(result);
            }

            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, [kernel_size], [stride ?? kernel_size], [padding ?? 0], [dilation ?? 1], ceil_mode);

            public static unsafe Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null)
            {
                var kernel = Spread(kernel_size, 2, 1);
                var divisor = divisor_override ?? 0;
                var status = NativeMethods.dav_avg_pool2d(
                    input.NativeHandle, kernel, stride is null ? kernel : Spread(stride, 2, 1), Spread(padding, 2, 0), ceil_mode ? 1 : 0, count_include_pad ? 1 : 0,
                    divisor_override is null ? null : &divisor, out var result);
                Check(status, input);
                return new Tensor(result);
            }

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                avg_pool2d(input, [kernel_size], [stride ?? kernel_size], [padding], ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => AdaptiveAverage(input, [output_size]);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => AdaptiveAverage(input, output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => AdaptiveAverage(input, Values(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => AdaptiveAverage(input, [output_size, output_size]);

            private static Tensor AdaptiveAverage(Tensor input, long[] size)
            {
                var status = NativeMethods.dav_adaptive_avg_pool(input.NativeHandle, size, size.Length, out var result);
                if (status != NativeStatus.Ok) Failure.Throw(status, $"adaptive_avg_pool{size.Length}d", input);
                return new Tensor(result);
            }
        }
    }
}
