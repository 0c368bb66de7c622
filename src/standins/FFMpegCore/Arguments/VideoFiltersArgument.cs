using FFMpegCore.Exceptions;

namespace FFMpegCore.Arguments;

/// <summary>The <c>-vf</c> chain; commas inside a filter's value are escaped.</summary>
internal sealed class VideoFiltersArgument : IArgument
{
    private readonly VideoFilterOptions _options;

    public VideoFiltersArgument(VideoFilterOptions options) => _options = options;

    public string Text => _options.Arguments.Count > 0
        ? $"-vf {CommandLine.Quote(string.Join(", ", _options.Arguments.Where(filter => !string.IsNullOrEmpty(filter.Value)).Select(Spell)))}"
        : throw new FFMpegArgumentException("No video-filter arguments provided");

    private static string Spell(IVideoFilterArgument filter)
    {
        var value = filter.Value.Replace(",", "\\,", StringComparison.Ordinal);
        return string.IsNullOrEmpty(filter.Key) ? value : $"{filter.Key}={value}";
    }
}
