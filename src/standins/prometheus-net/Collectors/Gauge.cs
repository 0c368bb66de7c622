namespace Prometheus;

/// <summary>A number that goes up and down.</summary>
public sealed class Gauge : Collector<Gauge.Child>, IGauge
{
    internal Gauge(string name, string help, string[] labelNames, Labels staticLabels, GaugeConfiguration configuration)
        : base(name, help, labelNames, staticLabels, configuration)
    {
    }

    public double Value => Unlabelled.Value;

    internal override MetricType Type => MetricType.Gauge;

    internal override int TimeseriesCount => ChildCount;

    public void Inc(double increment = 1) => Unlabelled.Inc(increment);

    public void Set(double val) => Unlabelled.Set(val);

    public void Dec(double decrement = 1) => Unlabelled.Dec(decrement);

    public void IncTo(double targetValue) => Unlabelled.IncTo(targetValue);

    public void DecTo(double targetValue) => Unlabelled.DecTo(targetValue);

    public void Publish() => Unlabelled.Publish();

    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(ChildIdentity identity) => new(identity);

    /// <summary>A gauge with its label values.</summary>
    public sealed class Child : ChildBase, IGauge
    {
        private AtomicDouble _value;

        internal Child(ChildIdentity identity)
            : base(identity)
        {
        }

        public double Value => _value.Value;

        public void Inc(double increment = 1)
        {
            _value.Add(increment);
            Publish();
        }

        public void Set(double val)
        {
            _value.Value = val;
            Publish();
        }

        public void Dec(double decrement = 1) => Inc(-decrement);

        public void IncTo(double targetValue)
        {
            _value.RaiseTo(targetValue);
            Publish();
        }

        public void DecTo(double targetValue)
        {
            _value.LowerTo(targetValue);
            Publish();
        }

        internal override void Write(ExpositionText text) => text.Point(Name, "", LabelText, Value);
    }
}
