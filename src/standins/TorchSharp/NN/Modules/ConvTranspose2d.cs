using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The transpose of a convolution over 2 dimensions: [N, in, H, W] to [N, out, H', W'].</summary>
    public sealed class ConvTranspose2d : Convolution
    {
        internal ConvTranspose2d(
            long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long[] output_padding, long groups,
            bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
            : base(nameof(ConvTranspose2d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, transposed: true, output_padding,
                groups, bias, padding_mode, device, dtype)
        {
        }

        public override Tensor forward(Tensor input) => forward(input, null);

        /// <param name="input">[N, in, H, W] or [in, H, W].</param>
        /// <param name="output_size">The height and width wanted, where the stride leaves a choice; null takes the output padding of the module.</param>
        /// <exception cref="ArgumentException">The input does not fit, or the size cannot be reached.</exception>
        public Tensor forward(Tensor input, long[]? output_size)
        {
            RequireShape(input);
            var extra = output_size is null ? output_padding : ExtraFor(input, output_size);
            return nn.functional.conv_transpose2d(input, weight, bias, stride, padding, extra, dilation, groups);
        }

        private long[] ExtraFor(Tensor input, long[] output_size)
        {
            var wanted = output_size[^2..];
            var shape = input.shape[^2..];
            var extra = new long[2];
            for (var i = 0; i < 2; i++)
            {
                var least = (shape[i] - 1) * stride[i] - 2 * padding![i] + dilation[i] * (kernel_size[i] - 1) + 1;
                extra[i] = wanted[i] - least;
                if (extra[i] < 0 || extra[i] >= stride[i])
                    throw new ArgumentException($"output size {wanted[i]} cannot be reached: it must be from {least} to {least + stride[i] - 1}", nameof(output_size));
            }
            return extra;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], [dilation, dilation],
                    [output_padding, output_padding], groups, bias, padding_mode, device, dtype);

            public static Modules.ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Values(kernel_size), Values(stride ?? (1, 1)), Values(padding ?? (0, 0)), Values(dilation ?? (1, 1)),
                    Values(output_padding ?? (0, 0)), groups, bias, padding_mode, device, dtype);
        }
    }
}
