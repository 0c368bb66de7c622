using DeepAvFusion.Core;
using DeepAvFusion.Sinks.Wav;

namespace DeepAvFusion.Sinks.Tests.Wav;

public sealed class WavSinkSpecs : IDisposable
{
    private const int Header = 44;

    private readonly string _folder = Directory.CreateTempSubdirectory("davf-wav-").FullName;
    private readonly RunId _run = RunId.Next();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_source_without_sound_has_no_tracks()
    {
        await using (var sink = new WavSink(new SinkFolders(_folder, PerStream: false)))
            await sink.WriteAsync(Clip.Window(_run, 0, sound: false), CancellationToken.None);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Each_run_has_a_folder_with_its_number_and_no_later_start_writes_over_it()
    {
        await RecordAsync(_run, 3);
        var before = await File.ReadAllBytesAsync(Mixture(_run));
        var later = RunId.Next();
        await RecordAsync(later, 1);
        await RecordAsync(_run, 1);                                     // even where a clock was set back and the number came again
        Assert.Equal(before, await File.ReadAllBytesAsync(Mixture(_run)));
        Assert.True(File.Exists(Mixture(later)));
        Assert.True(File.Exists(Path.Combine(_folder, "door", $"separated-{_run.Value}", "mixture-2.wav")));
    }

    [Fact]
    public async Task A_folder_that_was_moved_away_is_noticed_and_begun_anew_at_the_same_time()
    {
        await using (var sink = new WavSink(new SinkFolders(_folder, PerStream: true)))
        {
            await sink.WriteAsync(Clip.Window(_run, 0), CancellationToken.None);
            Directory.Move(Path.Combine(_folder, "door"), Path.Combine(_folder, "old"));
            await sink.WriteAsync(Clip.Window(_run, 1), CancellationToken.None);
        }
        Assert.Equal(Header + (2 * AudioClock.Rate * sizeof(short)), new FileInfo(Mixture(_run)).Length);
    }

    private async Task RecordAsync(RunId run, int seconds)
    {
        await using var sink = new WavSink(new SinkFolders(_folder, PerStream: true));
        for (var second = 0; second < seconds; second++)
            await sink.WriteAsync(Clip.Window(run, second), CancellationToken.None);
    }

    private string Mixture(RunId run) => Path.Combine(_folder, "door", $"separated-{run.Value}", "mixture.wav");
}
