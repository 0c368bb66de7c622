using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Scenes;

namespace DeepAvFusion.Training.Online;

/// <summary>Windows of the synthetic world as a network sees them, with the truth: to make anchors, and to try teaching. Not thread-safe.</summary>
/// <param name="network">As it came.</param>
/// <param name="settings">What windows are made of; picture and length follow the encoder.</param>
/// <param name="seed">From <see cref="SceneSeeds"/>.</param>
public sealed class SceneWindows(AnalyzerNetwork network, SceneSettings settings, long seed)
{
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SceneSampler _sampler = new(SceneClipFeatures.Fitting(network.Encoder, settings), seed);
    private readonly SceneClipFeatures _features = new(network.Encoder);

    /// <summary>A window without its features, for deciding whether it is wanted.</summary>
    public SceneClip Clip(long index) => _sampler.Sample(index);

    /// <summary>Names of what is heard in a window.</summary>
    public static IReadOnlyList<string> Heard(SceneClip clip) => [.. SceneKinds.All.Concat(SceneKinds.Further).Where(kind => kind.Index < clip.Heard.Length && clip.Heard[kind.Index] > 0).Select(kind => kind.Name)];

    /// <summary>What the network makes of a window.</summary>
    /// <param name="sound">Another sound to hear to the picture; null for its own.</param>
    public TaughtWindow See(SceneClip clip, StreamId stream, float[]? sound = null)
    {
        using var encoded = network.Encode(_features.Picture(clip), _features.Spectrogram(sound ?? clip.Mixture), 1);
        var start = new MediaTime(TimeSpan.FromMinutes(clip.Index));
        return new TaughtWindow
        {
            Stream = stream,
            Run = new RunId(1),
            Start = start,
            End = start + TimeSpan.FromSeconds((double)clip.Mixture.Length / AudioClock.Rate),
            CapturedAt = Began + start.FromStart,
            Model = network.Identity,
            Scores = encoded.Recognise()[0],
            Features = encoded.Features()[0],
            Picture = PictureFiles.Jpeg(clip.Width, clip.Height, clip.Rgb),
            Sound = (sound ?? clip.Mixture).AsSpan().ToArray(),
        };
    }
}
