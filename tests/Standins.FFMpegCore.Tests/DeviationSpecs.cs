#if !PACKAGE_FFMPEGCORE
using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace Standins.FFMpegCore.Tests;

/// <summary>Where the stand-in does not follow the package, as its README says.</summary>
public sealed class DeviationSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_process_that_needs_no_more_input_ends_well()
    {
        var run = FFMpegArguments.FromPipeInput(new RawVideoPipeSource(Endless()))
            .OutputToFile(_folder.File("out.mkv"), true, output => output.WithFrameOutputCount(5))
            .ProcessAsynchronously();

        Assert.True(await run.WaitAsync(Patience.Long));

        static IEnumerable<IVideoFrame> Endless()
        {
            while (true) yield return new Clips.GrayFrame(Clips.Width, Clips.Height, 7);
        }
    }

    [Fact]
    public async Task A_program_that_cannot_start_is_named_with_the_remedy()
    {
        await File.WriteAllTextAsync(_folder.File("ffmpeg"), "not a program");
        var options = new FFOptions { BinaryFolder = _folder.Path };

        var error = await Assert.ThrowsAsync<FFMpegException>(() =>
            Clips.Tone().OutputToFile(_folder.File("out.wav")).ProcessAsynchronously(true, options).WaitAsync(Patience.Long));

        Assert.Equal(FFMpegExceptionType.Operation, error.Type);
        Assert.Contains(_folder.File("ffmpeg"), error.Message, StringComparison.Ordinal);
        Assert.Contains("BinaryFolder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_that_throws_ends_the_process_with_its_exception()
    {
        var run = Clips.Endless()
            .OutputToFile(_folder.File("out.mkv"))
            .NotifyOnError(_ => throw new InvalidDataException("unreadable line"))
            .ProcessAsynchronously();

        await Assert.ThrowsAsync<InvalidDataException>(() => run.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task Keeps_the_end_of_stderr_only()
    {
        var options = FakeProgram.Install(_folder, "for i in {1..20000}; do echo \"line $i\"; done >&2; head -c 3000000 /dev/zero | tr '\\0' x >&2; exit 3");

        var error = await Assert.ThrowsAsync<FFMpegException>(() =>
            Clips.Tone().OutputToFile(_folder.File("out.wav")).ProcessAsynchronously(true, options).WaitAsync(Patience.Long));

        Assert.Contains("(3 - ", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 20000", error.FFMpegErrorOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("line 10000\n", error.FFMpegErrorOutput, StringComparison.Ordinal);
        Assert.True(error.FFMpegErrorOutput.Length < 1_000_000, $"{error.FFMpegErrorOutput.Length} characters are kept");
    }

    [Fact]
    public async Task Ends_what_the_process_has_started_too()
    {
        using var server = new SilentServer();
        var options = FakeProgram.Install(_folder, $"exec 3<>/dev/tcp/127.0.0.1/{server.Port}; sleep 300 & sleep 300");
        var run = Clips.Tone().OutputToFile(_folder.File("never.wav")).CancellableThrough(out var cancel).ProcessAsynchronously(true, options);
        using var connection = await server.AcceptAsync();

        cancel();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run.WaitAsync(Patience.Long));
        await SilentServer.WaitForHangUpAsync(connection);
    }

    [Fact]
    public async Task Passes_an_odd_file_name_as_one_word()
    {
        var file = _folder.File("it's \"quoted\" $(touch nothing) ; 'so' \\.wav");

        await Clips.Tone().OutputToFile(file).ProcessAsynchronously();

        Assert.True(File.Exists(file));
        Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.NotNull((await FFProbe.AnalyseAsync(file)).PrimaryAudioStream);
    }
}
#endif
