using System.Globalization;

namespace DeepAvFusion.Media.Sources;

/// <summary>Which of a source's streams are analysed, where somebody chose: `programme=2`, `picture=1`, `sound=3` or `sound=deu`, joined by commas; empty leaves it to the source.</summary>
/// <param name="Programme">Number of a programme in a multiplex.</param>
/// <param name="Picture">Number of a stream in the source.</param>
/// <param name="Sound">Number of a stream in the source, or a language.</param>
public sealed record StreamChoice(int? Programme, int? Picture, string? Sound)
{
    public static StreamChoice Auto { get; } = new(null, null, null);

    /// <exception cref="SourceException">It cannot be understood.</exception>
    public static StreamChoice Parse(string text)
    {
        var choice = Auto;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (key, value) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var given] ? (name, given) : (part, "");
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : (int?)null;
            choice = key switch
            {
                "programme" or "program" when number is not null => choice with { Programme = number },
                "picture" when number is not null => choice with { Picture = number },
                "sound" when value.Length > 0 => choice with { Sound = value },
                _ => throw new SourceException(SourceFailure.Malformed, $"'{part}' chooses no stream; write programme=2, picture=1, sound=3 or sound=deu, joined by commas."),
            };
        }
        return choice;
    }

    /// <summary>What of it is about some sides.</summary>
    internal StreamChoice For(SourceSides sides) => new(Programme, sides.HasFlag(SourceSides.Picture) ? Picture : null, sides.HasFlag(SourceSides.Sound) ? Sound : null);

    /// <summary>The picture that is wanted, or the source's own choice, and the sound that belongs to it: of the same programme, and there the one marked as default before the first.</summary>
    /// <exception cref="SourceException">What is wanted is not there.</exception>
    internal ChosenStreams Of(SourceUri source, IReadOnlyList<InputStream> all)
    {
        var streams = all.Where(stream => !stream.IsAttached && stream.IsDecodable && (Programme is not { } wanted || stream.Programmes.Contains(wanted))).ToList();
        var pictures = streams.Where(stream => stream.IsPicture && (Picture is null || stream.Index == Picture)).ToList();
        var picture = First(pictures);
        var sounds = streams.Where(stream => !stream.IsPicture).ToList();
        var sound = Sound is { } name
            ? sounds.FirstOrDefault(stream => name == stream.Index.ToString(CultureInfo.InvariantCulture) || name.Equals(stream.Language, StringComparison.OrdinalIgnoreCase))
            : First(sounds.Where(stream => picture is null || stream.Goes(picture)).ToList());
        if ((Picture is not null && picture is null) || (Sound is not null && sound is null) || (Programme is not null && picture is null && sound is null))
            throw new SourceException(SourceFailure.NoStreams, $"{source} has not what `stream` chooses; there is: {Listed(all)}.");
        return new ChosenStreams(picture, sound, [.. all.Where(stream => stream != picture && stream != sound && !stream.IsAttached)]);
    }

    internal static string Listed(IReadOnlyList<InputStream> streams) =>
        streams.Count == 0 ? "nothing" : string.Join("; ", streams.Take(8).Select(stream => stream.Named())) + (streams.Count > 8 ? "; and more" : "");

    private static InputStream? First(List<InputStream> streams) => streams.FirstOrDefault(stream => stream.IsDefault) ?? (streams.Count > 0 ? streams[0] : null);
}

/// <summary>What is read of a source, and what else it has.</summary>
internal sealed record ChosenStreams(InputStream? Picture, InputStream? Sound, IReadOnlyList<InputStream> Others)
{
    /// <summary>Whether FFmpeg takes the same without being told: the first of each.</summary>
    public bool IsFirst(IReadOnlyList<InputStream> all) =>
        Picture == all.FirstOrDefault(stream => stream.IsPicture && !stream.IsAttached) && Sound == all.FirstOrDefault(stream => !stream.IsPicture);
}
