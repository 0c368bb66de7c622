namespace DeepAvFusion.Media.Sources;

/// <summary>Puts together what FFmpeg's banner and the container's headers tell about a source.</summary>
internal static class SourceFormat
{
    /// <summary>FFmpeg also reads single pictures and draws texts; neither is a stream.</summary>
    /// <exception cref="SourceException">It is a still picture or a text.</exception>
    public static void CheckContainer(SourceUri uri, string container)
    {
        if (container == "image2" || container.EndsWith("_pipe", StringComparison.Ordinal))
            throw new SourceException(SourceFailure.StillImage, $"{uri} is a still image; give a video, a sound file or a stream.");
        if (container == "tty")
            throw new SourceException(SourceFailure.NotMedia, $"{uri} is a text; give a video, a sound file or a stream.");
    }

    /// <summary>Whether a container holds no timestamps, so that FFmpeg makes them up.</summary>
    public static bool IsTimeless(string container) => container is "mpjpeg" or "mjpeg" or "h264" or "hevc" or "m4v" or "mpegvideo" or "h263" or "vc1";

    /// <exception cref="SourceException">It is a still picture or a text.</exception>
    public static MediaFormat Of(SourceUri uri, FfmpegLog log, SourceReader reader, SourceWay way, ChosenStreams chosen)
    {
        CheckContainer(uri, log.Container);
        var (picture, sound) = (chosen.Picture, chosen.Sound);
        var (rgb, pcm) = (reader[SourcePart.Picture], reader[SourcePart.Sound]);
        return new MediaFormat
        {
            HasPicture = rgb is not null,
            HasSound = pcm is not null || way is { OtherFrom: not null, Sides: SourceSides.Picture } || (way.Wanted.HasFlag(SourceSides.Sound) && way.Stretches.Any(stretch => stretch.HasSound)),
            HasPreview = reader[SourcePart.Preview] is not null,
            Width = rgb?.Width ?? 0,
            Height = rgb?.Height ?? 0,
            Duration = way.Stretches is [var stretch, _, ..] ? log.Duration * ((way.Stretches[^1].End - stretch.Begin) / (double)(stretch.End - stretch.Begin)) : log.Duration,
            Container = log.Container,
            PictureSource = rgb is null ? "" : picture?.ToString() ?? "picture",
            SoundSource = sound is null && pcm is null ? "" : sound?.ToString() ?? "sound",
            Remark = string.Join(", ", new[]
            {
                way.Sides switch
                {
                    _ when way.Wanted != SourceSides.Both => "",
                    SourceSides.Picture when way.OtherFrom is { } from => FormattableString.Invariant($"its sound begins after {(from - reader.First).TotalSeconds:0.#} s"),
                    SourceSides.Sound when way.OtherFrom is { } from => FormattableString.Invariant($"its picture begins after {(from - reader.First).TotalSeconds:0.#} s"),
                    SourceSides.Picture => "its sound is announced but does not come",
                    SourceSides.Sound when log.IsTooLarge => "its picture is too large to be decoded",
                    SourceSides.Sound => "its picture is announced but does not come",
                    _ when way.IsApart && rgb is null => "its picture is announced but has not come yet",
                    _ when way.IsApart && pcm is null => "its sound is announced but has not come yet",
                    _ => "",
                },
                chosen.Others.Count == 0 ? ""
                    : $"taken are {string.Join(" and ", new[] { picture, sound }.OfType<InputStream>().Select(stream => $"{(stream.IsPicture ? "picture" : "sound")} {stream.Index}"))}; there is also {StreamChoice.Listed(chosen.Others)}",
            }.Where(text => text.Length > 0)),
        };
    }
}
