using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Streams;

/// <summary>One configured stream. Its sources are named as a user wrote them: <see cref="StreamSources"/> tells what they mean.</summary>
/// <param name="Uri">The source of picture and sound; null where they are named one by one.</param>
/// <param name="Live">True: paced and shed as a live source; false: every window is analysed, however long it takes. Null: told by the kind of source.</param>
/// <param name="Step">Distance of its windows, when not the general one.</param>
public sealed record StreamSettings(StreamId Stream, string? Uri, bool? Live, TimeSpan? Step)
{
    /// <summary>The source of the picture, when it has one of its own.</summary>
    public string? Picture { get; init; }

    /// <summary>The source of the sound, when it has one of its own.</summary>
    public string? Sound { get; init; }

    /// <summary>How much later the sound is taken than it comes, against the picture of another source; negative for earlier.</summary>
    public TimeSpan? SoundOffset { get; init; }

    /// <summary>Which streams of the source are analysed, when not the general choice.</summary>
    public StreamChoice? Choice { get; init; }

    public static StreamSettings From(string name, SettingsReader reader)
    {
        if (!StreamId.IsValid(name))
            reader.Problem("uri", $"belongs to a stream called '{name}'; a stream's name is 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit");
        var stream = new StreamSettings(
            StreamId.IsValid(name) ? new StreamId(name) : StreamId.FromText(name),
            TextOf("uri"),
            reader.Has("live") ? reader.Flag("live") : null,
            reader.Has("step") ? reader.Positive("step") : null)
        {
            Picture = TextOf("picture"),
            Sound = TextOf("sound"),
            SoundOffset = reader.Has("sound-offset") ? reader.Signed("sound-offset") : null,
            Choice = reader.Has("stream") ? SourceSettings.ChoiceFrom(reader, "stream") : null,
        };
        if (StreamSources.Contradiction(stream) is { } what)
            reader.Problem("", what);
        return stream;

        string? TextOf(string key) => reader.Has(key) ? reader.Text(key) : null;
    }
}
