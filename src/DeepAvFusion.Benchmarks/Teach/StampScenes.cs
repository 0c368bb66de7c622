using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Benchmarks.Teach;

/// <summary>Windows with recorded things: a photograph on noise or before another one, its recording with gain, pitch, echoes and noise. What is taught and what is judged are cut differently.</summary>
/// <param name="network">As it came.</param>
/// <param name="stamps">What there is.</param>
internal sealed class StampScenes(AnalyzerNetwork network, IReadOnlyList<Stamp> stamps, int seed)
{
    private const double LongSound = 3;             // seconds from which on teaching and judging hear different parts
    private const double SecondChance = 0.3;
    private const double Pitch = 0.03;
    private const int Echoes = 6;
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random = new(seed);
    private readonly int _side = network.Encoder.Image.Input.Width;
    private readonly ImageTransform _image = new(network.Encoder.Image.Input.Width);
    private int _made;

    /// <param name="stamp">What is heard and seen; null for a window in which nothing is.</param>
    /// <param name="isJudged">Whether it is one to judge by.</param>
    public (TaughtWindow Window, IReadOnlyList<string> Heard) Make(Stamp? stamp, bool isJudged)
    {
        var shown = new List<Stamp>();
        if (stamp is not null) shown.Add(stamp);
        if (stamp is not null && _random.NextDouble() < SecondChance && stamps[_random.Next(stamps.Count)] is { } second && second != stamp) shown.Add(second);
        var rgb = Backdrop();
        var sound = new float[network.Encoder.Audio.Input.Width * AudioFormat.Hop];
        foreach (var one in shown)
        {
            Paint(rgb, one, Between(0.35, 0.7), 1);
            Play(sound, one, isJudged);
        }
        Hiss(sound);
        var picture = new float[_image.Length];
        _image.Stretch(rgb, _side, _side, picture);
        using var encoded = network.Encode(picture, LogMelSpectrogram.Of(sound, AudioFormat.MelBands), 1);
        var start = new MediaTime(TimeSpan.FromMinutes(_made++));
        return (new TaughtWindow
        {
            Stream = new StreamId("bench-stamps"),
            Run = new RunId(1),
            Start = start,
            End = start + TimeSpan.FromSeconds((double)sound.Length / AudioClock.Rate),
            CapturedAt = Began + start.FromStart,
            Model = network.Identity,
            Scores = encoded.Recognise()[0],
            Features = encoded.Features()[0],
            Picture = PictureFiles.Jpeg(_side, _side, rgb),
            Sound = sound,
        }, [.. shown.Select(one => one.Name)]);
    }

    /// <summary>Noise on a slope of two colours, or a dim photograph of something that is silent.</summary>
    private byte[] Backdrop()
    {
        var rgb = new byte[_side * _side * 3];
        var (from, to, noise) = (Colour(), Colour(), Between(2, 24));
        for (var y = 0; y < _side; y++)
            for (var x = 0; x < _side; x++)
                for (var channel = 0; channel < 3; channel++)
                    rgb[(3 * ((y * _side) + x)) + channel] = (byte)Math.Clamp(from[channel] + ((to[channel] - from[channel]) * y / _side) + Between(-noise, noise), 0, 255);
        if (_random.Next(2) == 0) Paint(rgb, stamps[_random.Next(stamps.Count)], 1, 0.5);
        return rgb;
    }

    /// <param name="share">Of the picture's side that its longer one takes.</param>
    /// <param name="opacity">0..1</param>
    private void Paint(byte[] rgb, Stamp stamp, double share, double opacity)
    {
        var scale = share * _side / Math.Max(stamp.Width, stamp.Height);
        var (width, height, mirrors) = (Math.Max(1, (int)(stamp.Width * scale)), Math.Max(1, (int)(stamp.Height * scale)), _random.Next(2) == 0);
        var (left, top) = (_random.Next(Math.Max(1, _side - width + 1)), _random.Next(Math.Max(1, _side - height + 1)));
        for (var y = 0; y < height && top + y < _side; y++)
        {
            for (var x = 0; x < width && left + x < _side; x++)
            {
                var from = 4 * (((int)(y / scale) * stamp.Width) + (int)((mirrors ? width - 1 - x : x) / scale));
                if (from + 3 >= stamp.Pixels.Length) continue;
                var (to, cover) = (3 * (((top + y) * _side) + left + x), opacity * stamp.Pixels[from + 3] / 255);
                for (var channel = 0; channel < 3; channel++) rgb[to + channel] = (byte)((rgb[to + channel] * (1 - cover)) + (stamp.Pixels[from + channel] * cover));
            }
        }
    }

    /// <summary>Adds a recording: a part of a long one, a short one again and again.</summary>
    private void Play(float[] sound, Stamp stamp, bool isJudged)
    {
        var half = stamp.Sound.Length > LongSound * AudioClock.Rate ? stamp.Sound.Length / 2 : stamp.Sound.Length;
        var part = stamp.Sound.AsSpan(isJudged ? stamp.Sound.Length - half : 0, half).ToArray();
        var loudest = Math.Max(1e-4f, part.Max(MathF.Abs));
        var (gain, step) = ((float)Math.Pow(10, Between(-18, -3) / 20) / loudest, Between(1 - Pitch, 1 + Pitch));
        var (delays, levels) = (Enumerable.Range(0, Echoes).Select(_ => _random.Next(200, 3200)).ToArray(), Enumerable.Range(0, Echoes).Select(_ => (float)Between(0, 0.2)).ToArray());
        for (var at = -_random.Next(Math.Max(1, part.Length / 2)); at < sound.Length; at += (int)(part.Length / step) + _random.Next(2000, 9000))
        {
            for (var i = 0; (int)(i * step) + 1 < part.Length && at + i < sound.Length; i++)
            {
                var (place, share) = ((int)(i * step), (float)((i * step) - Math.Floor(i * step)));
                var value = gain * ((part[place] * (1 - share)) + (part[place + 1] * share));
                if (at + i >= 0) sound[at + i] += value;
                for (var echo = 0; echo < Echoes; echo++)
                    if (at + i + delays[echo] is >= 0 and var late && late < sound.Length) sound[late] += levels[echo] * value;
            }
        }
    }

    private void Hiss(float[] sound)
    {
        var level = (float)Math.Pow(10, Between(-60, -38) / 20);
        for (var i = 0; i < sound.Length; i++) sound[i] = Math.Clamp(sound[i] + (level * ((2 * _random.NextSingle()) - 1)), -1, 1);
    }

    private double[] Colour() => [Between(20, 235), Between(20, 235), Between(20, 235)];

    private double Between(double low, double high) => low + (_random.NextDouble() * (high - low));
}
