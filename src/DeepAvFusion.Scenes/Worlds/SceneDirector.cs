using System.Numerics;
using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>
/// Thinks up a scene without end: a few places in the picture are taken by one thing after another, a few of those present sound in turns,
/// sometimes something off-screen does, and every half minute all are silent for a while.
/// </summary>
internal sealed class SceneDirector : ISceneScript
{
    private const double Gone = 3;
    private readonly IReadOnlyList<SceneKind> _kinds;
    private readonly float _ratio;
    private readonly List<SceneThing> _things = [];
    private readonly List<SceneSound> _sounds = [];
    private readonly double[] _vacantAt;
    private readonly double[] _quietAt;
    private SceneRandom _random;
    private double _hushStart, _hushEnd;
    private int _nextId;

    /// <param name="places">Most things in the picture at once; fewer than there are kinds.</param>
    /// <param name="voices">Most sounds at once.</param>
    /// <param name="ratio">Width by height of the picture.</param>
    public SceneDirector(IReadOnlyList<SceneKind> kinds, int places, int voices, float ratio, ulong key)
    {
        _kinds = kinds;
        _ratio = ratio;
        _random = new SceneRandom(key);
        _vacantAt = new double[places];
        _quietAt = new double[voices];
        for (var i = 0; i < places; i++) _vacantAt[i] = -10 + (0.1 * i);
        for (var i = 0; i < voices; i++) _quietAt[i] = 0.3 + (1.7 * i);
        _hushStart = _random.Range(16, 26);
        _hushEnd = _hushStart + _random.Range(3.6f, 5);
    }

    public IReadOnlyList<SceneThing> Things => _things;

    public IReadOnlyList<SceneSound> Sounds => _sounds;

    public void Extend(double until)
    {
        while (true)
        {
            var place = Array.IndexOf(_vacantAt, _vacantAt.Min());
            var voice = Array.IndexOf(_quietAt, _quietAt.Min());
            if (Math.Min(_vacantAt[place], _quietAt[voice]) >= until) break;
            if (_vacantAt[place] <= _quietAt[voice]) Enter(place, _vacantAt[place]);
            else _quietAt[voice] = Speak(voice, _quietAt[voice]);
        }

        _things.RemoveAll(thing => thing.Leave < until - Gone);
        _sounds.RemoveAll(sound => sound.End < until - Gone);
    }

    private void Enter(int place, double time)
    {
        var kind = Free(time);
        var stay = _random.Range(14, 34);
        _vacantAt[place] = time + stay + _random.Range(0.5f, 3);
        if (kind is null) return;
        var size = _random.Range(0.24f, 0.4f);
        var anchor = Anchor(kind, time, size);
        var path = new ScenePath(ref _random, anchor, 0.07f, Way(kind, anchor), Way(kind, anchor));
        var thing = new SceneThing(_nextId++, (byte)(place + 1), kind, new ThingLook(_random.NextBits()), path, size, _random.Chance(0.5f), time, time + stay);
        var front = _things.FindIndex(other => other.Number > thing.Number);
        _things.Insert(front < 0 ? _things.Count : front, thing);
    }

    /// <summary>A kind neither in the picture nor heard from off-screen.</summary>
    private SceneKind? Free(double time)
    {
        var start = _random.Below(_kinds.Count);
        for (var i = 0; i < _kinds.Count; i++)
        {
            var kind = _kinds[(start + i) % _kinds.Count];
            if (!_things.Exists(t => t.Kind == kind && t.Leave > time) && !_sounds.Exists(s => s.OffScreen && s.Kind == kind && s.End > time)) return kind;
        }

        return null;
    }

    private Vector2 Anchor(SceneKind kind, double time, float size)
    {
        var (top, bottom) = kind.Habitat switch { Habitat.Air => (0.2f, 0.42f), Habitat.Ground => (0.58f, 0.78f), _ => (0.3f, 0.7f) };
        var margin = 0.12f + (0.3f * size / Math.Max(1, _ratio));
        var best = new Vector2(0.5f);
        var bestGap = float.NegativeInfinity;
        for (var attempt = 0; attempt < 24; attempt++)
        {
            var anchor = new Vector2(_random.Range(margin, 1 - margin), _random.Range(top, bottom));
            var gap = 2f;
            foreach (var other in _things)
                if (other.Leave > time) gap = Math.Min(gap, ((anchor - other.Path.Anchor) * new Vector2(_ratio, 1)).Length() - ((size + other.Size) / 2));
            if (gap > bestGap) (best, bestGap) = (anchor, gap);
        }

        return best;
    }

    /// <summary>From outside the picture to the anchor: what flies may come from above, all else from the sides.</summary>
    private Vector2 Way(SceneKind kind, Vector2 anchor)
    {
        if (kind.Habitat == Habitat.Air && _random.Chance(0.3f)) return new Vector2(_random.Range(-0.3f, 0.3f), -1);
        return new Vector2(_random.Chance(0.5f) ? -0.45f - anchor.X : 1.45f - anchor.X, _random.Range(-0.1f, 0.1f));
    }

    /// <summary>One voice chooses who sounds next.</summary>
    /// <returns>When it chooses again.</returns>
    private double Speak(int voice, double time)
    {
        if (time >= _hushEnd)
        {
            _hushStart = _hushEnd + _random.Range(22, 38);
            _hushEnd = _hushStart + _random.Range(3.6f, 5);
        }

        var length = Math.Min(_random.Range(3.5f, 9), _hushStart - time);
        if (length < 1.6) return _hushEnd + (1.3 * voice) + _random.Range(0, 0.8f);
        var rest = voice == 0 ? _random.Range(0.4f, 1.6f) : _random.Range(1.2f, 5.5f);
        var gain = _random.Range(0.4f, 0.62f);
        var end = time + length;
        if (_random.Chance(0.15f) && Free(time) is { } unseen && !_sounds.Exists(sound => sound.Kind == unseen && sound.End > time))
        {
            _sounds.Add(new SceneSound(_nextId++, unseen, true, time, end, gain, _random.NextBits()));
            return end + rest;
        }

        var ready = _things.FindAll(t => t.Enter + 1.6 <= time && t.Leave - time > 4.5 && !_sounds.Exists(s => s.Kind == t.Kind && s.End > time - 0.5));
        if (ready.Count == 0) return time + 0.5;
        var thing = ready[_random.Below(ready.Count)];
        end = Math.Min(end, thing.Leave - 1.6);
        _sounds.Add(new SceneSound(thing.Id, thing.Kind, false, time, end, gain, _random.NextBits()));
        return end + rest;
    }
}
