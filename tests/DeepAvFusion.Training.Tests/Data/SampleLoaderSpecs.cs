using DeepAvFusion.Core;
using DeepAvFusion.Training.Data;

namespace DeepAvFusion.Training.Tests.Data;

public sealed class SampleLoaderSpecs
{
    private static NoiseSamples Source(int count = 10) => new(TinyModels.Encoder(), count);

    [Fact]
    public void Every_sample_comes_once_an_epoch_in_an_order_of_its_own()
    {
        var loader = new SampleLoader(Source(), new LoaderSettings(BatchSize: 2, Seed: 1, Workers: 2));

        var first = Names(loader, 0);
        var second = Names(loader, 1);

        Assert.Equal(10, first.Distinct().Count());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void The_same_seed_gives_the_same_samples_whatever_the_workers()
    {
        var one = Batches(new SampleLoader(Source(), new LoaderSettings(BatchSize: 3, Seed: 5)), 0);
        var three = Batches(new SampleLoader(Source(), new LoaderSettings(BatchSize: 3, Seed: 5, Workers: 3, Prefetch: 4)), 0);

        Assert.Equal(one.SelectMany(batch => batch.Samples).Select(sample => sample.Image[7]), three.SelectMany(batch => batch.Samples).Select(sample => sample.Image[7]));
    }

    [Fact]
    public void An_epoch_can_be_entered_in_its_middle()
    {
        var loader = new SampleLoader(Source(), new LoaderSettings(BatchSize: 2, Seed: 1));

        var rest = loader.Read(0, 3, CancellationToken.None).Select(batch => batch.Names).ToArray();

        Assert.Equal(loader.Read(0, 0, CancellationToken.None).Select(batch => batch.Names).Skip(3), rest);
    }

    [Fact]
    public void Training_drops_the_last_incomplete_batch_and_evaluation_keeps_it()
    {
        Assert.Equal(3, new SampleLoader(Source(), new LoaderSettings(BatchSize: 3)).Batches);
        var evaluation = new SampleLoader(Source(), new LoaderSettings(BatchSize: 3, Shuffle: false));
        Assert.Equal([3, 3, 3, 1], Batches(evaluation, 0).Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"noise {i}"), Names(evaluation, 0));
    }

    [Fact]
    public void A_broken_sample_is_replaced_and_counted()
    {
        var source = Source();
        source.Broken.Add(4);
        var loader = new SampleLoader(source, new LoaderSettings(BatchSize: 5));

        var names = Names(loader, 0);

        Assert.Equal(10, names.Length);
        Assert.DoesNotContain("noise 4", names);
        Assert.True(loader.Report is { Skipped: >= 1, LastTrouble: "noise 4: is broken" });
    }

    [Fact]
    public void The_last_trouble_is_the_last_in_order_whichever_batch_was_made_first()
    {
        using var source = new Unreadable();
        var loader = new SampleLoader(source, new LoaderSettings(BatchSize: 1, Shuffle: false, Substitute: false, Workers: 2));

        var names = Names(loader, 0);

        Assert.Equal(["2"], names);
        Assert.Equal((2, "1: is broken"), (loader.Report.Skipped, loader.Report.LastTrouble));
    }

    [Fact]
    public void One_readable_sample_among_many_broken_ones_is_enough()
    {
        var source = Source(20);
        source.Broken.UnionWith(Enumerable.Range(0, 20).Where(i => i != 13));

        Assert.All(Names(new SampleLoader(source, new LoaderSettings(BatchSize: 5)), 0), name => Assert.Equal("noise 13", name));
    }

    [Fact]
    public void Nothing_but_broken_samples_is_one_clear_error()
    {
        var source = Source(2);
        source.Broken.UnionWith([0, 1]);

        var thrown = Assert.Throws<UserErrorException>(() => Names(new SampleLoader(source, new LoaderSettings(BatchSize: 1)), 0));

        Assert.Contains("is broken", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_listed_at_once()
    {
        var thrown = Assert.Throws<UserErrorException>(() => new SampleLoader(Source(0), new LoaderSettings(BatchSize: 0, Workers: 0)));

        Assert.Contains("no data at all", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("batch size 0", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("0 workers", thrown.Message, StringComparison.Ordinal);
    }

    private static AvBatch[] Batches(SampleLoader loader, int epoch) => [.. loader.Read(epoch, 0, CancellationToken.None)];

    private static string[] Names(SampleLoader loader, int epoch) => [.. Batches(loader, epoch).SelectMany(batch => batch.Samples).Select(sample => sample.Name)];

    /// <summary>Of three samples the second is found broken before the first is.</summary>
    private sealed class Unreadable : ISampleSource, IDisposable
    {
        private readonly ManualResetEventSlim _second = new();

        public int Count => 3;

        public void Dispose() => _second.Dispose();

        public string Name(int index)
        {
            if (index == 1) _second.Set();
            return $"{index}";
        }

        public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
        {
            if (index == 0) _second.Wait(cancellation);
            return index == 2 ? new AvSample("2", [0], [0]) : throw new SampleException("is broken");
        }
    }
}
