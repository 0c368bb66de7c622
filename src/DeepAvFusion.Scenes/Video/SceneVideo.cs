using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Video;

/// <summary>Shows a scene picture by picture with its sound: the same for the same settings and seed, for as long as one asks. One caller at a time.</summary>
public sealed class SceneVideo
{
    private readonly ISceneScript _script;
    private readonly int _rate;
    private readonly byte[] _backdrop, _rgb, _owners;
    private readonly float[] _samples, _noise;
    private readonly ScenePainter _painter;
    private readonly NoiseFloor _floor;
    private readonly Dictionary<SceneSound, SoundRun> _runs = [];
    private readonly Dictionary<int, float[]> _tracks = [];
    private readonly Dictionary<int, float> _levels = [];
    private readonly Stack<float[]> _spare = [];
    private readonly int _mostSamples;
    private long _index;

    /// <exception cref="UserErrorException">The settings cannot be met.</exception>
    public SceneVideo(SceneVideoSettings settings, long seed)
        : this(Direct(settings, seed), settings, settings.Style, SceneRandom.Key((ulong)seed, 2), SceneRandom.Key((ulong)seed, 3), MathF.Pow(10, settings.Noise / 20))
    {
    }

    /// <summary>Shows a scene that is thought up already.</summary>
    internal SceneVideo(Composition scene, SceneVideoSettings settings)
        : this(scene, settings, scene.Style, scene.StyleKey, scene.NoiseKey, scene.NoiseLevel)
    {
    }

    private SceneVideo(ISceneScript script, SceneVideoSettings settings, BackdropStyle style, ulong styleKey, ulong noiseKey, float noiseLevel)
    {
        _script = script;
        Settings = settings;
        _rate = settings.FrameRate;
        var pixels = settings.Width * settings.Height;
        (_rgb, _owners, _backdrop) = (new byte[pixels * 3], new byte[pixels], new byte[pixels * 3]);
        _mostSamples = (AudioClock.Rate / _rate) + 1;
        (_samples, _noise) = (new float[_mostSamples], new float[_mostSamples]);
        _painter = new ScenePainter(settings.Width, settings.Height, _rgb, _owners);
        _painter.PaintBackdrop(style, new SceneRandom(styleKey));
        _rgb.CopyTo(_backdrop, 0);
        _floor = new NoiseFloor(new SceneRandom(noiseKey), noiseLevel);
    }

    public SceneVideoSettings Settings { get; }

    /// <summary>The next picture and its sound.</summary>
    public SceneVideoFrame Next()
    {
        var first = _index * AudioClock.Rate / _rate;
        var count = (int)(((_index + 1) * AudioClock.Rate / _rate) - first);
        var time = _index / (double)_rate;
        _script.Extend(time + 1);
        Sound(first, count);
        Draw(time);
        var frame = new SceneVideoFrame
        {
            Index = _index,
            Time = MediaTime.FromSample(first, AudioClock.Rate),
            Rgb = _rgb,
            Owners = _owners,
            Samples = _samples.AsMemory(0, count),
            Noise = _noise.AsMemory(0, count),
            Sources = Sources(time, count),
        };
        _index++;
        return frame;
    }

    private static SceneDirector Direct(SceneVideoSettings settings, long seed)
    {
        settings.Check();
        return new SceneDirector(settings.Kinds, settings.MostThings, settings.MostSounds, settings.Width / (float)settings.Height, SceneRandom.Key((ulong)seed, 1));
    }

    private void Sound(long first, int count)
    {
        foreach (var track in _tracks.Values) _spare.Push(track);
        _tracks.Clear();
        _floor.Render(_noise.AsSpan(0, count));
        _noise.AsSpan(0, count).CopyTo(_samples);
        foreach (var sound in _script.Sounds)
        {
            if (sound.End * AudioClock.Rate <= first)
            {
                _runs.Remove(sound);
                continue;
            }

            if (sound.Start * AudioClock.Rate >= first + count) continue;
            if (!_runs.TryGetValue(sound, out var run)) _runs[sound] = run = new SoundRun(sound);
            var track = _spare.TryPop(out var known) ? known : new float[_mostSamples];
            run.Render(first, track.AsSpan(0, count));
            _tracks[sound.Source] = track;
            for (var i = 0; i < count; i++) _samples[i] += track[i];
        }
    }

    private void Draw(double time)
    {
        _backdrop.CopyTo(_rgb, 0);
        Array.Clear(_owners);
        foreach (var thing in _script.Things)
            if (thing.Enter <= time && time < thing.Leave) _painter.Paint(thing, time, Level(thing, time));
    }

    /// <summary>How loud a thing seems: follows its sound quickly up and slowly down; a silent one moves as if it sounded now and then.</summary>
    private float Level(SceneThing thing, double time)
    {
        var now = 0f;
        if (_tracks.TryGetValue(thing.Id, out var track))
        {
            var energy = 0f;
            foreach (var sample in track) energy += sample * sample;
            now = Math.Min(1, MathF.Sqrt(energy / track.Length) / 0.08f);
        }
        else if (ValueNoise.At((float)(time * 0.15) % 256, thing.Id * 3.7f) > 0.68f)
        {
            now = ValueNoise.At((float)(time * 3) % 256, thing.Id * 1.9f);
        }

        var before = _levels.GetValueOrDefault(thing.Id);
        return _levels[thing.Id] = Math.Max(now, before * MathF.Pow(0.001f, 1f / _rate));
    }

    private List<SceneVideoSource> Sources(double time, int count)
    {
        Span<bool> seen = stackalloc bool[256];
        seen.Clear();
        foreach (var owner in _owners) seen[owner] = true;
        var sources = new List<SceneVideoSource>();
        foreach (var thing in _script.Things)
        {
            if (thing.Enter > time || time >= thing.Leave)
            {
                if (time >= thing.Leave) _levels.Remove(thing.Id);
                continue;
            }

            var track = _tracks.GetValueOrDefault(thing.Id);
            if (!seen[thing.Number] && track is null) continue;
            var verdict = track is null ? EventVerdict.SeenSilent : seen[thing.Number] ? EventVerdict.HeardAndSeen : EventVerdict.HeardOffScreen;
            sources.Add(new SceneVideoSource(thing.Id, thing.Kind, verdict, seen[thing.Number] ? thing.Number : (byte)0, track is null ? default : track.AsMemory(0, count)));
        }

        foreach (var sound in _script.Sounds)
            if (sound.OffScreen && _tracks.TryGetValue(sound.Source, out var track))
                sources.Add(new SceneVideoSource(sound.Source, sound.Kind, EventVerdict.HeardOffScreen, 0, track.AsMemory(0, count)));
        return sources;
    }
}
