using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Scenes;

namespace DeepAvFusion.Training.Data;

/// <summary>Windows of the synthetic world in which two things are seen and heard, each with the part of the picture around it, for judging a separation.</summary>
public sealed class ScenePairs : ISampleSource
{
    private const int MostTries = 60;
    private const double Margin = 0.15;
    private readonly SceneCamera _camera;
    private readonly SceneClipFeatures _features;

    /// <param name="settings">What windows are made of; picture and length follow the encoder.</param>
    /// <param name="seed">From <see cref="SceneSeeds"/>.</param>
    /// <param name="count">Pairs.</param>
    public ScenePairs(SceneSettings settings, long seed, int count, EncoderConfig encoder)
    {
        (Count, _features) = (count, new SceneClipFeatures(encoder));
        var paired = settings with { SilenceChance = 0, EmptyChance = 0, OffScreenChance = 0, MostThings = Math.Max(2, settings.MostThings), MostSounds = 2 };
        _camera = new SceneCamera(new SceneSampler(SceneClipFeatures.Fitting(encoder, paired), seed));
    }

    public int Count { get; }

    public string Name(int index) => $"pair {index} of scenes";

    /// <exception cref="SampleException">None of many windows has two such things.</exception>
    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        for (var window = (long)index * MostTries; window < (index + 1L) * MostTries; window++)
        {
            cancellation.ThrowIfCancellationRequested();
            var clip = _camera.Take(window);
            var sample = clip.Sources.Where(source => source.IsHeard).ToArray() is [{ IsSeen: true } first, { IsSeen: true } second] ? Sample(window, clip, first, second) : null;
            _camera.Return(clip);
            if (sample is not null) return sample;
        }

        throw new SampleException($"{MostTries} windows have no two things that are seen and heard");
    }

    private AvSample Sample(long window, SceneClip clip, SceneSource first, SceneSource second)
    {
        var pair = new SeparationPair([.. clip.Mixture], Source(clip, first), Source(clip, second));
        return new AvSample($"scene window {window}", pair.First.Image, _features.Spectrogram(clip.Mixture)) { Pair = pair };
    }

    private PairedSource Source(SceneClip clip, SceneSource source) =>
        new(source.Kind.Name, _features.Picture(clip, SceneClipFeatures.Box(clip, source, Margin)), [.. source.Track!]);
}
