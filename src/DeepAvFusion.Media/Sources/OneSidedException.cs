namespace DeepAvFusion.Media.Sources;

/// <summary>One announced side of a source does not come and holds up the other.</summary>
internal sealed class OneSidedException(SourceSides next) : Exception
{
    /// <summary>What to ask for instead.</summary>
    public SourceSides Next { get; } = next;
}
