namespace DeepAvFusion.Training.Data;

/// <summary>A picture and what sounds from it in a mixture.</summary>
/// <param name="Image">[3, size, size], normalised: a part of the picture, or all of it.</param>
/// <param name="Source">[1, mel, time] log10 mel of what sounds from it.</param>
/// <param name="Rest">[1, mel, time] log10 mel of everything else in the mixture.</param>
/// <param name="Seen">[classes] of 0 and 1: what is seen in it; null where that is not known.</param>
public sealed record SeparationTask(float[] Image, float[] Source, float[] Rest, float[]? Seen = null);
