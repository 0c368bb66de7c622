namespace Prometheus;

/// <summary>Counts measurements by buckets.</summary>
public sealed class Histogram : Collector<Histogram.Child>, IHistogram
{
    private static readonly double[] DefaultBuckets = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    private readonly double[] _bounds;

    internal Histogram(string name, string help, string[] labelNames, Labels staticLabels, HistogramConfiguration configuration)
        : base(name, help, labelNames, staticLabels, configuration)
    {
        if (labelNames.Contains("le")) throw new ArgumentException("'le' is a reserved label name", nameof(labelNames));
        var bounds = configuration.Buckets ?? DefaultBuckets;
        if (bounds.Length == 0) throw new ArgumentException("Histogram must have at least one bucket", nameof(configuration));
        _bounds = double.IsPositiveInfinity(bounds[^1]) ? [.. bounds] : [.. bounds, double.PositiveInfinity];
        for (var i = 1; i < _bounds.Length; i++)
        {
            if (!(_bounds[i] > _bounds[i - 1])) throw new ArgumentException("Bucket values must be increasing", nameof(configuration));
        }
    }

    public double Sum => Unlabelled.Sum;

    public long Count => Unlabelled.Count;

    internal override MetricType Type => MetricType.Histogram;

    internal override int TimeseriesCount => ChildCount * (2 + _bounds.Length);

    /// <summary>Bounds of which each is <paramref name="factor"/> times the one before.</summary>
    /// <param name="start">the first bound, above zero</param>
    /// <param name="factor">above one</param>
    /// <param name="count">above zero</param>
    public static double[] ExponentialBuckets(double start, double factor, int count)
    {
        if (count <= 0) throw new ArgumentException($"{nameof(ExponentialBuckets)} needs a positive {nameof(count)}", nameof(count));
        if (start <= 0) throw new ArgumentException($"{nameof(ExponentialBuckets)} needs a positive {nameof(start)}", nameof(start));
        if (factor <= 1) throw new ArgumentException($"{nameof(ExponentialBuckets)} needs a {nameof(factor)} greater than 1", nameof(factor));
        return Series((decimal)start, bound => bound * (decimal)factor, count);
    }

    /// <summary>Bounds of which each is <paramref name="width"/> above the one before.</summary>
    /// <param name="start">the first bound</param>
    /// <param name="count">above zero</param>
    public static double[] LinearBuckets(double start, double width, int count)
    {
        if (count <= 0) throw new ArgumentException($"{nameof(LinearBuckets)} needs a positive {nameof(count)}", nameof(count));
        return Series((decimal)start, bound => bound + (decimal)width, count);
    }

    public void Observe(double val) => Unlabelled.Observe(val);

    public void Observe(double val, long count) => Unlabelled.Observe(val, count);

    public void Publish() => Unlabelled.Publish();

    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(ChildIdentity identity) => new(identity, _bounds);

    /// <summary>Decimal steps keep 0.1 + 0.2 at 0.3.</summary>
    private static double[] Series(decimal first, Func<decimal, decimal> next, int count)
    {
        var bounds = new double[count];
        for (var i = 0; i < count; i++)
        {
            bounds[i] = (double)first;
            if (i + 1 < count) first = next(first);
        }

        return bounds;
    }

    /// <summary>A histogram with its label values.</summary>
    public sealed class Child : ChildBase, IHistogram
    {
        private readonly double[] _bounds;
        private readonly long[] _counts;
        private AtomicDouble _sum;

        internal Child(ChildIdentity identity, double[] bounds)
            : base(identity)
        {
            _bounds = bounds;
            _counts = new long[bounds.Length];
        }

        public double Sum => _sum.Value;

        public long Count
        {
            get
            {
                long total = 0;
                for (var i = 0; i < _counts.Length; i++) total += Volatile.Read(ref _counts[i]);
                return total;
            }
        }

        public void Observe(double val) => Observe(val, 1);

        /// <summary>Takes the same measurement several times; one that is not a number is ignored.</summary>
        public void Observe(double val, long count)
        {
            if (double.IsNaN(val)) return;
            var bucket = 0;
            while (val > _bounds[bucket]) bucket++;
            Interlocked.Add(ref _counts[bucket], count);
            _sum.Add(val * count);
            Publish();
        }

        internal override void Write(ExpositionText text)
        {
            var cumulative = new long[_counts.Length];
            long total = 0;
            for (var i = 0; i < _counts.Length; i++) cumulative[i] = total += Volatile.Read(ref _counts[i]);
            text.Point(Name, "_sum", LabelText, Sum);
            text.Point(Name, "_count", LabelText, total);
            for (var i = 0; i < cumulative.Length; i++) text.Point(Name, "_bucket", text.WithNumber(LabelText, "le", _bounds[i]), cumulative[i]);
        }
    }
}
