namespace Prometheus;

/// <summary>What tells a child from its siblings.</summary>
/// <param name="LabelText">all labels as they are exposed, static ones too</param>
/// <param name="Order">the place among its siblings</param>
/// <param name="Publish">whether it is exposed before it has a value</param>
internal sealed record ChildIdentity(Collector Parent, string[] LabelValues, string LabelText, long Order, bool Publish);
