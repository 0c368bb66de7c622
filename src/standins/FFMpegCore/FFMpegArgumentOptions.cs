using System.Drawing;
using System.Globalization;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;

namespace FFMpegCore;

/// <summary>The options of one input or output, in the order they are called.</summary>
public class FFMpegArgumentOptions : FFMpegArgumentsBase
{
    internal FFMpegArgumentOptions()
    {
    }

    public FFMpegArgumentOptions WithAudioCodec(Codec audioCodec) => WithAudioCodec(Require(audioCodec, CodecType.Audio, "an audio"));

    public FFMpegArgumentOptions WithAudioCodec(string audioCodec) => Add($"-c:a {audioCodec.ToLowerInvariant()}");

    public FFMpegArgumentOptions WithAudioBitrate(AudioQuality audioQuality) => WithAudioBitrate((int)audioQuality);

    /// <param name="bitrate">kbit/s</param>
    public FFMpegArgumentOptions WithAudioBitrate(int bitrate) => Add($"-b:a {bitrate}k");

    /// <param name="samplingRate">Hz</param>
    public FFMpegArgumentOptions WithAudioSamplingRate(int samplingRate = 48000) => Add($"-ar {samplingRate}");

    public FFMpegArgumentOptions Resize(int width, int height) => Resize(new Size(width, height));

    public FFMpegArgumentOptions Resize(Size? size) => Add(size is { } s ? $"-s {s.Width}x{s.Height}" : "");

    public FFMpegArgumentOptions WithConstantRateFactor(int crf) =>
        crf is >= 0 and <= 63 ? Add($"-crf {crf}") : throw new ArgumentException($"constant rate factor {crf} is outside 0 to 63", nameof(crf));

    public FFMpegArgumentOptions CopyChannel(Channel channel = Channel.Both) =>
        Add(channel == Channel.Both ? "-c:a copy -c:v copy" : $"-c{channel.StreamType()} copy");

    public FFMpegArgumentOptions DisableChannel(Channel channel) => channel switch
    {
        Channel.Both => throw new FFMpegException(FFMpegExceptionType.Conversion, "Cannot disable both channels"),
        Channel.Video => Add("-vn"),
        Channel.Audio => Add("-an"),
        _ => Add(""),
    };

    public FFMpegArgumentOptions WithDuration(TimeSpan? duration) => Add(duration is { } d ? $"-t {d}" : "");

    public FFMpegArgumentOptions WithFastStart() => Add("-movflags faststart");

    public FFMpegArgumentOptions WithFrameOutputCount(int frames) => Add($"-vframes {frames}");

    public FFMpegArgumentOptions WithHardwareAcceleration(HardwareAccelerationDevice hardwareAccelerationDevice = HardwareAccelerationDevice.Auto) =>
        Add($"-hwaccel {CommandLine.Lower(hardwareAccelerationDevice)}");

    public FFMpegArgumentOptions UsingShortest(bool shortest = true) => Add(shortest ? "-shortest" : "");

    public FFMpegArgumentOptions UsingMultithreading(bool multithread) => UsingThreads(multithread ? Environment.ProcessorCount : 1);

    public FFMpegArgumentOptions UsingThreads(int threads) => Add($"-threads {threads}");

    public FFMpegArgumentOptions WithVideoCodec(Codec videoCodec) => WithVideoCodec(Require(videoCodec, CodecType.Video, "a video"));

    public FFMpegArgumentOptions WithVideoCodec(string videoCodec) => Add($"-c:v {videoCodec}");

    /// <param name="bitrate">kbit/s</param>
    public FFMpegArgumentOptions WithVideoBitrate(int bitrate) => Add($"-b:v {bitrate}k");

    public FFMpegArgumentOptions WithVideoFilters(Action<VideoFilterOptions> videoFilterOptions)
    {
        var options = new VideoFilterOptions();
        videoFilterOptions(options);
        return WithArgument(new VideoFiltersArgument(options));
    }

    public FFMpegArgumentOptions WithFramerate(double framerate) => Add($"-r {framerate.ToString(CultureInfo.InvariantCulture)}");

    public FFMpegArgumentOptions WithoutMetadata() => Add("-map_metadata -1");

    public FFMpegArgumentOptions WithSpeedPreset(Speed speed) => Add($"-preset {CommandLine.Lower(speed)}");

    public FFMpegArgumentOptions WithStartNumber(int startNumber) => Add($"-start_number {startNumber}");

    /// <summary>Adds words as they are; words are parted by blanks, double quotes keep one together. No shell sees them.</summary>
    public FFMpegArgumentOptions WithCustomArgument(string argument) => Add(argument);

    public FFMpegArgumentOptions Seek(TimeSpan? seekTo) => Add(seekTo is { } to ? $"-ss {CommandLine.Time(to)}" : "");

    public FFMpegArgumentOptions EndSeek(TimeSpan? seekTo) => Add(seekTo is { } to ? $"-to {CommandLine.Time(to)}" : "");

    public FFMpegArgumentOptions Loop(int times) => Add($"-loop {times}");

    public FFMpegArgumentOptions OverwriteExisting() => Add("-y");

    public FFMpegArgumentOptions SelectStream(int streamIndex, int inputFileIndex = 0, Channel channel = Channel.All) =>
        Add($"-map {inputFileIndex}{channel.StreamType()}:{streamIndex}");

    public FFMpegArgumentOptions SelectStreams(IEnumerable<int> streamIndices, int inputFileIndex = 0, Channel channel = Channel.All) =>
        streamIndices.Aggregate(this, (options, index) => options.SelectStream(index, inputFileIndex, channel));

    public FFMpegArgumentOptions DeselectStream(int streamIndex, int inputFileIndex = 0, Channel channel = Channel.All) =>
        Add($"-map -{inputFileIndex}{channel.StreamType()}:{streamIndex}");

    public FFMpegArgumentOptions ForceFormat(ContainerFormat format) => ForceFormat(format.Name);

    public FFMpegArgumentOptions ForceFormat(string format) => Add($"-f {format}");

    public FFMpegArgumentOptions ForcePixelFormat(string pixelFormat) => Add($"-pix_fmt {pixelFormat}");

    public FFMpegArgumentOptions WithCopyCodec() => Add("-codec copy");

    public FFMpegArgumentOptions WithArgument(IArgument argument)
    {
        Arguments.Add(argument);
        return this;
    }

    private FFMpegArgumentOptions Add(string text) => WithArgument(new CustomArgument(text));

    private static string Require(Codec codec, CodecType type, string kind) => codec.Type == type
        ? codec.Name
        : throw new FFMpegException(FFMpegExceptionType.Operation, $"Codec \"{codec.Name}\" is not {kind} codec");
}
