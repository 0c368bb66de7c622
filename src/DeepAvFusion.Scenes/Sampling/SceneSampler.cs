using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Sampling;

/// <summary>
/// Makes windows of the synthetic world to train on and to judge by. Window n of a seed is the same on every call and every thread;
/// any number of threads may ask at once, each with a clip of its own.
/// </summary>
public sealed class SceneSampler
{
    private const float LeastSeenShare = 0.25f;
    private const int LeastSeenPixels = 12;
    private readonly SceneSettings _settings;
    private readonly ulong _key;
    private readonly int _samples;

    /// <param name="seed">From <see cref="SceneSeeds"/> when training and judging must stay apart.</param>
    /// <exception cref="UserErrorException">The settings cannot be met.</exception>
    public SceneSampler(SceneSettings settings, long seed)
    {
        settings.Check();
        _settings = settings;
        _key = SceneRandom.Key((ulong)seed, 0x5CE9E);
        _samples = (int)(settings.Duration.TotalSeconds * AudioClock.Rate);
    }

    /// <summary>A new window.</summary>
    public SceneClip Sample(long index)
    {
        var clip = NewClip();
        Fill(clip, index);
        return clip;
    }

    /// <summary>A window's buffers, to be filled many times.</summary>
    public SceneClip NewClip() => new(_settings.PictureWidth, _settings.PictureHeight, _samples, Math.Max(SceneKinds.All.Count, 1 + _settings.Kinds.Max(kind => kind.Index)));

    /// <summary>Makes window <paramref name="index"/> in the buffers of a former one.</summary>
    public void Fill(SceneClip clip, long index)
    {
        if (clip.Width != _settings.PictureWidth || clip.Height != _settings.PictureHeight || clip.Mixture.Length != _samples)
            throw new ArgumentException("This clip was made for other settings.", nameof(clip));
        var key = SceneRandom.Key(_key, (ulong)index);
        var composition = SceneComposer.Compose(_settings, new SceneRandom(key));
        clip.Clear();
        clip.Index = index;
        var tracks = Play(composition, clip);
        Draw(composition, clip, tracks, new SceneRandom(SceneRandom.Key(key, 1)));
    }

    private float[][] Play(Composition composition, SceneClip clip)
    {
        new NoiseFloor(new SceneRandom(composition.NoiseKey), composition.NoiseLevel).Render(clip.Noise);
        clip.Noise.CopyTo(clip.Mixture, 0);
        var tracks = new float[composition.Sounds.Count][];
        for (var i = 0; i < tracks.Length; i++)
        {
            tracks[i] = clip.NewTrack();
            new SoundRun(composition.Sounds[i]).Render(0, tracks[i]);
            for (var s = 0; s < _samples; s++) clip.Mixture[s] += tracks[i][s];
        }

        var peak = 0f;
        foreach (var sample in clip.Mixture) peak = Math.Max(peak, Math.Abs(sample));
        if (peak > 0.98f)
        {
            foreach (var samples in tracks.Append(clip.Noise).Append(clip.Mixture))
                for (var s = 0; s < _samples; s++) samples[s] *= 0.98f / peak;
        }

        return tracks;
    }

    private void Draw(Composition composition, SceneClip clip, float[][] tracks, SceneRandom random)
    {
        var painter = clip.Painter;
        painter.PaintBackdrop(composition.Style, new SceneRandom(composition.StyleKey));
        Span<int> whole = stackalloc int[composition.Things.Count + 1];
        Span<int> seen = stackalloc int[composition.Things.Count + 1];
        foreach (var thing in composition.Things)
        {
            var sound = composition.Sounds.FindIndex(s => s.Source == thing.Id);
            var level = sound >= 0 ? LevelAtCentre(tracks[sound]) : random.Chance(_settings.MimeChance) ? random.Unit() : 0;
            whole[thing.Number] = painter.Paint(thing, random.Range(0, 100), level);
        }

        foreach (var owner in clip.Owners) seen[owner]++;
        Wash.Expose(clip.Rgb, ref random, random.Range(0.75f, 1.15f), random.Range(0.8f, 1.25f), random.Chance(0.3f) ? 0 : random.Range(1, 10));
        foreach (var thing in composition.Things)
        {
            var sound = composition.Sounds.FindIndex(s => s.Source == thing.Id);
            var isSeen = seen[thing.Number] >= Math.Max(LeastSeenPixels, whole[thing.Number] * LeastSeenShare);
            if (sound >= 0) AddHeard(clip, composition.Sounds[sound], tracks[sound], isSeen ? thing : null, seen[thing.Number]);
            else if (isSeen) clip.Add(new SceneSource(thing.Kind, EventVerdict.SeenSilent, thing.Number, TimeSpan.Zero, TimeSpan.Zero, null, seen[thing.Number]));
        }

        for (var i = 0; i < tracks.Length; i++)
            if (composition.Sounds[i].OffScreen) AddHeard(clip, composition.Sounds[i], tracks[i], null, 0);
        MarkSounding(clip);
    }

    private void AddHeard(SceneClip clip, SceneSound sound, float[] track, SceneThing? thing, int pixels)
    {
        var start = TimeSpan.FromSeconds(Math.Max(0, sound.Start));
        var end = TimeSpan.FromSeconds(Math.Min(_settings.Duration.TotalSeconds, sound.End));
        clip.Add(thing is null
            ? new SceneSource(sound.Kind, EventVerdict.HeardOffScreen, 0, start, end, track, 0)
            : new SceneSource(sound.Kind, EventVerdict.HeardAndSeen, thing.Number, start, end, track, pixels));
    }

    private static void MarkSounding(SceneClip clip)
    {
        Span<byte> numbers = stackalloc byte[256];
        Span<byte> classes = stackalloc byte[256];
        numbers.Clear();
        classes.Clear();
        foreach (var source in clip.Sources)
        {
            if (!source.IsSeen) continue;
            numbers[source.Number] = source.Number;
            if (source.IsHeard) classes[source.Number] = (byte)(source.Kind.Index + 1);
        }

        for (var i = 0; i < clip.Owners.Length; i++)
        {
            var kind = classes[clip.Owners[i]];
            clip.Owners[i] = numbers[clip.Owners[i]];                     // what hardly shows counts as not in the picture
            clip.Classes[i] = kind;
            clip.Sounding[i] = kind > 0 ? (byte)1 : (byte)0;
        }
    }

    /// <summary>How loud a track is in the middle, 0..1 for silence to about -17 dBFS.</summary>
    private static float LevelAtCentre(ReadOnlySpan<float> track)
    {
        var energy = 0f;
        var part = track.Slice((track.Length / 2) - 400, 800);
        foreach (var sample in part) energy += sample * sample;
        return Math.Min(1, MathF.Sqrt(energy / part.Length) / 0.14f);
    }
}
