using Prometheus;

namespace Standins.Prometheus.Tests;

public sealed class CollectorSpecs
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _metrics;

    public CollectorSpecs() => _metrics = Metrics.WithCustomRegistry(_registry);

    [Fact]
    public void The_same_name_and_labels_give_the_same_metric()
    {
        Assert.Same(_metrics.CreateCounter("a_total", "first"), _metrics.CreateCounter("a_total", "second"));
        Assert.Same(_metrics.CreateGauge("b", "", "x", "y"), _metrics.CreateGauge("b", "", ["x", "y"]));
        Assert.Same(_metrics.CreateGauge("b", "", "x", "y"), _metrics.CreateGauge("b", "", new GaugeConfiguration { LabelNames = ["x", "y"] }));
    }

    [Fact]
    public void The_same_name_of_another_kind_is_refused()
    {
        _metrics.CreateCounter("a_total", "");

        Assert.Throws<InvalidOperationException>(() => _metrics.CreateGauge("a_total", ""));
    }

    [Fact]
    public async Task The_same_name_with_other_labels_is_another_metric_of_one_family()
    {
        var plain = _metrics.CreateCounter("a_total", "");
        var labelled = _metrics.CreateCounter("a_total", "", "x");
        plain.Inc(1);
        labelled.WithLabels("v").Inc(2);

        var exposed = await Exposed.FromAsync(_registry);

        Assert.NotSame(plain, labelled);
        Assert.Single(exposed.Families);
        Assert.Equal((1, 2), (exposed["a_total"], exposed["a_total{x=\"v\"}"]));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("with-dash")]
    [InlineData("with space")]
    [InlineData("")]
    [InlineData("grün")]
    public void A_bad_name_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter(name, ""));
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter("fine_total", "", name));
    }

    [Fact]
    public void Reserved_and_repeated_labels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter("a_total", "", "__name__"));
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("b", "", "le"));
        Assert.Throws<ArgumentException>(() => _metrics.CreateSummary("c", "", "quantile"));
        Assert.Throws<InvalidOperationException>(() => _metrics.CreateCounter("d_total", "", "x", "x"));
    }

    [Fact]
    public void Label_values_must_be_as_many_as_the_names_and_never_null()
    {
        var counter = _metrics.CreateCounter("a_total", "", "x", "y");

        Assert.Throws<ArgumentException>(() => counter.WithLabels("one"));
        Assert.Throws<ArgumentException>(() => counter.WithLabels("one", "two", "three"));
        Assert.ThrowsAny<Exception>(() => counter.WithLabels("one", null!));
        Assert.Throws<ArgumentNullException>(() => counter.WithLabels((string[])null!));
    }

    [Fact]
    public void The_same_values_give_the_same_child_however_they_are_given()
    {
        var counter = _metrics.CreateCounter("a_total", "", "x", "y");
        string[] values = ["one", "two"];

        var child = counter.WithLabels("one", "two");
        Assert.Same(child, counter.WithLabels(values));
        Assert.Same(child, counter.WithLabels(values.AsMemory()));
        Assert.Same(child, counter.WithLabels(values.AsSpan()));
        Assert.NotSame(child, counter.WithLabels("two", "one"));
    }

    [Fact]
    public void A_removed_child_begins_anew()
    {
        var gauge = _metrics.CreateGauge("a", "", "x");
        gauge.WithLabels("one").Set(1);
        gauge.WithLabels("two").Set(2);

        gauge.RemoveLabelled("one");
        gauge.WithLabels("two").Remove();

        Assert.Empty(gauge.GetAllLabelValues());
        Assert.Equal(0, gauge.WithLabels("one").Value);
    }

    [Fact]
    public void A_removed_unlabelled_child_begins_anew()
    {
        var gauge = _metrics.CreateGauge("a", "");
        gauge.Set(5);

        gauge.RemoveLabelled();

        Assert.Equal(0, gauge.Value);
    }

    [Fact]
    public async Task Static_labels_come_after_the_others()
    {
        _registry.SetStaticLabels(new Dictionary<string, string> { ["node"] = "n1" });
        var factory = _metrics.WithLabels(new Dictionary<string, string> { ["role"] = "capture" });
        factory.CreateCounter("a_total", "", ["x"]).WithLabels("v").Inc();
        factory.CreateCounter("a_total", "", ["x"]).WithLabels("v").Inc();

        Assert.Equal(2, (await Exposed.FromAsync(_registry))["a_total{x=\"v\",role=\"capture\",node=\"n1\"}"]);
        Assert.Throws<InvalidOperationException>(() => _registry.SetStaticLabels(new Dictionary<string, string> { ["more"] = "x" }));
        Assert.Throws<InvalidOperationException>(() => factory.CreateCounter("b_total", "", ["node"]));
    }

    [Fact]
    public async Task Callbacks_run_before_each_collection_and_their_failures_do_not_stop_it()
    {
        var gauge = _metrics.CreateGauge("depth", "");
        _registry.AddBeforeCollectCallback(() => throw new InvalidDataException("sensor lost"));
        _registry.AddBeforeCollectCallback(() => gauge.Inc());
        _registry.AddBeforeCollectCallback(async cancel =>
        {
            await Task.Yield();
            gauge.Inc(10);
        });

        Assert.Equal(11, (await Exposed.FromAsync(_registry))["depth"]);
        Assert.Equal(22, (await Exposed.FromAsync(_registry))["depth"]);
    }

    [Fact]
    public async Task Metrics_can_be_made_and_changed_while_they_are_collected()
    {
        var counter = _metrics.CreateCounter("busy_total", "", "x");
        using var stop = new CancellationTokenSource();
        var work = Enumerable.Range(0, 2).Select(worker => Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                counter.WithLabels($"{i % 50}").Inc();
                _metrics.CreateGauge($"g{worker}_{i % 50}", "").Set(i);
                counter.RemoveLabelled($"{(i + 25) % 50}");
            }
        })).ToArray();

        for (var i = 0; i < 50; i++) await Exposed.FromAsync(_registry);
        await stop.CancelAsync();
        await Task.WhenAll(work);
    }
}
