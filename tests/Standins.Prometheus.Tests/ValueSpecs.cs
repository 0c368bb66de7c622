using Prometheus;

namespace Standins.Prometheus.Tests;

public sealed class ValueSpecs
{
    private readonly MetricFactory _metrics = Metrics.WithCustomRegistry(Metrics.NewCustomRegistry());

    [Fact]
    public void A_counter_only_grows()
    {
        var counter = _metrics.CreateCounter("a_total", "");
        counter.Inc();
        counter.Inc(2.5);
        counter.IncTo(3);
        Assert.Equal(3.5, counter.Value);

        counter.IncTo(10);
        Assert.Equal(10, counter.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Inc(-1));
        Assert.Equal(10, counter.Value);
    }

    [Fact]
    public void A_gauge_goes_up_and_down()
    {
        var gauge = _metrics.CreateGauge("a", "");
        gauge.Inc(5);
        gauge.Dec(2);
        Assert.Equal(3, gauge.Value);

        gauge.IncTo(1);
        Assert.Equal(3, gauge.Value);
        gauge.IncTo(7);
        Assert.Equal(7, gauge.Value);
        gauge.DecTo(9);
        Assert.Equal(7, gauge.Value);
        gauge.DecTo(-1);
        Assert.Equal(-1, gauge.Value);
        gauge.Set(0.5);
        Assert.Equal(0.5, gauge.Value);
    }

    [Fact]
    public async Task No_change_is_lost_between_threads()
    {
        var counter = _metrics.CreateCounter("a_total", "", "x");
        var gauge = _metrics.CreateGauge("b", "");
        var histogram = _metrics.CreateHistogram("c", "", new HistogramConfiguration { Buckets = [1, 2] });
        var summary = _metrics.CreateSummary("d", "");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                counter.WithLabels("same").Inc();
                gauge.Inc(2);
                gauge.Dec();
                histogram.Observe(i % 3);
                summary.Observe(1);
            }
        })));

        Assert.Equal(200_000, counter.WithLabels("same").Value);
        Assert.Equal(200_000, gauge.Value);
        Assert.Equal(200_000, histogram.Count);
        Assert.Equal(4 * (16_667 + (2 * 16_666)), histogram.Sum);
    }

    [Fact]
    public void Counting_does_not_allocate()
    {
        var counter = _metrics.CreateCounter("a_total", "", "x", "y");
        var histogram = _metrics.CreateHistogram("b", "");
        string[] labels = ["one", "two"];
        void Work()
        {
            counter.WithLabels(labels.AsSpan()).Inc();
            counter.WithLabels(labels).Inc();
            histogram.Observe(0.3);
        }

        Work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Work();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1000, "a change of a value allocates");
    }

    [Fact]
    public void A_histogram_ignores_what_is_not_a_number()
    {
        var histogram = _metrics.CreateHistogram("a", "");
        histogram.Observe(double.NaN);
        histogram.Observe(2, 3);

        Assert.Equal((3, 6), (histogram.Count, histogram.Sum));
    }

    [Fact]
    public void Buckets_come_in_series()
    {
        Assert.Equal([0.1, 0.2, 0.3], Histogram.LinearBuckets(0.1, 0.1, 3));
        Assert.Equal([0.001, 0.01, 0.1, 1], Histogram.ExponentialBuckets(0.001, 10, 4));
        Assert.Throws<ArgumentException>(() => Histogram.LinearBuckets(0, 1, 0));
        Assert.Throws<ArgumentException>(() => Histogram.ExponentialBuckets(0, 2, 3));
        Assert.Throws<ArgumentException>(() => Histogram.ExponentialBuckets(1, 1, 3));
        Assert.Throws<ArgumentException>(() => Histogram.ExponentialBuckets(1, 2, 0));
    }

    [Fact]
    public void Bad_buckets_are_refused()
    {
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("a", "", new HistogramConfiguration { Buckets = [] }));
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("b", "", new HistogramConfiguration { Buckets = [1, 1] }));
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("c", "", new HistogramConfiguration { Buckets = [2, 1] }));
    }

    [Fact]
    public async Task A_summary_forgets_what_is_too_old_for_its_quantiles()
    {
        var registry = Metrics.NewCustomRegistry();
        var configuration = new SummaryConfiguration { Objectives = [new(0.5, 0.05)], MaxAge = TimeSpan.FromMilliseconds(20) };
        var summary = Metrics.WithCustomRegistry(registry).CreateSummary("a", "", configuration);
        summary.Observe(7);

        Exposed exposed;
        do exposed = await Exposed.FromAsync(registry);
        while (exposed["a{quantile=\"0.5\"}"] == 7);

        Assert.True(double.IsNaN(exposed["a{quantile=\"0.5\"}"]));
        Assert.Equal((1, 7), (exposed["a_count"], exposed["a_sum"]));
    }

    [Fact]
    public void A_timer_reports_seconds()
    {
        var histogram = _metrics.CreateHistogram("a", "");
        var gauge = _metrics.CreateGauge("b", "");
        TimeSpan elapsed;
        using (var timer = histogram.NewTimer()) elapsed = timer.ObserveDuration();
        using (gauge.NewTimer())
        {
        }

        Assert.Equal(2, histogram.Count);
        Assert.InRange(histogram.Sum, elapsed.TotalSeconds, 60);
        Assert.InRange(gauge.Value, double.Epsilon, 60);
    }

    [Fact]
    public void A_time_is_seconds_since_1970()
    {
        var gauge = _metrics.CreateGauge("a", "");
        gauge.SetToTimeUtc(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(946684800, gauge.Value);

        gauge.SetToCurrentTimeUtc();
        Assert.InRange(gauge.Value, 1.7e9, 1e11);
    }

    [Fact]
    public void Work_in_progress_counts_until_it_is_disposed()
    {
        var gauge = _metrics.CreateGauge("a", "");
        var work = gauge.TrackInProgress();
        Assert.Equal(1, gauge.Value);

        work.Dispose();
        Assert.Equal(0, gauge.Value);
    }

    [Fact]
    public async Task Exceptions_are_counted_and_passed_on()
    {
        var counter = _metrics.CreateCounter("a_total", "");

        Assert.Throws<InvalidDataException>(() => counter.CountExceptions(() => throw new InvalidDataException()));
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            counter.CountExceptionsAsync(() => throw new InvalidDataException(), error => error is IOException));

        Assert.Equal(1, counter.Value);
    }
}
