namespace Prometheus;

/// <summary>A number that only grows.</summary>
public sealed class Counter : Collector<Counter.Child>, ICounter
{
    internal Counter(string name, string help, string[] labelNames, Labels staticLabels, CounterConfiguration configuration)
        : base(name, help, labelNames, staticLabels, configuration)
    {
    }

    public double Value => Unlabelled.Value;

    internal override MetricType Type => MetricType.Counter;

    internal override int TimeseriesCount => ChildCount;

    public void Inc(double increment = 1.0) => Unlabelled.Inc(increment);

    public void IncTo(double targetValue) => Unlabelled.IncTo(targetValue);

    public void Publish() => Unlabelled.Publish();

    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(ChildIdentity identity) => new(identity);

    /// <summary>A counter with its label values.</summary>
    public sealed class Child : ChildBase, ICounter
    {
        private AtomicDouble _value;

        internal Child(ChildIdentity identity)
            : base(identity)
        {
        }

        public double Value => _value.Value;

        public void Inc(double increment = 1.0)
        {
            if (increment < 0) throw new ArgumentOutOfRangeException(nameof(increment), increment, "Counter value cannot decrease.");
            _value.Add(increment);
            Publish();
        }

        public void IncTo(double targetValue)
        {
            _value.RaiseTo(targetValue);
            Publish();
        }

        internal override void Write(ExpositionText text) => text.Point(Name, "", LabelText, Value);
    }
}
