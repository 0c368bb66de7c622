namespace DeepAvFusion.Inference.Tests;

/// <summary>Specs that count buffers of the whole process: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(BufferCounting), DisableParallelization = true)]
public sealed class BufferCounting;
