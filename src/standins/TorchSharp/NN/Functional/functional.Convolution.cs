using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Convolve(1, input, weight, bias, [stride ?? 1], [padding ?? 0], [dilation ?? 1], groups);

            public static Tensor conv1d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1) =>
                Convolve(1, input, weight, bias, [stride ?? 1], padding == Padding.Same ? null : [0], [dilation ?? 1], groups);

            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Convolve(2, input, weight, bias, strides, padding ?? [0], dilation, groups);

            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Convolve(2, input, weight, bias, strides, padding == Padding.Same ? null : [0], dilation, groups);

            public static Tensor conv3d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Convolve(3, input, weight, bias, strides, padding ?? [0], dilation, groups);

            /// <summary>A convolution over the last <paramref name="dimensions"/>; a null padding keeps the size.</summary>
            internal static Tensor Convolve(
                int dimensions, Tensor input, Tensor weight, Tensor? bias, long[]? stride, long[]? padding, long[]? dilation, long groups)
            {
                var status = NativeMethods.dav_conv(
                    dimensions, input.NativeHandle, weight.NativeHandle, HandleOf(bias), Spread(stride, dimensions, 1), Spread(padding, dimensions, 0),
                    Spread(dilation, dimensions, 1), groups, padding is null ? 1 : 0, out var result);
                if (status != NativeStatus.Ok) Failure.Throw(status, $"conv{dimensions}d", input, weight, bias);
                return new Tensor(result);
            }

            /// <param name="input">[N, in, H, W].</param> <param name="weight">[in, out/groups, h, w].</param> <param name="bias">[out].</param>
            /// <param name="strides">One number or one a dimension.</param> <param name="padding">Taken off each side.</param>
            /// <param name="output_padding">Added to one side.</param> <param name="dilation">Steps between the taps.</param> <param name="groups">Groups of channels.</param>
            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null,
                long[]? dilation = null, long groups = 1)
            {
                var status = NativeMethods.dav_conv_transpose(
                    2, input.NativeHandle, weight.NativeHandle, HandleOf(bias), Spread(strides, 2, 1), Spread(padding, 2, 0), Spread(output_padding, 2, 0), groups,
                    Spread(dilation, 2, 1), out var result);
                Check(status, input, weight, bias);
                return new Tensor(result);
            }

            /// <summary>One value for every dimension where one is given.</summary>
            private static long[] Spread(long[]? values, int dimensions, long otherwise)
            {
                if (values is not null && values.Length == dimensions) return values;
                if (values is not null && values.Length != 1)
                    throw new ArgumentException($"{values.Length} values for {dimensions} dimensions: give one, or one each", nameof(values));
                var result = new long[dimensions];
                Array.Fill(result, values is null ? otherwise : values[0]);
                return result;
            }
        }
    }
}
