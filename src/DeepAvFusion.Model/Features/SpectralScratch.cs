using Lane = System.Numerics.Vector<float>;

namespace DeepAvFusion.Model.Features;

/// <summary>Working memory for one batch of frames; every thread keeps its own.</summary>
internal sealed class SpectralScratch
{
    [ThreadStatic]
    private static SpectralScratch? _ofThread;

    private SpectralScratch()
    {
    }

    public static SpectralScratch OfThread => _ofThread ??= new();

    public Lane[] Samples { get; } = new Lane[RealFourier.Size];

    public Lane[] Real { get; } = new Lane[RealFourier.Bins];

    public Lane[] Imaginary { get; } = new Lane[RealFourier.Bins];

    public Lane[] MaskedReal { get; } = new Lane[RealFourier.Bins];

    public Lane[] MaskedImaginary { get; } = new Lane[RealFourier.Bins];

    public Lane[] Bands { get; } = new Lane[MelFilterbank.MostBands];

    public RealFourier.Scratch Fourier { get; } = new();
}
