using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Data.Scenes;

/// <summary>Windows of the synthetic world, made when they are asked for; every epoch has others.</summary>
/// <remarks>Their cameras have several shapes; as in the live analyzer, all of a picture is squeezed into the square that the network sees.</remarks>
public sealed class SceneSamples : ISampleSource
{
    private const int FewestPixels = 2;
    private const double WidestZoom = 0.8;                                      // margin around a thing, as a share of its box
    private static readonly double[] Shapes = [1, 4 / 3.0, 16 / 9.0];          // width over height
    private readonly SceneCamera[] _cameras;
    private readonly SceneClipFeatures _features;
    private readonly SceneTaskSettings? _tasks;
    private readonly double _zoomChance;
    private readonly int _size;
    private readonly int _patch;

    /// <param name="settings">What windows are made of; their pictures are of the height the encoder wants.</param>
    /// <param name="seed">From <see cref="SceneSeeds"/>.</param>
    /// <param name="count">Windows of one epoch.</param>
    /// <param name="tasks">What separation is trained on; null where nothing is separated.</param>
    /// <param name="zoomChance">Share of windows of which only the surroundings of one thing are shown.</param>
    /// <exception cref="Core.UserErrorException">The settings cannot be met.</exception>
    public SceneSamples(SceneSettings settings, long seed, int count, EncoderConfig encoder, SceneTaskSettings? tasks = null, double zoomChance = 0)
    {
        (Count, _tasks, _zoomChance, _features) = (count, tasks, zoomChance, new SceneClipFeatures(encoder));
        (_size, _patch) = (encoder.Image.Input.Height, encoder.Image.Patch);
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
        var random = draw.Random();
        var box = Shown(clip, random);
        var mixture = _features.Spectrogram(clip.Mixture);
        var sample = new AvSample($"scene window {window}", _features.Picture(clip, box), mixture)
        {
            Label = Math.Max(0, Array.IndexOf(clip.Heard, 1f)),
            Labels = [.. clip.Heard],
            Seen = box == PixelBox.Whole(clip.Width, clip.Height) ? [.. clip.Seen] : SceneClipFeatures.SeenIn(clip, box),
            Map = Array.ConvertAll(Resized(clip.Sounding, clip, box), pixel => (float)pixel),
            SeenPatches = PatchShares.Seen(clip, Resized(clip.Owners, clip, box), _size, _patch),
            HeardPatches = _tasks is null ? null : PatchShares.Heard(clip, mixture, _features, _patch),
            Separation = _tasks is null || _tasks.PerObject ? null : Task(clip, _tasks, random),
            Objects = _tasks is { PerObject: true } ? Objects(clip, box, random.NextDouble() < _tasks.WholeChance) : null,
        };
        camera.Return(clip);
        return sample;
    }

    /// <summary>The whole picture, or the surroundings of a thing in it.</summary>
    private PixelBox Shown(SceneClip clip, Random random)
    {
        var things = clip.Sources.Where(source => source.IsSeen).ToArray();
        if (things.Length == 0 || random.NextDouble() >= _zoomChance) return PixelBox.Whole(clip.Width, clip.Height);
        return SceneClipFeatures.Box(clip, things[random.Next(things.Length)], WidestZoom * random.NextDouble());
    }

    private byte[] Resized(byte[] map, SceneClip clip, PixelBox box)
    {
        var resized = new byte[_size * _size];
        LabelResampler.Resize<byte>(map, clip.Width, clip.Height, box, _size, _size, PixelBox.Whole(_size, _size), flip: false, resized);
        return resized;
    }

    /// <summary>Every thing that is seen, sounding or not; or the whole picture, of which all that is heard is.</summary>
    private ObjectTask Objects(SceneClip clip, PixelBox box, bool isWhole)
    {
        var (pixels, cells) = (_size * _size, _features.Cells);
        var (masks, sources, rest) = (new float[ObjectTask.Most * pixels], new float[ObjectTask.Most * cells], (float[])clip.Noise.Clone());
        var owners = Resized(clip.Owners, clip, box);
        var seen = clip.Sources.Where(source => source.IsSeen && !isWhole && owners.Contains(source.Number)).Take(ObjectTask.Most).ToArray();
        foreach (var (place, source) in seen.Index())
        {
            for (var i = 0; i < pixels; i++) masks[place * pixels + i] = owners[i] == source.Number ? 1 : 0;
            if (source.Track is { } track) _features.Power(track).CopyTo(sources, place * cells);
        }

        if (isWhole)
        {
            var all = new float[clip.Mixture.Length];
            Waveforms.Subtract(clip.Mixture, clip.Noise, all);
            masks.AsSpan(0, pixels).Fill(1);
            _features.Power(all).CopyTo(sources, 0);
        }
        else
        {
            foreach (var source in clip.Sources.Except(seen))
                if (source.Track is { } track)
                    for (var i = 0; i < rest.Length; i++) rest[i] += track[i];
        }

        return new ObjectTask(masks, sources, _features.Power(rest));
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
