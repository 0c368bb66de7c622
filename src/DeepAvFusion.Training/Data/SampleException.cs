namespace DeepAvFusion.Training.Data;

/// <summary>A sample that cannot be read; it is skipped and counted.</summary>
public sealed class SampleException(string message, Exception? inner = null) : Exception(message, inner);
