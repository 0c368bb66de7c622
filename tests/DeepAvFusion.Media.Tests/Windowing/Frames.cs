using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Media.Tests.Windowing;

/// <summary>Hand-made frames.</summary>
internal static class Frames
{
    public static readonly DateTimeOffset Wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Sound whose sample at absolute position n (at `time` counted from `first`) is value(n).</summary>
    public static SoundFrame Sound(double time, int samples, Func<long, float> value, long first)
    {
        var lease = Lease.Rent<float>(samples);
        for (var i = 0; i < samples; i++)
            lease.Span[i] = value(first + i);
        return new SoundFrame { Time = MediaTime.FromSeconds(time), ArrivedAt = Wall + TimeSpan.FromSeconds(time), Samples = lease };
    }

    public static SoundFrame Sound(double time, int samples = 320, float value = 0.5f) => Sound(time, samples, _ => value, 0);

    /// <summary>A 2x2 picture whose first byte tells which one it is.</summary>
    public static PictureFrame Picture(double time, byte mark = 0)
    {
        var lease = Lease.Rent<byte>(12);
        lease.Span.Fill(mark);
        return new PictureFrame { Time = MediaTime.FromSeconds(time), ArrivedAt = Wall + TimeSpan.FromSeconds(time), Rgb = lease, Width = 2, Height = 2 };
    }

    /// <summary>Sound in frames of 20 ms and pictures at `rate`, in order of time.</summary>
    public static IEnumerable<AvFrame> Clip(double seconds, double rate = 10, bool sound = true, bool picture = true, double from = 0)
    {
        var pictures = 0;
        var count = (int)Math.Round(seconds * 50);
        for (var i = 0; i < count; i++)
        {
            var time = i / 50.0;
            while (picture && pictures / rate <= time + 1e-9)
                yield return Picture(from + (pictures / rate), (byte)pictures++);
            if (sound)
                yield return Sound(from + time, 320, n => n % 1000 / 1000f, i * 320L);
        }
    }

    /// <summary>The frames without those that match, which are given back.</summary>
    public static IEnumerable<AvFrame> Without(this IEnumerable<AvFrame> frames, Func<AvFrame, bool> match)
    {
        foreach (var frame in frames)
        {
            if (match(frame))
                frame.Dispose();
            else
                yield return frame;
        }
    }
}
