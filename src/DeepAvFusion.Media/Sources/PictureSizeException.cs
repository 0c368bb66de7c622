namespace DeepAvFusion.Media.Sources;

/// <summary>The pictures of a source changed their shape in the middle of a run.</summary>
internal sealed class PictureSizeException : Exception;
