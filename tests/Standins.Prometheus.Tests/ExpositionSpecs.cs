using System.Text;
using Prometheus;

namespace Standins.Prometheus.Tests;

public sealed class ExpositionSpecs
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _metrics;

    public ExpositionSpecs() => _metrics = Metrics.WithCustomRegistry(_registry);

    [Fact]
    public async Task Writes_help_type_and_samples_in_the_order_of_creation()
    {
        var drops = _metrics.CreateCounter("drops_total", "Dropped windows.", "stream", "reason");
        drops.WithLabels("b", "stale").Inc(3);
        drops.WithLabels("a", "full").Inc();
        _metrics.CreateGauge("streams", "Open streams.").Set(2.5);

        Assert.Equal(
            """
            # HELP drops_total Dropped windows.
            # TYPE drops_total counter
            drops_total{stream="b",reason="stale"} 3
            drops_total{stream="a",reason="full"} 1
            # HELP streams Open streams.
            # TYPE streams gauge
            streams 2.5

            """,
            await Exposed.TextAsync(_registry));
    }

    [Fact]
    public async Task Writes_a_histogram_as_cumulative_buckets()
    {
        var ages = _metrics.CreateHistogram("age_seconds", "Age.", ["stream"], new HistogramConfiguration { Buckets = [0.5, 1, 10] });
        foreach (var age in new[] { 0.1, 0.5, 0.75, 20 }) ages.WithLabels("a").Observe(age);

        Assert.Equal(
            """
            # HELP age_seconds Age.
            # TYPE age_seconds histogram
            age_seconds_sum{stream="a"} 21.35
            age_seconds_count{stream="a"} 4
            age_seconds_bucket{stream="a",le="0.5"} 2
            age_seconds_bucket{stream="a",le="1"} 3
            age_seconds_bucket{stream="a",le="10"} 3
            age_seconds_bucket{stream="a",le="+Inf"} 4

            """,
            await Exposed.TextAsync(_registry));
    }

    [Fact]
    public async Task Writes_a_summary_with_its_quantiles()
    {
        var sizes = _metrics.CreateSummary("sizes", "Sizes.", new SummaryConfiguration { Objectives = [new(0.5, 0.05), new(0.9, 0.01)] });
        for (var size = 1; size <= 100; size++) sizes.Observe(size);

        Assert.Equal(
            """
            # HELP sizes Sizes.
            # TYPE sizes summary
            sizes_sum 5050
            sizes_count 100
            sizes{quantile="0.5"} 50
            sizes{quantile="0.9"} 90

            """,
            await Exposed.TextAsync(_registry));
    }

    [Fact]
    public async Task Escapes_what_would_break_a_line()
    {
        _metrics.CreateGauge("odd", "Odd.", "name").WithLabels("a\"b\\c\nd,e}=ü").Set(1);

        var text = await Exposed.TextAsync(_registry);

        Assert.Contains("odd{name=\"a\\\"b\\\\c\\nd,e}=ü\"} 1\n", text, StringComparison.Ordinal);
        Assert.Single(Exposed.Parse(text).Series);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(0.1, "0.1")]
    [InlineData(-3, "-3")]
    [InlineData(1e300, "1e+300")]
    [InlineData(1234567890123, "1234567890123")]
    public async Task Spells_numbers_the_same_everywhere(double value, string expected)
    {
        _metrics.CreateGauge("value", "").Set(value);

        Assert.EndsWith($"\nvalue {expected}\n", await Exposed.TextAsync(_registry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speaks_open_metrics_when_asked()
    {
        _metrics.CreateCounter("drops_total", "Drops.").Inc(2);
        _metrics.CreateCounter("odd", "Not named as a counter.").Inc();
        _metrics.CreateHistogram("age", "Age.", new HistogramConfiguration { Buckets = [1] }).Observe(0.5);

        Assert.Equal(
            """
            # HELP drops Drops.
            # TYPE drops counter
            drops_total 2.0
            # HELP odd Not named as a counter.
            # TYPE odd unknown
            odd 1.0
            # HELP age Age.
            # TYPE age histogram
            age_sum 0.5
            age_count 1
            age_bucket{le="1.0"} 1
            age_bucket{le="+Inf"} 1
            # EOF

            """,
            await Exposed.TextAsync(_registry, ExpositionFormat.OpenMetricsText));
    }

    [Fact]
    public async Task Hides_what_is_not_published()
    {
        var late = _metrics.CreateGauge("late", "", ["x"], new GaugeConfiguration { SuppressInitialValue = true });
        var first = late.WithLabels("first");
        late.WithLabels("second").Set(0);
        var hidden = _metrics.CreateCounter("hidden", "");
        hidden.Unpublish();

        Assert.Equal(["late{x=\"second\"}"], (await Exposed.FromAsync(_registry)).Series);

        first.Publish();
        hidden.Inc();
        Assert.Equal(["late{x=\"first\"}", "late{x=\"second\"}", "hidden"], (await Exposed.FromAsync(_registry)).Series);
    }

    [Fact]
    public async Task A_metric_with_labels_shows_no_series_before_it_has_children()
    {
        _metrics.CreateCounter("labelled_total", "", "a");
        _metrics.CreateCounter("plain_total", "");

        var exposed = await Exposed.FromAsync(_registry);

        Assert.Equal(["plain_total"], exposed.Series);
        Assert.Equal(["labelled_total", "plain_total"], exposed.Families.Keys);
    }

    [Fact]
    public async Task Writes_utf8_without_a_byte_order_mark()
    {
        _metrics.CreateGauge("x", "größe");
        using var stream = new MemoryStream();

        await _registry.CollectAndExportAsTextAsync(stream);

        Assert.Equal("# HELP x größe\n# TYPE x gauge\nx 0\n", Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal((byte)'#', stream.ToArray()[0]);
    }

    [Fact]
    public async Task Everything_together_follows_the_rules_of_the_format()
    {
        for (var i = 0; i < 20; i++)
        {
            _metrics.CreateCounter($"c{i}_total", "c", "a").WithLabels($"{i}").Inc(i);
            _metrics.CreateHistogram($"h{i}", "h", "a", "b").WithLabels("x", $"{i}").Observe(i);
            _metrics.CreateHistogram($"h{i}", "h").Observe(i);
            _metrics.CreateSummary($"s{i}", "s", new SummaryConfiguration { Objectives = [new(0.9, 0.01)] }).Observe(i);
        }

        var exposed = await Exposed.FromAsync(_registry);

        Assert.Equal(60, exposed.Families.Count);
        Assert.Equal(20 * (1 + 17 + 17 + 3), exposed.Series.Count);
        Assert.Equal(7, exposed["c7_total{a=\"7\"}"]);
    }
}
