namespace Prometheus;

/// <summary>A metric with all its labelled children.</summary>
public interface ICollector
{
    string Name { get; }

    string Help { get; }

    string[] LabelNames { get; }
}
