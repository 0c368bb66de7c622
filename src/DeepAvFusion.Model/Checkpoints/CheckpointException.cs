using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints.Loading;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>A checkpoint was refused; the message is one line that names the file, the cause and, where there is one, the remedy.</summary>
public sealed class CheckpointException : UserErrorException
{
    public CheckpointException(string message)
        : base(message)
    {
    }

    public CheckpointException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>What a strict load found wrong, key by key; null when the file itself was the trouble.</summary>
    public CheckpointMismatch? Mismatch { get; init; }
}
