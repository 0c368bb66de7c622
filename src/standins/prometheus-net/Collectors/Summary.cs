namespace Prometheus;

/// <summary>Gives quantiles of recent measurements.</summary>
public sealed class Summary : Collector<Summary.Child>, ISummary
{
    public static readonly TimeSpan DefMaxAge = TimeSpan.FromMinutes(10);
    public static readonly int DefAgeBuckets = 5;
    public static readonly int DefBufCap = 500;

    private readonly double[] _quantiles;
    private readonly TimeSpan _maxAge;

    internal Summary(string name, string help, string[] labelNames, Labels staticLabels, SummaryConfiguration configuration)
        : base(name, help, labelNames, staticLabels, configuration)
    {
        if (labelNames.Contains("quantile")) throw new ArgumentException("quantile is a reserved label name", nameof(labelNames));
        if (configuration.MaxAge < TimeSpan.Zero) throw new ArgumentException($"Illegal max age {configuration.MaxAge}", nameof(configuration));
        _maxAge = configuration.MaxAge;
        _quantiles = [.. (configuration.Objectives ?? []).Select(objective => objective.Quantile).Order()];
    }

    internal override MetricType Type => MetricType.Summary;

    internal override int TimeseriesCount => ChildCount * (2 + _quantiles.Length);

    public void Observe(double val) => Unlabelled.Observe(val);

    public void Publish() => Unlabelled.Publish();

    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(ChildIdentity identity) => new(identity, _quantiles, _maxAge);

    /// <summary>A summary with its label values.</summary>
    public sealed class Child : ChildBase, ISummary
    {
        private readonly Lock _lock = new();
        private readonly double[] _quantiles;
        private readonly RecentValues? _recent;
        private double _sum;
        private long _count;

        internal Child(ChildIdentity identity, double[] quantiles, TimeSpan maxAge)
            : base(identity)
        {
            _quantiles = quantiles;
            _recent = quantiles.Length == 0 ? null : new RecentValues(maxAge);
        }

        /// <summary>Takes a measurement; one that is not a number is ignored.</summary>
        public void Observe(double val)
        {
            if (double.IsNaN(val)) return;
            lock (_lock)
            {
                _sum += val;
                _count++;
                _recent?.Add(val);
            }

            Publish();
        }

        internal override void Write(ExpositionText text)
        {
            double sum;
            long count;
            double[] sorted;
            lock (_lock) (sum, count, sorted) = (_sum, _count, _recent?.Sorted() ?? []);
            text.Point(Name, "_sum", LabelText, sum);
            text.Point(Name, "_count", LabelText, count);
            foreach (var quantile in _quantiles)
            {
                var rank = Math.Clamp((int)Math.Ceiling(quantile * sorted.Length) - 1, 0, Math.Max(0, sorted.Length - 1));
                text.Point(Name, "", text.WithNumber(LabelText, "quantile", quantile), sorted.Length == 0 ? double.NaN : sorted[rank]);
            }
        }
    }
}
