using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Core;

/// <summary>One picture for people, as JPEG bytes from the same decoder and clock as the analysed pictures.</summary>
public sealed class PreviewFrame : AvFrame
{
    public required Lease<byte> Jpeg { get; init; }

    /// <summary>The same preview for one more holder.</summary>
    public PreviewFrame Retain()
    {
        Jpeg.Retain();
        return this;
    }

    public override void Dispose() => Jpeg.Dispose();
}
