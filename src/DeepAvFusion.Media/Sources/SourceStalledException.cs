namespace DeepAvFusion.Media.Sources;

/// <summary>A source that was connected and then silent for the stall timeout; its FFmpeg process has been killed.</summary>
public sealed class SourceStalledException(string message) : SourceException(SourceFailure.Stalled, message);
