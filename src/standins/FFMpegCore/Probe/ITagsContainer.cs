namespace FFMpegCore;

/// <summary>Something with tags.</summary>
public interface ITagsContainer
{
    Dictionary<string, string>? Tags { get; set; }
}
