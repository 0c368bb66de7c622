namespace DeepAvFusion.Media.Sources;

/// <summary>What people should know of a source, each thing once; who listens later is told what was said before. Thread-safe.</summary>
internal sealed class SourceRemarks
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _said = [];
    private Action<string>? _listeners;

    public void Say(string text)
    {
        lock (_gate)
        {
            if (_said.Add(text))
                _listeners?.Invoke(text);
        }
    }

    public void Listen(Action<string>? listener)
    {
        lock (_gate)
        {
            _listeners += listener;
            foreach (var text in _said)
                listener?.Invoke(text);
        }
    }

    public void Forget(Action<string>? listener)
    {
        lock (_gate)
            _listeners -= listener;
    }
}
