namespace DeepAvFusion.Cli.Commands;

/// <summary>Progress that is told at once, one report at a time, in the order of its coming.</summary>
internal sealed class DirectProgress<T>(Action<T> tell) : IProgress<T>
{
    private readonly Lock _lock = new();

    public void Report(T value)
    {
        lock (_lock)
            tell(value);
    }
}
