using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Windowing;

/// <summary>The pictures that windows to come may need, in order of time. It holds each picture it was given until it is forgotten.</summary>
internal sealed class PictureShelf
{
    private const int Most = 256;

    private readonly List<PictureFrame> _pictures = [];

    /// <summary>Time of the newest picture ever added.</summary>
    public MediaTime? Head { get; private set; }

    public void Add(PictureFrame picture)
    {
        var at = _pictures.Count;
        while (at > 0 && _pictures[at - 1].Time > picture.Time)
            at--;
        _pictures.Insert(at, picture);
        if (Head is null || picture.Time > Head)
            Head = picture.Time;
        if (_pictures.Count > Most)
            Remove(1);
    }

    /// <summary>The picture nearest to `moment` within `reach`, held once more for the caller; null if there is none.</summary>
    public PictureFrame? Nearest(MediaTime moment, TimeSpan reach)
    {
        PictureFrame? best = null;
        foreach (var picture in _pictures)
            if (best is null || (picture.Time - moment).Duration() < (best.Time - moment).Duration())
                best = picture;
        return best is not null && (best.Time - moment).Duration() <= reach ? best.Retain() : null;
    }

    /// <summary>No moment before `moment` will be asked for again.</summary>
    public void Forget(MediaTime moment)
    {
        var gone = 0;
        while (gone + 1 < _pictures.Count && _pictures[gone + 1].Time <= moment)
            gone++;
        Remove(gone);
    }

    public void Clear()
    {
        Remove(_pictures.Count);
        Head = null;
    }

    private void Remove(int count)
    {
        for (var i = 0; i < count; i++)
            _pictures[i].Dispose();
        _pictures.RemoveRange(0, count);
    }
}
