using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Scenes.Video;
using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Live;

/// <summary>Clips of the synthetic world, made as they are watched; pictures and sound enter as they were made, without a codec in between.</summary>
public sealed class SyntheticClips : ILiveClips
{
    private const int Width = 340;
    private const int Height = 256;
    private readonly LiveEvaluationSettings _settings;

    /// <exception cref="UserErrorException">Settings are impossible; all problems are listed.</exception>
    public SyntheticClips(LiveEvaluationSettings settings)
    {
        RecipeProblems.ThrowIfAny("evaluation", settings.Problems());
        _settings = settings;
    }

    public int Count => _settings.Clips;

    public LiveClip Open(int index, CancellationToken cancellation)
    {
        var truth = new LiveTruth(Width, Height, _settings.Seconds * LiveTruth.PerSecond);
        return new LiveClip($"clip-{index}", truth, Frames(index, truth));
    }

    private IEnumerable<AvFrame> Frames(int index, LiveTruth truth)
    {
        var video = LiveClips.Open(new SceneVideoSettings { Width = Width, Height = Height, FrameRate = LiveTruth.PerSecond }, _settings.Seed, index, _settings.Seconds);
        for (var tenth = 0; tenth < truth.Tenths; tenth++)
        {
            var frame = video.Next();
            truth.Add(frame);
            var (rgb, samples) = (Lease.Rent<byte>(frame.Rgb.Length), Lease.Rent<float>(frame.Samples.Length));
            frame.Rgb.Span.CopyTo(rgb.Span);
            frame.Samples.Span.CopyTo(samples.Span);
            var now = TimeProvider.System.GetUtcNow();
            yield return new PictureFrame { Time = frame.Time, ArrivedAt = now, Rgb = rgb, Width = Width, Height = Height };
            yield return new SoundFrame { Time = frame.Time, ArrivedAt = now, Samples = samples };
        }
    }
}
