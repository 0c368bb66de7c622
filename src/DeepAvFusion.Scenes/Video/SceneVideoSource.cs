using DeepAvFusion.Core.Results;
using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Video;

/// <summary>The truth about one thing during one picture.</summary>
/// <param name="Id">Unique in its scene.</param>
/// <param name="Number">Its mark in the owner map, or 0 when no pixel of it is seen.</param>
/// <param name="Samples">Its sound alone during the picture, or empty when it is silent; valid until the next picture.</param>
public sealed record SceneVideoSource(int Id, SceneKind Kind, EventVerdict Verdict, byte Number, ReadOnlyMemory<float> Samples);
