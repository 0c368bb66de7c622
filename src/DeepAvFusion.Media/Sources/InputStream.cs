using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources;

/// <summary>One stream inside a source, as FFmpeg describes it. What is not known is zero.</summary>
/// <param name="IsPicture">False for sound.</param>
/// <param name="Codec">FFmpeg's name, such as `h264`.</param>
/// <param name="IsAttached">A cover picture, not moving ones.</param>
internal sealed partial record InputStream(bool IsPicture, string Codec, int Width, int Height, double Rate, int SampleRate, string Channels, bool IsAttached)
{
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
            text.Contains("(attached pic)", StringComparison.Ordinal));
    }

    /// <summary>Such as `h264 1280x720 at 25/s` or `aac 48000 Hz stereo`.</summary>
    public override string ToString() => IsPicture
        ? FormattableString.Invariant($"{Codec} {Width}x{Height}{(Rate > 0 ? $" at {Rate:0.##}/s" : "")}")
        : FormattableString.Invariant($"{Codec} {SampleRate} Hz {Channels}");

    private static int Int(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    [GeneratedRegex(@", (\d{1,6})x(\d{1,6})")]
    private static partial Regex SizeForm();

    [GeneratedRegex(@", ([\d.]+)(k)? fps")]
    private static partial Regex RateForm();

    [GeneratedRegex(@", (\d+) Hz, ([^,]+)")]
    private static partial Regex SoundForm();
}
