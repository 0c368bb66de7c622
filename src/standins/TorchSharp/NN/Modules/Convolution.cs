using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all convolutions share: weight [out, in/groups, kernel…], or [in, out/groups, kernel…] for the transposed ones.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    private protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation,
        bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype) : base(name)
    {
        if (transposed && padding_mode != PaddingModes.Zeros)
            throw new ArgumentException("Only PaddingModes.Zeros is supported for ConvTransposeND", nameof(padding_mode));
        if (padding_type == Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException("padding='same' is not supported for strided convolutions", nameof(padding_type));
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"{in_channels} input and {out_channels} output channels do not divide into {groups} groups", nameof(groups));
        (this.in_channels, this.out_channels, this.kernel_size, this.stride) = (in_channels, out_channels, kernel_size, stride);
        (this.dilation, this.transposed, this.output_padding, this.groups) = (dilation, transposed, output_padding, groups);
        (this.padding_mode, this.padding_type) = (padding_mode, padding_type);
        this.padding = padding_type is null ? padding ?? new long[kernel_size.Length] : null;
        long[] channels = transposed ? [in_channels, out_channels / groups] : [out_channels, in_channels / groups];
        weight = new Parameter(empty([.. channels, .. kernel_size], dtype, device));
        if (bias) this.bias = new Parameter(empty(out_channels, dtype, device));
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public Parameter weight
    {
        get => _weight!;
        set => SetParameter(nameof(weight), ref _weight, value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => SetParameter(nameof(bias), ref _bias, value);
    }

    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (bias is null) return;
        var (fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        nn.init.uniform_(bias, -bound, bound);
    }

    /// <summary>Convolves [N, C, …] or [C, …].</summary>
    /// <exception cref="ArgumentException">Another number of dimensions or channels.</exception>
    private protected Tensor Convolve(Tensor input)
    {
        RequireShape(input);
        var n = kernel_size.Length;
        if (padding_mode == PaddingModes.Zeros)
            return nn.functional.Convolve(n, input, weight, bias, stride, padding, dilation, groups);
        using var padded = nn.functional.pad(input, ReversedPadding(), padding_mode);
        return nn.functional.Convolve(n, padded, weight, bias, stride, new long[n], dilation, groups);
    }

    private protected void RequireShape(Tensor input)
    {
        var n = kernel_size.Length;
        var shape = input.shape;
        if ((shape.Length == n + 2 && shape[1] == in_channels) || (shape.Length == n + 1 && shape[0] == in_channels)) return;
        throw new ArgumentException(
            $"Expected {n + 1}D (unbatched) or {n + 2}D (batched) input with {in_channels} channels to {GetName()}, got [{string.Join(", ", shape)}].", nameof(input));
    }

    private long[] ReversedPadding()
    {
        var result = new List<long>();
        for (var i = kernel_size.Length - 1; i >= 0; i--)
        {
            var total = padding_type == Padding.Same ? dilation[i] * (kernel_size[i] - 1) : 2 * (padding?[i] ?? 0);
            result.AddRange([total / 2, total - total / 2]);
        }
        return [.. result];
    }
}
