namespace DeepAvFusion.Media.Sources;

/// <summary>Why a source cannot be read; a closed set, safe as a metric label.</summary>
public enum SourceFailure
{
    /// <summary>What was given is no usable path or URI.</summary>
    Malformed,
    UnsupportedScheme,
    DeniedHost,

    /// <summary>No such file, path on the server or device.</summary>
    NotFound,

    /// <summary>The host does not answer, refuses or cannot be resolved.</summary>
    Unreachable,

    /// <summary>User name, password or passphrase missing or wrong, or access not granted.</summary>
    Unauthorized,

    /// <summary>The host's certificate is not valid.</summary>
    Untrusted,

    /// <summary>Media without picture and without sound.</summary>
    NoStreams,

    /// <summary>Data in which FFmpeg finds no media.</summary>
    NotMedia,

    /// <summary>A single picture where a stream or clip is expected.</summary>
    StillImage,

    /// <summary>Media that is damaged or cut off.</summary>
    Corrupt,

    /// <summary>Connected, then nothing came for the stall timeout.</summary>
    Stalled,

    /// <summary>Data comes, but nothing in it can be decoded.</summary>
    Undecodable,

    /// <summary>Nothing came within the connect timeout.</summary>
    ConnectTimeout,

    /// <summary>The picture's size or the clock changed in a way that needs a new run.</summary>
    FormatChanged,

    /// <summary>FFmpeg ended in the middle: killed or crashed.</summary>
    Interrupted,

    /// <summary>FFmpeg is not installed.</summary>
    ToolMissing,

    /// <summary>Anything FFmpeg reports that is none of the above.</summary>
    Other,
}
