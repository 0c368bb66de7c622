namespace DeepAvFusion.Model.Presets;

/// <summary>Height and width of an input: pixels of an image, or mel bands and frames of a spectrogram.</summary>
public readonly record struct InputSize(int Height, int Width)
{
    public override string ToString() => $"{Height}x{Width}";
}
