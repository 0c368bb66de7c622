namespace Prometheus;

/// <summary>A metric whose children are of one kind.</summary>
public interface ICollector<out TChild> : ICollector
    where TChild : ICollectorChild
{
    TChild Unlabelled { get; }

    TChild WithLabels(params string[] labelValues);

    TChild WithLabels(ReadOnlyMemory<string> labelValues);

    TChild WithLabels(ReadOnlySpan<string> labelValues);
}
