namespace DeepAvFusion.Fuzz.Running;

/// <summary>Something that reads what others wrote.</summary>
/// <param name="name">Folder of its corpus.</param>
/// <param name="tokens">What its inputs are made of, for insertions that get further than random bytes.</param>
public abstract class FuzzTarget(string name, params string[] tokens) : IDisposable
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Tokens { get; } = tokens;

    /// <summary>Small files made for this, and inputs that once failed.</summary>
    public IReadOnlyList<(string File, byte[] Bytes)> Corpus { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", name)).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))];

    /// <summary>An input beside a seed; by default without regard to what the bytes mean.</summary>
    public virtual byte[] Mutate(Mutation mutation, byte[] seed) => mutation.Of(seed);

    /// <summary>Reads an input.</summary>
    /// <returns>The line of the documented refusal; null where the input was taken.</returns>
    public abstract string? Read(byte[] input);

    public virtual void Dispose()
    {
    }
}
