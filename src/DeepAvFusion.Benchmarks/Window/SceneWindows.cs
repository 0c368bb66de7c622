using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Scenes;

namespace DeepAvFusion.Benchmarks.Window;

/// <summary>Windows of the synthetic world as a source would deliver them.</summary>
internal static class SceneWindows
{
    public static IReadOnlyList<AvWindow> Make(int count, int width, int height)
    {
        // something is heard and seen in each: silence would skip the second pass
        var sampler = new SceneSampler(new SceneSettings { PictureWidth = width, PictureHeight = height, SilenceChance = 0, EmptyChance = 0 }, SceneSeeds.HeldOut(0));
        return [.. Enumerable.Range(0, count).Select(index => Window(sampler.Sample(index)))];
    }

    /// <summary>Inputs of the network, out of the same world.</summary>
    public static (float[] Images, float[] Spectrograms) Inputs(int count, EncoderConfig encoder)
    {
        var sampler = new SceneSampler(new SceneSettings { PictureWidth = encoder.Image.Input.Width, PictureHeight = encoder.Image.Input.Height }, SceneSeeds.HeldOut(0));
        var (features, clips) = (new SceneClipFeatures(encoder), Enumerable.Range(0, count).Select(index => sampler.Sample(index)).ToList());
        return ([.. clips.SelectMany(features.Picture)], [.. clips.SelectMany(clip => LogMelSpectrogram.Of(clip.Mixture))]);
    }

    private static AvWindow Window(SceneClip clip)
    {
        var (rgb, samples) = (Lease.Rent<byte>(clip.Rgb.Length), Lease.Rent<float>(clip.Mixture.Length));
        clip.Rgb.CopyTo(rgb.Span);
        clip.Mixture.CopyTo(samples.Span);
        var duration = TimeSpan.FromSeconds((double)clip.Mixture.Length / AudioClock.Rate);
        var now = DateTimeOffset.UtcNow;
        return new AvWindow
        {
            Stream = new StreamId("bench"),
            Run = new RunId(1),
            Index = clip.Index,
            Start = MediaTime.Zero,
            Duration = duration,
            CapturedAt = now,
            Samples = samples,
            HasSound = true,
            Picture = new PictureFrame { Time = MediaTime.Zero + (duration / 2), ArrivedAt = now, Rgb = rgb, Width = clip.Width, Height = clip.Height },
            Covered = duration,
            Gap = TimeSpan.Zero,
            IsTail = false,
        };
    }
}
