using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Scenes.Kinds;
using NAudio.Wave;

namespace DeepAvFusion.Scenes.Tests.Generate;

public sealed class SceneGeneratorSpecs : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"scenes-{Guid.NewGuid():N}");
    private readonly Steps _steps = new();

    public void Dispose()
    {
        if (Directory.Exists(_root)) Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Vggsound_has_a_list_class_folders_and_clips_that_ffprobe_likes()
    {
        await Make("vggsound", 3);
        var rows = File.ReadAllLines(Path.Combine(_root, "annotations", "vggsound.csv")).Select(row => row.Split(',')).ToArray();
        Assert.Equal(3, rows.Length);
        foreach (var row in rows)
        {
            var clip = Path.Combine(_root, "clips", row[2], $"{row[0]}_000000_000010.mp4");
            var lines = await Tool.LinesAsync("ffprobe", "-show_entries", "stream=codec_name,width,height,sample_rate", "-of", "csv=p=0", clip);
            Assert.Equal(["h264,160,120", "aac,16000"], lines);
            Assert.Equal("10.000000", (await Tool.LinesAsync("ffprobe", "-show_entries", "format=duration", "-of", "csv=p=0", clip)).Single());
            var keys = await Tool.LinesAsync("ffprobe", "-select_streams", "v", "-skip_frame", "nokey", "-show_entries", "frame=pts_time", "-of", "csv=p=0", clip);
            Assert.Equal(10 * 8 / 16, keys.Length);
            Assert.Contains(row[2], SceneKinds.Names);
        }

        Assert.Equal([1, 2, 3], _steps.Seen.Select(step => step.Done));
    }

    [Fact]
    public async Task Truth_of_a_clip_adds_up_to_its_sound()
    {
        await Make("vggsound", 1);
        var clip = Directory.GetFiles(_root, "*.mp4", SearchOption.AllDirectories).Single();
        var folder = Directory.GetDirectories(Path.Combine(_root, "truth")).Single();
        Assert.Equal(Path.GetFileNameWithoutExtension(clip), Path.GetFileName(folder));
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")));
        var sum = Read(Path.Combine(folder, "noise.wav"));
        Assert.Equal(10 * AudioClock.Rate, sum.Length);
        foreach (var source in truth.RootElement.GetProperty("sources").EnumerateArray())
        {
            Assert.NotEmpty(source.GetProperty("times").EnumerateArray());
            if (source.GetProperty("track").GetString() is not { } track) continue;
            Assert.Contains(source.GetProperty("kind").GetString(), truth.RootElement.GetProperty("heard").EnumerateArray().Select(kind => kind.GetString()));
            foreach (var (i, sample) in Read(Path.Combine(folder, track)).Index()) sum[i] += sample;
        }

        var bytes = await Tool.RunAsync("ffmpeg", null, "-i", clip, "-ar", "16000", "-f", "f32le", "pipe:1");
        var heard = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        double product = 0, a = 0, b = 0;
        for (var i = 0; i < Math.Min(sum.Length, heard.Length); i++) (product, a, b) = (product + (sum[i] * heard[i]), a + (sum[i] * sum[i]), b + (heard[i] * heard[i]));
        Assert.True(product / Math.Sqrt(a * b) > 0.97, $"correlation {product / Math.Sqrt(a * b)}");
        Assert.Equal(10, Directory.GetFiles(Path.Combine(folder, "masks")).Length);
    }

    [Fact]
    public async Task Music_has_solos_and_duets_of_instruments_and_their_sheets()
    {
        await Make("music", 4);
        Assert.Equal(4, File.ReadAllLines(Path.Combine(_root, "anno", "music_solo.csv")).Length);
        Assert.Equal(File.ReadAllText(Path.Combine(_root, "anno", "music_solo.csv")), File.ReadAllText(Path.Combine(_root, "anno", "music21_solo.csv")));
        var duet = File.ReadAllLines(Path.Combine(_root, "anno", "music21_duet.csv"));
        Assert.Equal("id,instrument,n", duet[0]);
        var row = duet[1].Split(',');
        Assert.True(File.Exists(Path.Combine(_root, "clips_360p_segm", row[1], $"{row[0]}.000.mp4")));
        Assert.True(SceneKinds.Named(row[1]).IsInstrument);
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root, "truth", $"{row[0]}.000", "truth.json")));
        Assert.Equal(2, truth.RootElement.GetProperty("heard").GetArrayLength());
    }

    [Theory]
    [InlineData("s4", "v1s", 5)]
    [InlineData("ms3", "v1m", 5)]
    [InlineData("avss", "v2", 10)]
    public async Task Avsbench_has_a_picture_and_a_map_for_every_second(string kind, string part, int seconds)
    {
        await Make(kind, 2);
        var numbers = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(Path.Combine(_root, "label2idx.json")))!;
        Assert.Equal(1, numbers["background"]);
        Assert.Equal(SceneKinds.All.Count + 1, numbers.Values.Distinct().Count());
        var rows = File.ReadAllLines(Path.Combine(_root, "metadata.csv"));
        Assert.Equal("vid,uid,s_min,s_sec,a_obj,split,label", rows[0]);
        foreach (var row in rows[1..].Select(row => row.Split(',')))
        {
            Assert.Equal(part, row[6]);
            var folder = Path.Combine(_root, part, row[1]);
            Assert.Equal(seconds * AudioClock.Rate, Read(Path.Combine(folder, "audio.wav")).Length);
            var allowed = row[4].Split('_').Where(numbers.ContainsKey).Select(name => numbers[name] - 1).Append(0).ToHashSet();
            var maps = await Tool.RunAsync("ffmpeg", null, "-start_number", "0", "-i", Path.Combine(folder, "labels_semantic", "%d.png"), "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1");
            Assert.Equal(seconds * 160 * 120, maps.Length);
            Assert.Subset(allowed, maps.Select(value => (int)value).ToHashSet());
            var pictures = await Tool.RunAsync("ffmpeg", null, "-start_number", "0", "-i", Path.Combine(folder, "frames", "%d.jpg"), "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1");
            Assert.Equal(seconds * 160 * 120 * 3, pictures.Length);
            Assert.Equal(seconds, Directory.GetFiles(Path.Combine(folder, "labels_rgb")).Length);
            if (kind == "s4") Assert.Equal(2, allowed.Count);
            Assert.True(maps.Any(value => value > 0) || row[4] == "off-the-screen");
        }
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_files()
    {
        await Make("avsbench", 3);
        var first = Hashes();
        Directory.Delete(_root, recursive: true);
        await Make("avsbench", 3, workers: 1);
        Assert.Equal(first, Hashes());
        Assert.Contains(first.Keys, name => name.StartsWith("v2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bad_input_is_one_clear_line()
    {
        await Refused("vggsound", 0, _root, "not 0");
        await Refused("imagenet", 1, _root, "avsbench");
        Directory.CreateDirectory(_root);
        File.WriteAllText(Path.Combine(_root, "file"), "");
        await Refused("music", 1, _root, "not empty");
        await Refused("music", 1, Path.Combine(_root, "file", "below"), "cannot be written");
        Assert.Empty(_steps.Seen);
    }

    [Fact]
    public async Task A_cancelled_run_lists_the_clips_that_are_complete()
    {
        using var stop = new CancellationTokenSource();
        _steps.OnStep = step => stop.Cancel();
        var settings = new SceneGeneratorSettings("s4", 50, 1, _root) { Width = 64, Height = 48, Workers = 1 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SceneGenerator.GenerateAsync(settings, _steps, stop.Token));
        Assert.Equal(2, File.ReadAllLines(Path.Combine(_root, "metadata.csv")).Length);
    }

    private Task Make(string kind, int count, int workers = 2) => SceneGenerator.GenerateAsync(
        new SceneGeneratorSettings(kind, count, 11, _root) { Width = 160, Height = 120, FrameRate = 8, Workers = workers }, _steps, CancellationToken.None);

    private async Task Refused(string kind, int count, string folder, string part)
    {
        var settings = new SceneGeneratorSettings(kind, count, 1, folder);
        var error = await Assert.ThrowsAsync<UserErrorException>(() => SceneGenerator.GenerateAsync(settings, _steps, CancellationToken.None));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static float[] Read(string path)
    {
        using var reader = new WaveFileReader(path);
        Assert.Equal((AudioClock.Rate, 1, 16), (reader.WaveFormat.SampleRate, reader.WaveFormat.Channels, reader.WaveFormat.BitsPerSample));
        var samples = new float[reader.SampleCount];
        Assert.Equal(samples.Length, reader.ToSampleProvider().Read(samples));
        return samples;
    }

    private SortedDictionary<string, string> Hashes() => new(Directory.GetFiles(_root, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(_root, path), path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))));

    private sealed class Steps : IProgress<GenerationProgress>
    {
        public List<GenerationProgress> Seen { get; } = [];

        public Action<GenerationProgress> OnStep { get; set; } = _ => { };

        public void Report(GenerationProgress value)
        {
            Seen.Add(value);
            OnStep(value);
        }
    }
}
