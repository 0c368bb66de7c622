using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>A source that cannot be read, or cannot be read further. The message is one line with cause and remedy and holds no secret.</summary>
public class SourceException : UserErrorException
{
    public SourceException(SourceFailure failure, string message) : base(message) => Failure = failure;

    public SourceException(SourceFailure failure, string message, Exception inner) : base(message, inner) => Failure = failure;

    public SourceFailure Failure { get; }

    /// <summary>True when trying again soon cannot help: somebody has to change the source, its settings or the machine.</summary>
    public bool IsPermanent => Failure is SourceFailure.Malformed or SourceFailure.UnsupportedScheme or SourceFailure.DeniedHost
        or SourceFailure.Unauthorized or SourceFailure.StillImage or SourceFailure.ToolMissing;
}
