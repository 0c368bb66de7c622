namespace DeepAvFusion.Model.Tests.Native;

/// <summary>Specs that collect all the time run while no other does: collections take pooled buffers away, which others count on.</summary>
[CollectionDefinition(nameof(CollectingAlone), DisableParallelization = true)]
public sealed class CollectingAlone;
