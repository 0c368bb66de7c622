#if !PACKAGE_PROMETHEUS_NET
using Prometheus;

namespace Standins.Prometheus.Tests;

/// <summary>Where the stand-in does not follow the package, as its README says.</summary>
public sealed class DeviationSpecs
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _metrics;

    public DeviationSpecs() => _metrics = Metrics.WithCustomRegistry(_registry);

    [Fact]
    public void A_child_does_not_follow_changes_of_the_array_it_was_made_with()
    {
        var counter = _metrics.CreateCounter("a_total", "", "x");
        string[] values = ["one"];
        var child = counter.WithLabels(values);

        values[0] = "two";

        Assert.Same(child, counter.WithLabels("one"));
        Assert.Equal([["one"]], counter.GetAllLabelValues());
    }

    [Fact]
    public async Task A_cancelled_collection_ends() => await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
        _registry.CollectAndExportAsTextAsync(Stream.Null, new CancellationToken(canceled: true)));

    [Fact]
    public void A_refused_metric_leaves_its_name_free()
    {
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("a", "", "le"));

        Assert.NotNull(_metrics.CreateGauge("a", ""));
    }

    [Fact]
    public async Task The_count_of_a_histogram_fits_its_buckets_while_it_is_changed()
    {
        var histogram = _metrics.CreateHistogram("busy", "");
        using var stop = new CancellationTokenSource();
        var work = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) histogram.Observe(1);
        });

        for (var i = 0; i < 200; i++) await Exposed.FromAsync(_registry);
        await stop.CancelAsync();
        await work;
    }

    [Fact]
    public void A_name_with_a_line_feed_at_its_end_is_refused() => Assert.Throws<ArgumentException>(() => _metrics.CreateCounter("line\n", ""));

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public async Task Infinity_is_spelt_as_the_format_demands(double value, string expected)
    {
        _metrics.CreateGauge("value", "").Set(value);

        Assert.EndsWith($"\nvalue {expected}\n", await Exposed.TextAsync(_registry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_escaped()
    {
        _metrics.CreateGauge("odd", "first\nsecond \\ \"third\"");

        Assert.StartsWith("# HELP odd first\\nsecond \\\\ \"third\"\n", await Exposed.TextAsync(_registry), StringComparison.Ordinal);
    }
}
#endif
