using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Sampling;

/// <summary>Thinks up one window: things, distractors, sounds on and off the screen, their times and levels.</summary>
internal static class SceneComposer
{
    private static readonly float[] SoundCounts = [0.5f, 0.36f, 0.14f, 0.06f];
    private static readonly int StyleCount = Enum.GetValues<BackdropStyle>().Length;

    public static Composition Compose(SceneSettings settings, SceneRandom random)
    {
        var silent = random.Chance(settings.SilenceChance);
        var loudest = settings.LoudestNoise + (silent ? random.Range(0, 8) : 0);          // silence may be noisy: noise is no sound of a thing
        var composition = new Composition
        {
            Style = (BackdropStyle)random.Below(StyleCount),
            StyleKey = random.NextBits(),
            NoiseKey = random.NextBits(),
            NoiseLevel = random.Chance(0.08f) ? 0 : Level(random.Range(loudest - 32, loudest)),
        };

        Span<int> order = stackalloc int[settings.Kinds.Count];
        Shuffle(ref random, order);
        var things = random.Chance(settings.EmptyChance) ? 0 : 1 + random.Below(Math.Min(settings.MostThings, settings.Kinds.Count));
        var ratio = settings.PictureWidth / (float)settings.PictureHeight;
        for (var i = 0; i < things; i++)
        {
            var size = settings.LeastSize + ((settings.MostSize - settings.LeastSize) * MathF.Sqrt(random.Unit()));
            composition.AddThing(ref random, settings.Kinds[order[i]], size, ratio);
        }

        if (!silent) AddSounds(settings, composition, ref random, order[things..]);
        return composition;
    }

    private static void AddSounds(SceneSettings settings, Composition composition, ref SceneRandom random, ReadOnlySpan<int> unseen)
    {
        var sounds = Math.Max(settings.LeastSounds, 1 + random.Weighted(SoundCounts.AsSpan(0, settings.MostSounds)));
        Span<int> order = stackalloc int[composition.Things.Count];
        Shuffle(ref random, order);
        var nextSeen = 0;
        for (var i = 0; i < sounds; i++)
        {
            var seenLeft = nextSeen < order.Length;
            if (!seenLeft && i >= settings.LeastSounds && !random.Chance(settings.OffScreenChance)) break;     // enough sounds without things
            var offScreen = unseen.Length > 0 && (!seenLeft || random.Chance(settings.OffScreenChance));
            if (!offScreen && !seenLeft) break;
            var thing = offScreen ? null : composition.Things[order[nextSeen++]];
            var kind = thing?.Kind ?? settings.Kinds[unseen[0]];
            if (offScreen) unseen = unseen[1..];
            var (start, end) = Times(ref random, settings);
            composition.AddSound(ref random, kind, thing, start, end, Level(random.Range(-7, 1)));
        }
    }

    /// <summary>Either the whole window, or a part of it of at least 0.8 s (or 40 % of short windows).</summary>
    private static (double Start, double End) Times(ref SceneRandom random, SceneSettings settings)
    {
        var length = (float)settings.Duration.TotalSeconds;
        if (!random.Chance(settings.PartialChance)) return (-random.Range(0, 0.6f), length + 1);
        var part = random.Range(Math.Min(0.8f, length * 0.4f), length * 0.85f);
        return random.Below(3) switch
        {
            0 => (-random.Range(0, 0.4f), part),
            1 => (length - part, length + 1),
            _ => random.Range(0.02f, length - part) is var start ? (start, start + part) : default,
        };
    }

    private static void Shuffle(ref SceneRandom random, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var j = random.Below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    private static float Level(float decibels) => MathF.Pow(10, decibels / 20);
}
