using DeepAvFusion.Core.Results;
using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Sampling;

/// <summary>The truth about one thing seen or heard in a window.</summary>
/// <param name="Number">Its mark in the owner map, or 0 when it is not in the picture.</param>
/// <param name="Start">First moment of its sound, counted from the window's start; zero when silent.</param>
/// <param name="End">Last moment of its sound; equal to <paramref name="Start"/> when silent.</param>
/// <param name="Track">Its sound alone, as long as the window, or null when it is silent; valid until its clip is filled again.</param>
/// <param name="Pixels">How many pixels of it are seen.</param>
public sealed record SceneSource(SceneKind Kind, EventVerdict Verdict, byte Number, TimeSpan Start, TimeSpan End, float[]? Track, int Pixels)
{
    public bool IsHeard => Verdict != EventVerdict.SeenSilent;

    public bool IsSeen => Verdict != EventVerdict.HeardOffScreen;
}
