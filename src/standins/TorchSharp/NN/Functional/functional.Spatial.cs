using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Pads from the last dimension on: before, after, before, after, ….</summary>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                Check(NativeMethods.dav_pad(input.NativeHandle, pad, pad.Length, NameOf(mode), value, out var result), input);
                return new Tensor(result);
            }

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)pad, mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)[pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)[pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)[pad, pad], mode, value);

            /// <summary>Resamples the dimensions after the second to a size or by a factor (one factor serves all).</summary>
            /// <exception cref="ArgumentException">align_corners does not go with the mode, or neither or both of size and factor are given.</exception>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null,
                bool recompute_scale_factor = false, bool antialias = false)
            {
                var corners = mode is InterpolationMode.Linear or InterpolationMode.Bilinear or InterpolationMode.Bicubic or InterpolationMode.Trilinear;
                if (align_corners is not null && !corners) throw new ArgumentException($"align_corners goes with the linear and cubic modes, not with {mode}", nameof(align_corners));
                var spatial = (int)x.Dimensions - 2;
                if ((size is null) == (scale_factor is null)) throw new ArgumentException("give either a size or a scale factor", nameof(size));
                var sizes = size is null ? [] : Spread(size, spatial, 0);
                var factors = scale_factor is null ? [] : scale_factor.Length == 1 ? Enumerable.Repeat(scale_factor[0], spatial).ToArray() : scale_factor;
                if (factors.Length > 0 && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    sizes = x.shape[2..].Zip(factors, (length, factor) => (long)Math.Floor(length * factor)).ToArray();
                    factors = [];
                }
                var name = mode switch { InterpolationMode.NearestExact => "nearest-exact", _ => mode.ToString().ToLowerInvariant() };
                var status = NativeMethods.dav_interpolate(
                    x.NativeHandle, sizes, sizes.Length, factors, factors.Length, name, align_corners == true ? 1 : 0, antialias ? 1 : 0, out var result);
                Check(status, x);
                return new Tensor(result);
            }

            /// <summary>Patches as columns: [N, C, H, W] to [N, C h w, patches].</summary>
            public static Tensor unfold(
                Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null)
            {
                var status = NativeMethods.dav_unfold(
                    input.NativeHandle, Values(kernel_size), Values(dilation ?? (1, 1)), Values(padding ?? (0, 0)), Values(stride ?? (1, 1)), out var result);
                Check(status, input);
                return new Tensor(result);
            }

            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <summary>The sum of patches where they overlap: [N, C h w, patches] to [N, C, H, W].</summary>
            public static Tensor fold(
                Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
                (long, long)? stride = null)
            {
                var status = NativeMethods.dav_fold(
                    input.NativeHandle, Values(output_size), Values(kernel_size), Values(dilation ?? (1, 1)), Values(padding ?? (0, 0)), Values(stride ?? (1, 1)),
                    out var result);
                Check(status, input);
                return new Tensor(result);
            }

            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                fold(input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <summary>Reads [N, C, H, W] at the places of a grid [N, h, w, 2] of x, y in [-1, 1].</summary>
            public static Tensor grid_sample(
                Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros,
                bool? align_corners = null)
            {
                var outside = padding_mode switch { GridSamplePaddingMode.Border => 1, GridSamplePaddingMode.Reflection => 2, _ => 0 };
                var status = NativeMethods.dav_grid_sample(
                    input.NativeHandle, grid.NativeHandle, mode == GridSampleMode.Nearest ? 1 : 0, outside, align_corners == true ? 1 : 0, out var result);
                Check(status, input, grid);
                return new Tensor(result);
            }

            /// <summary>The grid that matrices [N, 2, 3] make of a picture [N, C, H, W].</summary>
            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false)
            {
                Check(NativeMethods.dav_affine_grid(theta.NativeHandle, size, size?.Length ?? 0, align_corners ? 1 : 0, out var result), theta);
                return new Tensor(result);
            }

            /// <summary>softmax(query keyᵀ / √d + mask) value. A boolean mask keeps where it is true.</summary>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                var status = NativeMethods.dav_scaled_dot_product_attention(
                    query.NativeHandle, key.NativeHandle, value.NativeHandle, HandleOf(attn_mask), p, is_casual ? 1 : 0, out var result);
                Check(status, query, key, value);
                return new Tensor(result);
            }
        }
    }
}
