using System.Diagnostics;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Stills;
using DeepAvFusion.Media.Tests.Ffmpeg;

namespace DeepAvFusion.Media.Tests.Stills;

public sealed class StillFilesSpecs(Clips clips) : IClassFixture<Clips>
{
    [Fact]
    public async Task A_sound_comes_out_whole_every_time_however_busy_the_machine_is()
    {
        var path = Noise(100_000);
        using var stop = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(() => Spin(stop.Token), TaskCreationOptions.LongRunning)).ToArray();
        var first = await StillFiles.SoundAsync(path, CancellationToken.None);
        Assert.Equal(100_000, first.Length);
        for (var i = 0; i < 20; i++)
            Assert.Equal(first, await StillFiles.SoundAsync(path, CancellationToken.None));
        await stop.CancelAsync();
        await Task.WhenAll(busy);

        static void Spin(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
                Thread.SpinWait(1000);
        }
    }

    [Fact]
    public async Task Reading_leaves_no_handles_and_no_processes_behind()
    {
        var (sound, picture) = (Noise(1000), Still());
        await ReadBoth();
        var before = Leftovers.Count();
        for (var i = 0; i < 20; i++)
            await ReadBoth();
        var after = Leftovers.Count();
        Assert.Equal(before.Children, after.Children);
        Assert.InRange(after.Handles, 0, before.Handles + 5);

        async Task ReadBoth()
        {
            await StillFiles.SoundAsync(sound, CancellationToken.None);
            await StillFiles.ColoursAsync(picture, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Cancelling_ends_the_reading_at_once()
    {
        var pipe = clips["endless.wav"];
        using (var made = Process.Start("mkfifo", [pipe]))
            await made.WaitForExitAsync();
        using var cancellation = new CancellationTokenSource();
        var reading = StillFiles.SoundAsync(pipe, cancellation.Token);
        await using var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write);        // opens when FFmpeg has
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public async Task Reads_colours_and_numbers_of_files_of_any_name()
    {
        var path = clips["a \"strange\" \\name%.png"];
        File.Copy(Still(), path);
        var colours = await StillFiles.ColoursAsync(path, CancellationToken.None);
        Assert.Equal((8, 4, 8 * 4 * 3), (colours.Width, colours.Height, colours.Bytes.Length));
        Assert.True(colours.Bytes is [> 250, < 5, < 5, ..]);
        Assert.Equal(8 * 4, (await StillFiles.NumbersAsync(path, CancellationToken.None)).Bytes.Length);
    }

    [Fact]
    public async Task Tells_a_missing_program_from_a_missing_or_bad_file()
    {
        var (sound, picture) = (Noise(1000), Still());
        File.WriteAllText(clips["note.png"], "nothing");
        Assert.Equal(SourceFailure.NotMedia, await Failure(() => StillFiles.ColoursAsync(clips["note.png"], CancellationToken.None)));
        Assert.Equal(SourceFailure.NotMedia, await Failure(() => StillFiles.SoundAsync(clips["note.png"], CancellationToken.None)));
        Assert.Equal(SourceFailure.NotMedia, await Failure(() => StillFiles.ColoursAsync(sound, CancellationToken.None)));
        Assert.Equal(SourceFailure.NotMedia, await Failure(() => StillFiles.SoundAsync(picture, CancellationToken.None)));
        Assert.Equal(SourceFailure.NotFound, await Failure(() => StillFiles.ColoursAsync(clips["none.png"], CancellationToken.None)));
        using var tools = new FakeTools();
        Assert.Equal(SourceFailure.ToolMissing, await Failure(() => StillFiles.ColoursAsync(picture, CancellationToken.None)));
        Assert.Equal(SourceFailure.ToolMissing, await Failure(() => StillFiles.SoundAsync(sound, CancellationToken.None)));

        static async Task<SourceFailure> Failure(Func<Task> read) => (await Assert.ThrowsAsync<SourceException>(read)).Failure;
    }

    private string Noise(int samples) => clips.Make($"noise{samples}.wav", "-f", "lavfi", "-i", $"anoisesrc=r=16000:s=1:d={samples / 16000.0}", "-ac", "1");

    private string Still() => clips.Make("red.png", "-f", "lavfi", "-i", "color=red:s=8x4:d=1,format=rgb24", "-frames:v", "1");
}
