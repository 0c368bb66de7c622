namespace DeepAvFusion.Media.Sources;

/// <summary>What an error of FFmpeg is about; a closed set, safe as a metric label.</summary>
internal enum DecodeError
{
    /// <summary>A packet that could not be decoded, or only in part.</summary>
    Decoding,
    Timestamps,

    /// <summary>The connection, or what it brings.</summary>
    Transfer,
    Other,
}
