using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference.Assembly;

/// <summary>Joins the separated sounds of overlapping windows to continuous tracks. One per run of a stream; not thread-safe.</summary>
/// <remarks>
/// A window supplies what lies between the last finished sample and its own end less guard and fade; what is left is kept to be cross-faded into the next window's estimate.
/// So a sample is final <c>guard + fade</c> after it was captured in an analysed window. The residual is mixture less regions, sample by sample.
/// </remarks>
public sealed class TrackAssembler(SeparationSettings settings)
{
    private readonly int _fade = Samples(settings.Fade);
    private readonly int _held = Samples(settings.Fade) + Samples(settings.Guard);
    private readonly Dictionary<int, float[]> _pending = [];
    private float[] _pendingMixture = [];
    private long _finished;
    private bool _started;

    /// <summary>Adds a window and returns the pieces that became final.</summary>
    /// <param name="start">First sample of the window on the stream's clock.</param>
    /// <param name="mixture">The window's sound.</param>
    /// <param name="regions">The sound of each region id, as long as the mixture.</param>
    public IReadOnlyList<TrackChunk> Add(MediaTime start, ReadOnlySpan<float> mixture, IReadOnlyList<(int Id, ReadOnlyMemory<float> Sound)> regions)
    {
        var first = start.ToSample(AudioClock.Rate);
        var end = first + mixture.Length;
        var chunks = new List<TrackChunk>();
        if (!_started)
            (_started, _finished) = (true, first);
        else if (first > _finished + _pendingMixture.Length)
        {
            chunks.AddRange(Finish());                                             // windows were lost: nothing is known in between
            (_started, _finished) = (true, first);
        }
        else if (first > _finished)
            Emit(chunks, (int)(first - _finished));                  // the older estimate is the only one up to here
        var ready = (int)Math.Max(0, end - _held - _finished);
        var offset = (int)(_finished - first);
        if (offset > mixture.Length || ready == 0)
            return chunks;
        var ids = _pending.Keys.Union(regions.Select(region => region.Id)).ToList();
        var estimates = regions.ToDictionary(region => region.Id, region => region.Sound);
        var tail = mixture.Length - offset - ready;
        var newMixture = mixture.Slice(offset).ToArray();
        var newTracks = new Dictionary<int, float[]>();
        foreach (var id in ids)
        {
            var samples = estimates.TryGetValue(id, out var sound) ? sound.Span[offset..].ToArray() : new float[newMixture.Length];
            Blend(_pending.GetValueOrDefault(id, []), samples, fromSilence: !_pending.ContainsKey(id) && _pendingMixture.Length > 0);
            newTracks[id] = samples;
        }
        Chunks(chunks, newMixture.AsSpan(0, ready), newTracks.Select(track => (track.Key, (ReadOnlyMemory<float>)track.Value.AsMemory(0, ready))));
        _finished += ready;
        _pendingMixture = newMixture[ready..];
        _pending.Clear();
        foreach (var id in estimates.Keys)
            _pending[id] = newTracks[id].AsSpan(ready, tail).ToArray();
        return chunks;
    }

    /// <summary>The rest, at the end of the media; the assembler can then begin anew.</summary>
    public IReadOnlyList<TrackChunk> Finish()
    {
        var chunks = new List<TrackChunk>();
        if (_pendingMixture.Length > 0)
            Emit(chunks, _pendingMixture.Length);
        _pending.Clear();
        _pendingMixture = [];
        _started = false;
        return chunks;
    }

    private void Emit(List<TrackChunk> chunks, int count)
    {
        Chunks(chunks, _pendingMixture.AsSpan(0, count), _pending.Select(track => (track.Key, (ReadOnlyMemory<float>)track.Value.AsMemory(0, count))));
        _finished += count;
        _pendingMixture = _pendingMixture[count..];
        foreach (var id in _pending.Keys.ToList())
            _pending[id] = _pending[id][count..];
    }

    /// <summary>Fades from the older estimate into the newer one over the first samples of the latter.</summary>
    private void Blend(float[] older, float[] newer, bool fromSilence = false)
    {
        var count = Math.Min(_fade, Math.Min(fromSilence ? _fade : older.Length, newer.Length));
        for (var i = 0; i < count; i++)
        {
            var share = (i + 1f) / (count + 1f);
            newer[i] = (share * newer[i]) + ((1 - share) * (i < older.Length ? older[i] : 0));
        }
    }

    private void Chunks(List<TrackChunk> chunks, ReadOnlySpan<float> mixture, IEnumerable<(int Id, ReadOnlyMemory<float> Samples)> regions)
    {
        var at = MediaTime.FromSample(_finished, AudioClock.Rate);
        var residual = mixture.ToArray();
        chunks.Add(new TrackChunk(TrackId.Mixture, at, mixture.ToArray()));
        foreach (var (id, samples) in regions.OrderBy(region => region.Id))
        {
            var copy = samples.ToArray();
            for (var i = 0; i < copy.Length; i++)
                residual[i] -= copy[i];
            chunks.Add(new TrackChunk(TrackId.OfRegion(id), at, copy));
        }
        chunks.Add(new TrackChunk(TrackId.Residual, at, residual));
    }

    private static int Samples(TimeSpan span) => (int)Math.Round(span.TotalSeconds * AudioClock.Rate);
}
