namespace DeepAvFusion.Inference.Teaching;

/// <summary>Linear layers at the end of the network that tell labels apart, so that labels can be taught by refitting them alone.</summary>
public enum TaughtLayer
{
    /// <summary>Of the mean image token: what is seen.</summary>
    Image,

    /// <summary>Of the mean audio token: what is heard.</summary>
    Audio,

    /// <summary>Of the mean fusion token: what is heard, with the picture's help.</summary>
    Fusion,

    /// <summary>Of each patch of the picture: what is seen there. Detailed heads only.</summary>
    SeenPatches,

    /// <summary>Of each patch of the spectrogram, rows of bands and columns of time: what is heard there. Detailed heads only.</summary>
    HeardPatches,
}
