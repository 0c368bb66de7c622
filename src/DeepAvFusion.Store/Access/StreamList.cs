using System.Text.Json;
using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Access;

/// <summary>The streams that somebody may see, as the store keeps them; null stands for all.</summary>
internal static class StreamList
{
    public static string? Pack(IReadOnlyList<string>? streams) => streams is null ? null : JsonSerializer.Serialize(streams);

    public static IReadOnlyList<string>? Unpack(string? text) => text is null ? null : JsonSerializer.Deserialize<string[]>(text) ?? [];

    /// <exception cref="UserErrorException">One of them is no name of a stream.</exception>
    public static void Check(IReadOnlyList<string>? streams)
    {
        if (streams?.FirstOrDefault(stream => !StreamId.IsValid(stream)) is { } wrong)
            throw new UserErrorException($"'{wrong}' is no name of a stream: 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit.");
    }
}
