namespace FFMpegCore.Processes;

/// <summary>The last lines of an output that may go on for ever.</summary>
internal sealed class Tail
{
    public const int Capacity = 200;

    private readonly Queue<string> _lines = new(Capacity);

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == Capacity) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public IReadOnlyList<string> ToList()
    {
        lock (_lines) return [.. _lines];
    }

    public override string ToString() => string.Join("\n", ToList());
}
