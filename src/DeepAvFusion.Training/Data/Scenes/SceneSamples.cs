using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Data.Scenes;

/// <summary>Windows of the synthetic world, made when they are asked for; every epoch has others.</summary>
/// <remarks>Their cameras have several shapes; as in the live analyzer, all of a picture is squeezed into the square that the network sees.</remarks>
public sealed class SceneSamples : ISampleSource
{
    private const int FewestPixels = 2;
    private static readonly double[] Shapes = [1, 4 / 3.0, 16 / 9.0];          // width over height
    private readonly SceneCamera[] _cameras;
    private readonly SceneClipFeatures _features;
    private readonly SceneTaskSettings? _tasks;
    private readonly int _size;

    /// <param name="settings">What windows are made of; their pictures are of the height the encoder wants.</param>
    /// <param name="seed">From <see cref="SceneSeeds"/>.</param>
    /// <param name="count">Windows of one epoch.</param>
    /// <param name="tasks">What separation is trained on; null where nothing is separated.</param>
    /// <exception cref="Core.UserErrorException">The settings cannot be met.</exception>
    public SceneSamples(SceneSettings settings, long seed, int count, EncoderConfig encoder, SceneTaskSettings? tasks = null)
    {
        (Count, _tasks, _size, _features) = (count, tasks, encoder.Image.Input.Height, new SceneClipFeatures(encoder));
        var fitting = SceneClipFeatures.Fitting(encoder, settings);
        _cameras = Array.ConvertAll(Shapes, shape => new SceneCamera(new SceneSampler(
            fitting with { PictureWidth = (int)Math.Round(shape * _size) }, seed)));
    }

    public int Count { get; }

    public string Name(int index) => $"scene {index}";

    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        var window = (long)draw.Epoch * Count + index;
        var camera = _cameras[window % _cameras.Length];
        var clip = camera.Take(window);
        var sample = new AvSample($"scene window {window}", _features.Picture(clip), SceneClipFeatures.Spectrogram(clip.Mixture))
        {
            Label = Math.Max(0, Array.IndexOf(clip.Heard, 1f)),
            Labels = [.. clip.Heard],
            Seen = [.. clip.Seen],
            Map = Map(clip),
            Separation = _tasks is null ? null : Task(clip, _tasks, draw.Random()),
        };
        camera.Return(clip);
        return sample;
    }

    private float[] Map(SceneClip clip)
    {
        var map = new byte[_size * _size];
        LabelResampler.Resize<byte>(
            clip.Sounding, clip.Width, clip.Height, PixelBox.Whole(clip.Width, clip.Height), _size, _size, PixelBox.Whole(_size, _size), flip: false, map);
        return Array.ConvertAll(map, pixel => (float)pixel);
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
