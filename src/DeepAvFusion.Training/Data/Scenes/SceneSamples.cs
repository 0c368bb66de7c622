using System.Collections.Concurrent;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Data.Scenes;

/// <summary>Windows of the synthetic world, made when they are asked for; every epoch has others.</summary>
public sealed class SceneSamples : ISampleSource
{
    private const int FewestPixels = 2;
    private readonly SceneSampler _sampler;
    private readonly SceneClipFeatures _features;
    private readonly ConcurrentBag<SceneClip> _spare = [];
    private readonly SceneTaskSettings? _tasks;

    /// <param name="settings">What windows are made of; their pictures are of the size the encoder wants.</param>
    /// <param name="seed">From <see cref="SceneSeeds"/>.</param>
    /// <param name="count">Windows of one epoch.</param>
    /// <param name="tasks">What separation is trained on; null where nothing is separated.</param>
    /// <exception cref="Core.UserErrorException">The settings cannot be met.</exception>
    public SceneSamples(SceneSettings settings, long seed, int count, EncoderConfig encoder, SceneTaskSettings? tasks = null)
    {
        _sampler = new SceneSampler(
            settings with
            {
                PictureWidth = encoder.Image.Input.Width,
                PictureHeight = encoder.Image.Input.Height,
                Duration = TimeSpan.FromSeconds((double)encoder.Audio.Input.Width * AudioFormat.Hop / Core.AudioClock.Rate),
            },
            seed);
        _features = new SceneClipFeatures(encoder);
        (Count, _tasks) = (count, tasks);
    }

    public int Count { get; }

    public string Name(int index) => $"scene {index}";

    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        var window = (long)draw.Epoch * Count + index;
        var clip = _spare.TryTake(out var spare) ? spare : _sampler.NewClip();
        _sampler.Fill(clip, window);
        var sample = new AvSample($"scene window {window}", _features.Picture(clip), SceneClipFeatures.Spectrogram(clip.Mixture))
        {
            Label = Math.Max(0, Array.IndexOf(clip.Heard, 1f)),
            Labels = [.. clip.Heard],
            Seen = [.. clip.Seen],
            Map = Array.ConvertAll(clip.Sounding, pixel => (float)pixel),
            Separation = _tasks is null ? null : Task(clip, _tasks, draw.Random()),
        };
        _spare.Add(clip);
        return sample;
    }

    /// <summary>Mostly a thing that sounds; sometimes a silent one, of which nothing is to be heard, or the whole picture, of which all is.</summary>
    private SeparationTask Task(SceneClip clip, SceneTaskSettings tasks, Random random)
    {
        var sounding = clip.Sources.Where(source => source.IsSeen && source.IsHeard && source.Pixels >= FewestPixels).ToArray();
        var silent = clip.Sources.Where(source => source.IsSeen && !source.IsHeard && source.Pixels >= FewestPixels).ToArray();
        var choice = random.NextDouble();
        var margin = tasks.Margin * (0.5 + random.NextDouble());
        if (silent.Length > 0 && (choice < tasks.SilentChance || (sounding.Length == 0 && choice < 0.5)))
            return _features.Task(clip, silent[random.Next(silent.Length)], margin);
        if (sounding.Length > 0 && choice < 1 - tasks.WholeChance)
            return _features.Task(clip, sounding[random.Next(sounding.Length)], margin);
        return _features.WholeTask(clip);
    }
}
