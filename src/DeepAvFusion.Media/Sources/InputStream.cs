using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources;

/// <summary>One stream inside a source, as FFmpeg describes it. What is not known is zero.</summary>
/// <param name="IsPicture">False for sound.</param>
/// <param name="Codec">FFmpeg's name, such as `h264`.</param>
/// <param name="IsAttached">A cover picture, not moving ones.</param>
internal sealed partial record InputStream(bool IsPicture, string Codec, int Width, int Height, double Rate, int SampleRate, string Channels, bool IsAttached)
{
    /// <summary>Number of the stream in its source.</summary>
    public int Index { get; init; }

    /// <summary>Three letters; empty where it is not told.</summary>
    public string Language { get; init; } = "";

    /// <summary>The one that the source means to be taken.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Programmes of a multiplex, or variants of a playlist, that it belongs to.</summary>
    public IReadOnlyList<int> Programmes { get; init; } = [];

    /// <summary>How its pixels are laid out, such as `yuv420p`; empty for sound.</summary>
    public string PixelFormat { get; init; } = "";

    public bool IsDecodable => Codec is not ("none" or "unknown");

    /// <summary>Whether it belongs to the same programme; what belongs to none goes with all.</summary>
    public bool Goes(InputStream other) => Programmes.Count == 0 || other.Programmes.Count == 0 || Programmes.Intersect(other.Programmes).Any();

    /// <summary>Such as `sound 2 (deu, programme 1): aac 48000 Hz stereo`.</summary>
    public string Named()
    {
        var facts = string.Join(", ", new[] { Language, Programmes.Count == 0 ? "" : $"programme {string.Join('+', Programmes)}" }.Where(fact => fact.Length > 0));
        return $"{(IsPicture ? "picture" : "sound")} {Index}{(facts.Length > 0 ? $" ({facts})" : "")}: {this}";
    }

    public static InputStream Parse(string kind, string text)
    {
        var size = SizeForm().Match(text);
        var rate = RateForm().Match(text);
        var sound = SoundForm().Match(text);
        return new InputStream(
            kind == "Video",
            text.Split(' ', ',')[0],
            size.Success ? Int(size.Groups[1]) : 0,
            size.Success ? Int(size.Groups[2]) : 0,
            rate.Success ? double.Parse(rate.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (rate.Groups[2].Success ? 1000 : 1) : 0,
            sound.Success ? Int(sound.Groups[1]) : 0,
            sound.Success ? sound.Groups[2].Value : "",
            text.Contains("(attached pic)", StringComparison.Ordinal))
        {
            IsDefault = text.Contains("(default)", StringComparison.Ordinal),
            PixelFormat = kind == "Video" ? PixelForm().Match(text).Groups[1].Value : "",
        };
    }

    /// <summary>Such as `h264 1280x720 at 25/s` or `aac 48000 Hz stereo`.</summary>
    public override string ToString() => IsPicture
        ? FormattableString.Invariant($"{Codec} {Width}x{Height}{(Rate > 0 ? $" at {Rate:0.##}/s" : "")}")
        : FormattableString.Invariant($"{Codec} {SampleRate} Hz {Channels}");

    private static int Int(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    [GeneratedRegex(@", (\d{1,6})x(\d{1,6})")]
    private static partial Regex SizeForm();

    [GeneratedRegex(@", ((?:yuv|gray|nv|rgb|bgr|gbr|pal)\w*)")]
    private static partial Regex PixelForm();

    [GeneratedRegex(@", ([\d.]+)(k)? fps")]
    private static partial Regex RateForm();

    [GeneratedRegex(@", (\d+) Hz, ([^,]+)")]
    private static partial Regex SoundForm();
}
