namespace FFMpegCore.Enums;

/// <summary>A codec, encoder or decoder that this ffmpeg knows.</summary>
public class Codec
{
    internal Codec(string name, CodecType type)
    {
        Name = name;
        Type = type;
    }

    public string Name { get; }
    public CodecType Type { get; private set; }
    public bool DecodingSupported { get; internal set; }
    public bool EncodingSupported { get; internal set; }
    public bool IsIntraFrameOnly { get; internal set; }
    public bool IsLossy { get; internal set; }
    public bool IsLossless { get; internal set; }
    public string Description { get; internal set; } = "";

    internal void Merge(Codec other)
    {
        Type |= other.Type;
        DecodingSupported |= other.DecodingSupported;
        EncodingSupported |= other.EncodingSupported;
        if (Description != other.Description) Description += "\r\n" + other.Description;
    }
}
