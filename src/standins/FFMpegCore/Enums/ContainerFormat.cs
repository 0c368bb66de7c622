namespace FFMpegCore.Enums;

/// <summary>A container format that this ffmpeg knows.</summary>
public class ContainerFormat
{
    internal ContainerFormat(string name) => Name = name;

    public string Name { get; }
    public bool DemuxingSupported { get; internal set; }
    public bool MuxingSupported { get; internal set; }
    public string Description { get; internal set; } = "";

    /// <summary>The usual file extension, with its dot.</summary>
    public string Extension => GlobalFFOptions.Current.ExtensionOverrides.TryGetValue(Name, out var extension) ? extension : "." + Name;
}
