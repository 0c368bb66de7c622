using DeepAvFusion.Model.Features;
using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Clips;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Tests.Data;

public sealed class ClipSpecs : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.File("set");

    public Task InitializeAsync() => SceneGenerator.GenerateAsync(
        new SceneGeneratorSettings("music", 4, 1, Root) { Width = 96, Height = 64, FrameRate = 8, Workers = 1 }, new Progress<GenerationProgress>(), CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_generated_data_set_is_indexed_decoded_and_mixed()
    {
        var index = MusicIndex.Read(Root, "music_solo", "test");
        var clip = await new ClipDecoder(shortSide: 64).ReadAsync(Path.Combine(index.Folder, index.Clips[0].Files[0]), CancellationToken.None);

        Assert.Equal((2, 1), (index.Clips.Count, MusicIndex.Read(Root, "music_solo", "train").Clips.Count));       // and a duet
        Assert.InRange(clip.Seconds, 5.9, 6.1);
        Assert.True(clip.Pictures is [{ Width: 96, Height: 64 }, ..]);

        var samples = new ClipSamples(index, new ClipWindow(training: true, size: 64), new ClipDecoder(shortSide: 64), mixed: 2);
        var sample = samples.Read(0, new SampleDraw(1, 0, 0), CancellationToken.None);
        var again = samples.Read(0, new SampleDraw(1, 0, 0), CancellationToken.None);

        Assert.Equal((3 * 64 * 64, 128 * 192), (sample.Image.Length, sample.Audio.Length));
        Assert.NotEqual(sample.Audio, sample.Separation!.Source);
        Assert.Equal(sample.Audio, again.Audio);
        Assert.Equal(index.Clips[0].Labels[0], sample.Label);
    }

    [Theory]
    [InlineData(true, 1, 0.05, 0.61)]                                          // 6 dB are 0.6 in the logarithm of power
    [InlineData(false, 1, 0, 0)]
    [InlineData(true, 2, 0, 0)]
    public async Task The_volume_varies_in_training_but_for_separation(bool training, int mixed, double least, double most)
    {
        var index = MusicIndex.Read(Root, "music_solo", "test");
        var (decoder, window) = (new ClipDecoder(shortSide: 64), new ClipWindow(training, size: 64));
        var alone = index with { Clips = [index.Clips[0]] };
        var samples = new ClipSamples(alone, window, decoder, mixed);
        var clip = await decoder.ReadAsync(Path.Combine(index.Folder, index.Clips[0].Files[0]), CancellationToken.None);
        var changes = Enumerable.Range(0, 8).Select(draw => Change(new SampleDraw(draw, 0, 0))).ToArray();

        Assert.InRange(changes.Max(), least, most);

        double Change(SampleDraw draw)
        {
            var random = draw.Random();
            random.Next(1);                                                    // which file
            var plain = LogMelSpectrogram.Of(window.Of(clip, random).Waveform);
            return plain.Zip(samples.Read(0, draw, CancellationToken.None).Audio, (a, b) => Math.Abs(a - b)).Max();
        }
    }

    [Fact]
    public async Task Training_decodes_key_pictures_only_and_takes_the_last_one_before_a_moment()
    {
        var path = Path.Combine(Root, "keys.mp4");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=8:duration=5", "-f", "lavfi", "-i", "sine=duration=5", "-c:v", "libx264", "-g", "16", "-keyint_min", "16", "-sc_threshold", "0", "-c:a", "aac", path);

        var clip = await new ClipDecoder(shortSide: 64, keyPictures: true).ReadAsync(path, CancellationToken.None);

        Assert.Equal([0, 2, 4], clip.Pictures.Select(picture => Math.Round(picture.Seconds, 2)));
        Assert.InRange(clip.Seconds, 4.9, 5.1);
        Assert.Equal([0, 0, 2, 4], new[] { -1, 1.99, 3.9, 4.5 }.Select(moment => Math.Round(clip.Before(moment).Seconds, 2)));
    }

    [Fact]
    public void A_file_that_is_no_video_is_skipped_with_its_reason()
    {
        var index = MusicIndex.Read(Root, "music_solo", "test");
        File.WriteAllText(Path.Combine(index.Folder, index.Clips[0].Files[0]), "nothing");
        var samples = new ClipSamples(index, new ClipWindow(training: true, size: 64), new ClipDecoder(shortSide: 64));
        var loader = new SampleLoader(samples, new LoaderSettings(BatchSize: 2, Shuffle: false));

        Assert.Equal(2, loader.Read(0, 0, CancellationToken.None).Single().Count);
        Assert.True(loader.Report.Skipped >= 1);
        Assert.Contains(index.Clips[0].Id, loader.Report.LastTrouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_no_clip_and_nobody_waits_for_it()
    {
        var pipe = _folder.File("pipe.mp4");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe)) await made.WaitForExitAsync();
        File.CreateSymbolicLink(_folder.File("endless.mp4"), "/dev/zero");

        foreach (var path in new[] { pipe, _folder.File("endless.mp4") })
        {
            var thrown = await Assert.ThrowsAsync<SampleException>(() => new ClipDecoder().ReadAsync(path, CancellationToken.None));
            Assert.Contains("no ordinary file", thrown.Message, StringComparison.Ordinal);
        }
    }
}
