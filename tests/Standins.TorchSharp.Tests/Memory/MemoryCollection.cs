namespace Standins.Torch.Tests.Memory;

/// <summary>Tests that count the tensors of the whole process run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryCollection
{
    public const string Name = "memory";
}
