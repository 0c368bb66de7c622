using FFMpegCore;
using FFMpegCore.Exceptions;

namespace Standins.FFMpegCore.Tests;

public sealed class ProbeSpecs(ProbeClip clip) : IClassFixture<ProbeClip>, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Describes_container_picture_and_sound()
    {
        var analysis = await FFProbe.AnalyseAsync(clip.File);

        Assert.Equal("matroska,webm", analysis.Format.FormatName);
        Assert.Equal(2, analysis.Format.StreamCount);
        Assert.Equal("two words", analysis.Format.Tags!["TITLE"]);
        Assert.True(analysis.Format.BitRate > 0);
        Assert.InRange(analysis.Duration.TotalSeconds, 0.9, 1.2);

        var picture = Assert.Single(analysis.VideoStreams);
        Assert.Same(picture, analysis.PrimaryVideoStream);
        Assert.Equal((Clips.Width, Clips.Height), (picture.Width, picture.Height));
        Assert.Equal(Clips.Rate, picture.FrameRate);
        Assert.Equal((1, 1), picture.SampleAspectRatio);
        Assert.Equal((4, 3), picture.DisplayAspectRatio);
        Assert.True(picture.Disposition!["default"]);

        var sound = Assert.Single(analysis.AudioStreams);
        Assert.Same(sound, analysis.PrimaryAudioStream);
        Assert.Equal((1, 44100, 16), (sound.Channels, sound.SampleRateHz, sound.BitDepth));
        Assert.Equal("deu", sound.Language);
        Assert.Empty(analysis.SubtitleStreams);
        Assert.Empty(analysis.ErrorData);
    }

    [Fact]
    public async Task Reads_a_url() => Assert.Equal(2, (await FFProbe.AnalyseAsync(new Uri(clip.File))).Format.StreamCount);

    [Fact]
    public async Task Reads_a_stream()
    {
        await using var stream = File.OpenRead(clip.File);

        Assert.Equal("mpeg4", (await FFProbe.AnalyseAsync(stream)).PrimaryVideoStream!.CodecName);
    }

    [Fact]
    public async Task Leaves_the_rest_of_a_long_stream_unread()
    {
        await Clips.Tone().OutputToFile(_folder.File("tone.wav")).ProcessAsynchronously();
        byte[] wave = [.. await File.ReadAllBytesAsync(_folder.File("tone.wav")), .. new byte[20_000_000]];

        Assert.Equal("pcm_s16le", (await FFProbe.AnalyseAsync(new MemoryStream(wave)).WaitAsync(Patience.Long)).PrimaryAudioStream!.CodecName);
    }

    [Fact]
    public void Works_for_a_caller_that_blocks() => Assert.Equal(2, FFProbe.Analyse(clip.File).Format.StreamCount);

    [Fact]
    public async Task Passes_further_words_on()
    {
        var analysis = await FFProbe.AnalyseAsync(clip.File, null, CancellationToken.None, "-select_streams a");

        Assert.Null(analysis.PrimaryVideoStream);
        Assert.NotNull(analysis.PrimaryAudioStream);
    }

    [Fact]
    public async Task Names_a_missing_file()
    {
        var error = await Assert.ThrowsAsync<FFMpegException>(() => FFProbe.AnalyseAsync(_folder.File("missing.mp4")));

        Assert.Equal(FFMpegExceptionType.File, error.Type);
        Assert.Contains("missing.mp4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_media_is_an_error_with_its_cause()
    {
        await File.WriteAllTextAsync(_folder.File("text.mp4"), "this is no video");

        var error = await Assert.ThrowsAsync<FFMpegException>(() => FFProbe.AnalyseAsync(_folder.File("text.mp4")));

        Assert.Equal(FFMpegExceptionType.Process, error.Type);
        Assert.Contains("Invalid data", error.FFMpegErrorOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_format_is_an_error()
    {
        var options = FakeProgram.Install(_folder, "echo '{}'", "ffprobe");

        await Assert.ThrowsAsync<FormatNullException>(() => FFProbe.AnalyseAsync(clip.File, options));
    }

    [Fact]
    public async Task Unknown_rates_are_not_numbers_and_unknown_times_are_zero()
    {
        const string Answer = """
            {"streams":[{"index":0,"codec_type":"video","codec_name":"x","avg_frame_rate":"0/0","r_frame_rate":"30000/1001","start_time":"-0:00:00.021000",
            "side_data_list":[{"side_data_type":"Display Matrix","rotation":-90}]}],"format":{"format_name":"f","duration":"1:02:03.4"},"chapters":[]}
            """;
        await File.WriteAllTextAsync(_folder.File("answer.json"), Answer);
        var options = FakeProgram.Install(_folder, $"cat '{_folder.File("answer.json")}'", "ffprobe");

        var analysis = await FFProbe.AnalyseAsync(clip.File, options);

        var picture = analysis.PrimaryVideoStream!;
        Assert.True(double.IsNaN(picture.AvgFrameRate));
        Assert.Equal(29.97, picture.FrameRate, 0.001);
        Assert.Equal(TimeSpan.Zero, picture.StartTime);
        Assert.Equal(-90, picture.Rotation);
        Assert.Equal(new TimeSpan(0, 1, 2, 3, 400), analysis.Duration);
    }
}
