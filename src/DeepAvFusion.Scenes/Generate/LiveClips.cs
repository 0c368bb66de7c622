using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Video;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>
/// Clips to judge a live analyzer by: two or three things in one picture that sound with pauses, silent ones beside them, in some a sound from off the screen;
/// in every eighth clip nothing sounds but noise.
/// </summary>
public static class LiveClips
{
    private const ulong Key = 0x11FE;
    private const int SilentEvery = 8;
    private const float OffScreenChance = 0.3f;
    private const int MostSilent = 2;

    /// <summary>Clip <paramref name="index"/> of a seed; the same on every call.</summary>
    /// <param name="seconds">Its length; who asks for more sees things that stay and have fallen silent.</param>
    public static SceneVideo Open(SceneVideoSettings show, long seed, int index, int seconds)
    {
        show.Check();
        var key = SceneRandom.Key(SceneRandom.Key((ulong)seed, Key), (ulong)index);
        var random = new SceneRandom(key);
        var plan = Plan(ref random, $"live-{index}", index, seconds);
        return new SceneVideo(ClipComposer.Compose(plan, random, show.Width / (float)show.Height), show);
    }

    /// <summary>What a clip shows.</summary>
    internal static ClipPlan Plan(ref SceneRandom random, string id, int index, int seconds)
    {
        var kinds = SceneKinds.All.ToArray();
        for (var i = kinds.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (kinds[i], kinds[j]) = (kinds[j], kinds[i]);
        }

        var sounding = index % SilentEvery == SilentEvery - 1 ? 0 : 2 + (index % 2);
        var silent = random.Below(MostSilent + 1);
        var offScreen = sounding > 0 && random.Chance(OffScreenChance) ? 1 : 0;
        return new ClipPlan
        {
            Id = id,
            Path = $"clips/{id}.mp4",
            Split = "test",
            Length = seconds,
            Sounding = kinds[..sounding],
            Silent = kinds[sounding..(sounding + silent)],
            OffScreen = kinds[(sounding + silent)..(sounding + silent + offScreen)],
        };
    }
}
