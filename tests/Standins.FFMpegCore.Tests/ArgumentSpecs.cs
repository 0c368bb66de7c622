using System.Drawing;
using FFMpegCore;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;

namespace Standins.FFMpegCore.Tests;

public sealed class ArgumentSpecs
{
    [Fact]
    public void Words_come_in_the_order_of_the_calls() => Assert.Equal(
        "-hide_banner -loglevel error -ss 00:01:02.500 -i \"a b.mp4\" -i \"rtsp://host/live\" -c:v libx264 -preset veryfast -r 12.5 -y \"out.mp4\" -y",
        FFMpegArguments.FromFileInput("a b.mp4", false, input => input.Seek(TimeSpan.FromSeconds(62.5)))
            .AddUrlInput(new Uri("rtsp://host/live"))
            .WithGlobalOptions(global => global.WithVerbosityLevel(VerbosityLevel.Error))
            .OutputToFile("out.mp4", true, output => output.WithVideoCodec("libx264").WithSpeedPreset(Speed.VeryFast).WithFramerate(12.5).OverwriteExisting())
            .Arguments);

    public static TheoryData<string, Action<FFMpegArgumentOptions>> Options => new()
    {
        { "-s 64x48", options => options.Resize(64, 48) },
        { "-s 64x48", options => options.Resize(new Size(64, 48)) },
        { "-crf 23", options => options.WithConstantRateFactor(23) },
        { "-c:a copy -c:v copy", options => options.CopyChannel() },
        { "-c:v copy", options => options.CopyChannel(Channel.Video) },
        { "-an", options => options.DisableChannel(Channel.Audio) },
        { "-vn", options => options.DisableChannel(Channel.Video) },
        { "-t 00:00:01.5000000", options => options.WithDuration(TimeSpan.FromSeconds(1.5)) },
        { "-to 25:00:00.000", options => options.EndSeek(TimeSpan.FromHours(25)) },
        { "-movflags faststart", options => options.WithFastStart() },
        { "-vframes 3", options => options.WithFrameOutputCount(3) },
        { "-b:a 128k", options => options.WithAudioBitrate(AudioQuality.Normal) },
        { "-b:v 900k", options => options.WithVideoBitrate(900) },
        { "-ar 48000", options => options.WithAudioSamplingRate() },
        { "-threads 2", options => options.UsingThreads(2) },
        { "-shortest", options => options.UsingShortest() },
        { "-map 0:a:1 -map 0:a:2", options => options.SelectStreams([1, 2], 0, Channel.Audio) },
        { "-map -0:1", options => options.DeselectStream(1) },
        { "-f nut", options => options.ForceFormat("nut") },
        { "-f mpegts", options => options.ForceFormat(VideoType.Ts) },
        { "-pix_fmt rgb24", options => options.ForcePixelFormat("rgb24") },
        { "-loop 1", options => options.Loop(1) },
        { "-map_metadata -1", options => options.WithoutMetadata() },
        { "-hwaccel auto", options => options.WithHardwareAcceleration() },
        { "-codec copy", options => options.WithCopyCodec() },
        { "-vf \"scale=-1:720, transpose=1, hflip\"", options => options.WithVideoFilters(filters =>
            filters.Scale(VideoSize.Hd).Transpose(Transposition.Clockwise90).Mirror(Mirroring.Horizontal)) },
        { "-vf \"fps=5, select=gt(n\\,3)\"", options => options.WithVideoFilters(filters =>
            filters.Arguments.AddRange([new OwnFilter("fps", "5"), new OwnFilter("select", "gt(n,3)")])) },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Options_are_spelt_as_ffmpeg_reads_them(string expected, Action<FFMpegArgumentOptions> options) =>
        Assert.Equal($"-i \"in\" {expected} \"out\"", FFMpegArguments.FromFileInput("in", false).OutputToFile("out", false, options).Arguments);

    [Fact]
    public void A_filter_chain_without_filters_is_refused() => Assert.Throws<FFMpegArgumentException>(() =>
        FFMpegArguments.FromFileInput("in", false).OutputToFile("out", false, options => options.WithVideoFilters(_ => { })).Arguments);

    [Fact]
    public void Codecs_are_known_by_name_and_kind()
    {
        var codec = FFMpeg.GetCodec("aac");

        Assert.Equal((CodecType.Audio, true, true), (codec.Type, codec.EncodingSupported, codec.DecodingSupported));
        Assert.Equal(CodecType.Video, VideoCodec.LibX264.Type);
        Assert.False(FFMpeg.TryGetCodec("betamax", out _));
        Assert.Throws<FFMpegException>(() => FFMpeg.GetCodec("betamax"));
        Assert.Contains(FFMpeg.GetVideoCodecs(), video => video.Name == "rawvideo");
    }

    [Fact]
    public void Container_formats_are_known_by_name()
    {
        Assert.True(FFMpeg.GetContainerFormat("nut").MuxingSupported);
        Assert.True(FFMpeg.GetContainerFormat("nut").DemuxingSupported);
        Assert.Equal(".ts", VideoType.MpegTs.Extension);
        Assert.Equal(".mp4", VideoType.Mp4.Extension);
        Assert.Throws<FFMpegException>(() => FFMpeg.GetContainerFormat("betamax"));
    }

    [Fact]
    public void A_copy_of_the_options_keeps_its_own_values()
    {
        var options = new FFOptions { WorkingDirectory = "here" };
        var copy = options.Clone();
        copy.WorkingDirectory = "there";

        Assert.Equal("here", options.WorkingDirectory);
    }

    private sealed record OwnFilter(string Key, string Value) : IVideoFilterArgument;
}
