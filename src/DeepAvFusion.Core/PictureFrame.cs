using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Core;

/// <summary>One decoded picture.</summary>
public sealed class PictureFrame : AvFrame
{
    /// <summary>Pixels, row-major, 3 bytes each (red, green, blue), no padding: Width * Height * 3.</summary>
    public required Lease<byte> Rgb { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>The same picture for one more holder.</summary>
    public PictureFrame Retain()
    {
        Rgb.Retain();
        return this;
    }

    public override void Dispose() => Rgb.Dispose();
}
