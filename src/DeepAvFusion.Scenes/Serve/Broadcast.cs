namespace DeepAvFusion.Scenes.Serve;

/// <summary>Hands one stream to any number of viewers. A viewer that falls behind is let go, so that it never holds up the others.</summary>
internal sealed class Broadcast
{
    private const int MostKept = 1000;
    private readonly Lock _lock = new();
    private readonly List<Viewer> _viewers = [];
    private readonly List<byte[]> _sinceKey = [];
    private TransportSplitter _splitter = new();

    /// <summary>Viewers let go because they were too slow.</summary>
    public long Dropped { get; private set; }

    public int Viewers
    {
        get
        {
            lock (_lock) return _viewers.Count;
        }
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (var block in _splitter.Feed(bytes))
            {
                if (block.IsKey || _sinceKey.Count >= MostKept) _sinceKey.Clear();
                if (block.IsKey || _sinceKey.Count > 0) _sinceKey.Add(block.Bytes);
                for (var i = _viewers.Count - 1; i >= 0; i--)
                {
                    if (_viewers[i].Offer(block.Bytes)) continue;
                    _viewers[i].Drop();
                    _viewers.RemoveAt(i);
                    Dropped++;
                }
            }
        }
    }

    /// <summary>A new viewer; its blocks begin at the last key frame.</summary>
    public Viewer Join()
    {
        lock (_lock)
        {
            var viewer = new Viewer(this, _sinceKey);
            _viewers.Add(viewer);
            return viewer;
        }
    }

    public void Leave(Viewer viewer)
    {
        lock (_lock) _viewers.Remove(viewer);
    }

    /// <summary>The stream is over: lets every viewer go.</summary>
    public void End()
    {
        lock (_lock)
        {
            foreach (var viewer in _viewers) viewer.End();
            _viewers.Clear();
            _sinceKey.Clear();
            _splitter = new TransportSplitter();
        }
    }
}
