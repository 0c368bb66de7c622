namespace FFMpegCore.Enums;

/// <summary>Kinds of streams.</summary>
public enum Channel
{
    Audio,
    Video,
    Both,
    VideoNoAttachedPic,
    Subtitle,
    Data,
    Attachments,
    All,
}

internal static class ChannelSpecifier
{
    /// <summary>ffmpeg's stream specifier; empty where no single one says it.</summary>
    public static string StreamType(this Channel channel) => channel switch
    {
        Channel.Audio => ":a",
        Channel.Video => ":v",
        Channel.VideoNoAttachedPic => ":V",
        Channel.Subtitle => ":s",
        Channel.Data => ":d",
        Channel.Attachments => ":t",
        _ => "",
    };
}
