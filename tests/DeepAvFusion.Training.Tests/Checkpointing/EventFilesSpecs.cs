using System.Globalization;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Tests.Data;
using DeepAvFusion.Training.Trainers;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Checkpointing;

/// <summary>TensorBoard's files are read back with their checksums, by the protocol's own classes.</summary>
public sealed class EventFilesSpecs : IDisposable
{
    private static readonly Dictionary<string, double> None = [];
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingSettings _settings = new() { Epochs = 2, WarmupEpochs = 0.5, BatchSize = 2, Rate = 1e-2, Seed = 3, EvaluateEvery = 1, WritesEvents = true };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_number_of_the_history_is_there_at_its_step()
    {
        var before = DateTimeOffset.UtcNow;
        Train("run", _settings);

        var events = Events("run/tensorboard");
        var rows = File.ReadLines(_folder.File("run/history.csv")).Select(line => line.Split(',')).ToArray();
        foreach (var (column, name) in rows[0].Index().Skip(1))
            Assert.Equal(rows.Skip(1).Select(row => (long.Parse(row[0], CultureInfo.InvariantCulture), float.Parse(row[column], CultureInfo.InvariantCulture))), Series(events, $"train/{name}"));
        Assert.Equal([(5, 1f), (10, 1f)], Series(events, "eval/score"));
        Assert.All(events, one => Assert.InRange(DateTimeOffset.FromUnixTimeSeconds((long)one.Time), before - TimeSpan.FromMinutes(3), before + TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void A_resumed_training_leaves_what_a_whole_one_does()
    {
        Train("whole", _settings);
        Train("parts", _settings with { StopAfterSteps = 3 });
        Train("parts", _settings with { StopAfterSteps = 5 });
        Train("parts", _settings);

        Assert.Equal(Events("whole/tensorboard").Select(one => (one.Tag, one.Step, one.Value)), Events("parts/tensorboard").Select(one => (one.Tag, one.Step, one.Value)));
    }

    [Fact]
    public void What_a_killed_training_wrote_after_its_checkpoint_is_dropped()
    {
        var killed = new EventFiles(_folder.File("events"), 0, TimeProvider.System);
        for (var step = 1; step <= 5; step++) killed.Step(step, 0, 0, step, 0, None);
        using (var file = File.OpenWrite(Files("events").Single())) file.SetLength(file.Length - 7);

        var resumed = new EventFiles(_folder.File("events"), 3, TimeProvider.System);
        resumed.Step(4, 0, 0, 40, 0, None);

        Assert.Equal([(1, 1f), (2, 2f), (3, 3f), (4, 40f)], Series(Events("events"), "train/loss"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_end_costs_no_more_than_itself(bool isFilled)
    {
        var killed = new EventFiles(_folder.File("events"), 0, TimeProvider.System);
        for (var step = 1; step <= 2; step++) killed.Step(step, 0, 0, step, 0, None);
        using (var file = File.Open(Files("events").Single(), FileMode.Append)) file.Write(isFilled ? new byte[100] : [.. Enumerable.Range(1, 100).Select(i => (byte)i)]);

        new EventFiles(_folder.File("events"), 2, TimeProvider.System).Step(3, 0, 0, 3, 0, None);

        Assert.Equal([(1, 1f), (2, 2f), (3, 3f)], Series(Events("events"), "train/loss"));
    }

    [Fact]
    public void A_training_from_the_start_leaves_nothing_of_a_former_one()
    {
        Train("run", _settings);
        Train("run", _settings with { Resume = false, Epochs = 1, Seed = 4 });

        Assert.Equal(Enumerable.Range(1, 5).Select(step => (long)step), Series(Events("run/tensorboard"), "train/loss").Select(point => point.Step));
    }

    [Fact]
    public void Who_does_not_ask_gets_none()
    {
        Train("run", _settings with { WritesEvents = false, StopAfterSteps = 1 });

        Assert.False(Directory.Exists(_folder.File("run/tensorboard")));
    }

    private void Train(string run, TrainingSettings settings)
    {
        using var recipe = PretrainRecipe.Create(TinyModels.Autoencoder(), settings, CPU);
        recipe.Evaluation = _ => new Dictionary<string, double> { ["score"] = 1 };
        var loader = new SampleLoader(new NoiseSamples(TinyModels.Encoder(), 10), new LoaderSettings(settings.BatchSize, settings.Seed));
        new Trainer(recipe, loader, settings, new RunFolder(_folder.File(run))).Run(new { }, null, CancellationToken.None);
    }

    private static IEnumerable<(long Step, float Value)> Series(IEnumerable<Scalar> events, string tag) => events.Where(one => one.Tag == tag).Select(one => (one.Step, one.Value));

    private string[] Files(string folder) => [.. Directory.GetFiles(_folder.File(folder)).Order(StringComparer.Ordinal)];

    /// <summary>All numbers of a folder, its files in the order in which TensorBoard reads them, each whole to its last byte.</summary>
    private List<Scalar> Events(string folder)
    {
        var all = new List<Scalar>();
        foreach (var file in Files(folder))
        {
            var records = EventFiles.Read(file).ToArray();
            Assert.Equal(new FileInfo(file).Length, records[^1].End);
            Assert.Equal("brain.Event:2", records[0].Event.FileVersion);
            all.AddRange(records.Skip(1).Select(record => new Scalar(record.Event.Summary.Value.Single().Tag, record.Event.Step, record.Event.Summary.Value.Single().SimpleValue, record.Event.WallTime)));
        }

        return all;
    }

    private sealed record Scalar(string Tag, long Step, float Value, double Time);
}
