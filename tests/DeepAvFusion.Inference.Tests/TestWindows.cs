using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Inference.Tests;

/// <summary>Windows as the media side hands them over.</summary>
internal static class TestWindows
{
    private const int Width = 320;
    private const int Height = 180;
    private static readonly SceneSampler Scenes = new(new SceneSettings { PictureWidth = Width, PictureHeight = Height, SilenceChance = 0, EmptyChance = 0 }, seed: 5);

    /// <summary>A noisy picture and noise.</summary>
    public static AvWindow Noise(int seed, float amplitude = 0.2f, bool picture = true, int samples = 48000)
    {
        var random = new Random(seed);
        var sound = Lease.Rent<float>(samples);
        foreach (ref var sample in sound.Span)
            sample = amplitude * ((2 * random.NextSingle()) - 1);
        var rgb = Lease.Rent<byte>(Width * Height * 3);
        random.NextBytes(rgb.Span);
        if (!picture)
            rgb.Dispose();
        return Window(seed, sound, picture ? rgb : null);
    }

    /// <summary>A window of the synthetic world in which something sounds.</summary>
    public static AvWindow Scene(int index)
    {
        var clip = Scenes.Sample(index);
        var sound = Lease.Rent<float>(clip.Mixture.Length);
        clip.Mixture.CopyTo(sound.Span);
        var rgb = Lease.Rent<byte>(clip.Rgb.Length);
        clip.Rgb.CopyTo(rgb.Span);
        return Window(index, sound, rgb);
    }

    private static AvWindow Window(int index, Lease<float> samples, Lease<byte>? rgb) => new()
    {
        Stream = new StreamId("test"),
        Run = new RunId(1),
        Index = index,
        Start = MediaTime.Zero,
        Duration = TimeSpan.FromSeconds(3),
        CapturedAt = DateTimeOffset.UnixEpoch,
        Samples = samples,
        HasSound = true,
        Picture = rgb is null ? null : new PictureFrame { Time = MediaTime.FromSeconds(1.5), ArrivedAt = DateTimeOffset.UnixEpoch, Rgb = rgb, Width = Width, Height = Height },
        Covered = TimeSpan.FromSeconds(3),
        Gap = TimeSpan.Zero,
        IsTail = false,
    };
}
