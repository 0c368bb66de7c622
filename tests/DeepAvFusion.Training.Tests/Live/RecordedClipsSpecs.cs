using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Training.Live;
using DeepAvFusion.Training.Metrics.Separation;

namespace DeepAvFusion.Training.Tests.Live;

/// <summary>Clips of a folder with their truth.</summary>
public sealed class RecordedClipsSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_clip_is_read_with_the_truth_that_was_written_beside_it()
    {
        var root = Path.Combine(_folder.Path, "set");
        await SceneGenerator.GenerateAsync(new SceneGeneratorSettings("live", 1, 5, root) { Width = 160, Height = 120, FrameRate = 4 }, new Progress<GenerationProgress>(), CancellationToken.None);

        var clip = new RecordedClips(root, Settings).Open(0, CancellationToken.None);
        var samples = new float[clip.Truth.Mixture.Length];
        foreach (var frame in clip.Frames)
        {
            using var taken = frame;
            if (frame is SoundFrame sound && (int)sound.Time.ToSample(AudioClock.Rate) is var start && start < samples.Length)
                sound.Samples.Span[..Math.Min(sound.Samples.Length, samples.Length - start)].CopyTo(samples.AsSpan(start));
        }

        Assert.Equal(100, clip.Truth.Owners.Count);
        Assert.Contains(clip.Truth.Things, thing => thing.HeardAndSeen >= 3);
        Assert.True(SiSdr.Of(clip.Truth.Mixture, samples) > 10);       // what is told to be in it is what is heard
    }

    [Fact]
    public void A_folder_without_truth_is_refused_with_what_would_be_right()
    {
        var refused = Assert.Throws<UserErrorException>(() => new RecordedClips(_folder.Path, Settings));
        Assert.Contains("scenes generate --kind live", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truth_that_lacks_a_part_is_refused_by_name()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "truth", "a"));
        File.WriteAllText(Path.Combine(_folder.Path, "a.mp4"), "");
        File.WriteAllText(Path.Combine(_folder.Path, "truth", "a", "truth.json"), "{\"seconds\": 10}");
        var refused = Assert.Throws<UserErrorException>(() => new RecordedClips(_folder.Path, Settings).Open(0, CancellationToken.None));
        Assert.Contains("truth.json lacks", refused.Message, StringComparison.Ordinal);
    }

    private static SourceSettings Settings => new()
    {
        PictureRate = 4,
        ShortSide = 120,
        Preview = null,
        ConnectTimeout = TimeSpan.FromSeconds(60),
        StallTimeout = TimeSpan.FromSeconds(60),
        LivePacing = false,
        Queue = TimeSpan.FromSeconds(5),
        RtspTransport = RtspTransport.Tcp,
        DecoderThreads = 1,
        Policy = SourcePolicy.Open,
    };
}
