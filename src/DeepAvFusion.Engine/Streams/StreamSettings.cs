using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Engine.Streams;

/// <summary>One configured stream.</summary>
/// <param name="Live">True: paced and shed as a live source; false: every window is analysed, however long it takes. Null: told by the kind of source.</param>
/// <param name="Step">Distance of its windows, when not the general one.</param>
public sealed record StreamSettings(StreamId Stream, string Uri, bool? Live, TimeSpan? Step)
{
    public static StreamSettings From(string name, SettingsReader reader)
    {
        if (!StreamId.IsValid(name))
            reader.Problem("uri", $"belongs to a stream called '{name}'; a stream's name is 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit");
        return new StreamSettings(
            StreamId.IsValid(name) ? new StreamId(name) : StreamId.FromText(name),
            reader.Text("uri"),
            reader.Has("live") ? reader.Flag("live") : null,
            reader.Has("step") ? reader.Positive("step") : null);
    }
}
