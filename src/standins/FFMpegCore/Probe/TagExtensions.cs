namespace FFMpegCore;

/// <summary>Well-known tags; null where there is none.</summary>
public static class TagExtensions
{
    public static string? GetLanguage(this ITagsContainer tagsContainer) => Get(tagsContainer, "language");

    public static string? GetCreationTime(this ITagsContainer tagsContainer) => Get(tagsContainer, "creation_time");

    public static string? GetRotate(this ITagsContainer tagsContainer) => Get(tagsContainer, "rotate");

    public static string? GetDuration(this ITagsContainer tagsContainer) => Get(tagsContainer, "duration");

    private static string? Get(ITagsContainer container, string key) =>
        container.Tags is { } tags && tags.TryGetValue(key, out var value) ? value : null;
}
