using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>One stretch of sound.</summary>
/// <param name="Source">The id of the thing that makes it, or an id of its own when nothing in the picture does.</param>
/// <param name="OffScreen">Nothing in the picture makes it.</param>
/// <param name="Start">Seconds on the scene's clock.</param>
/// <param name="End">Seconds on the scene's clock.</param>
/// <param name="Gain">Factor on the voice's own level of about -20 dBFS.</param>
/// <param name="VoiceKey">What its pitch, tempo and tune follow from.</param>
internal sealed record SceneSound(int Source, SceneKind Kind, bool OffScreen, double Start, double End, float Gain, ulong VoiceKey);
