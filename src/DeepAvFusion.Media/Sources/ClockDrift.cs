using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>Tells from the arrivals of sound and pictures whether their clocks drift apart, and how far the pictures have to be moved to stay with the sound. For one thread.</summary>
/// <remarks>
/// The least delays of each stretch of media are compared: what lies on a straight line is drift. A step is another way through the network, or a buffer, which timestamps allow for;
/// it is no drift, and what came before it no longer tells anything. Pictures are moved and not the sound, because that costs no sample.
/// </remarks>
internal sealed class ClockDrift
{
    private const int MostPoints = 240;
    private const int LeastPoints = 10;
    private const double LongestStretch = 16;

    // a line is believed, or a step, when it leaves so much less unexplained than the other does
    private const double Clearly = 0.7;
    private const double LeastChange = 0.02;

    // so fast may a picture be moved, in seconds a second
    private const double Pace = 0.05;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly List<(double At, double Skew)> _points = [];
    private readonly Dictionary<long, double> _sound = [];
    private readonly Dictionary<long, double> _picture = [];
    private double _stretch = 0.5;
    private double _soundHead;
    private double _pictureHead;
    private double _from;
    private double? _anchor;
    private (double At, double Value, double Slope) _target;
    private double _correction;
    private MediaTime? _moved;
    private TimeSpan? _since;

    /// <summary>How much faster the sound's clock runs than the picture's, in millionths; zero while that cannot be told.</summary>
    public double Drift { get; private set; }

    /// <summary>How much earlier pictures are put at present.</summary>
    public TimeSpan Correction => TimeSpan.FromSeconds(_correction);

    /// <summary>Takes note of the delay with which a part came, whatever the delay of the path is.</summary>
    public void Add(SourcePart part, MediaTime end, TimeSpan now)
    {
        if (_since is null)
            (_since, _from) = (now, end.Seconds);
        // what was waiting when the source was opened comes at once and tells nothing
        if (part == SourcePart.Preview || now - _since < Settling)
            return;
        var (seconds, offset) = (end.Seconds, now.TotalSeconds - end.Seconds);
        var stretches = part == SourcePart.Sound ? _sound : _picture;
        var stretch = (long)Math.Floor(seconds / _stretch);
        stretches[stretch] = stretches.TryGetValue(stretch, out var least) ? Math.Min(least, offset) : offset;
        if (part == SourcePart.Sound)
            _soundHead = Math.Max(_soundHead, seconds);
        else
            _pictureHead = Math.Max(_pictureHead, seconds);
        if (stretches.Count > MostPoints)
            stretches.Clear();
        if (stretches.Count > 2)
            Close((long)Math.Floor(Math.Min(_soundHead, _pictureHead) / _stretch));
    }

    /// <summary>Where a picture belongs on the clock of the sound.</summary>
    public MediaTime Moved(MediaTime time)
    {
        var passed = _moved is { } last ? Math.Clamp((time - last).TotalSeconds, 0, 1) : 0;
        _moved = time;
        _correction += Math.Clamp(Target(time.Seconds - _correction) - _correction, -Pace * passed, Pace * passed);
        return time - TimeSpan.FromSeconds(_correction);
    }

    /// <summary>The clocks began anew.</summary>
    public void Reset()
    {
        _points.Clear();
        _sound.Clear();
        _picture.Clear();
        (_stretch, _soundHead, _pictureHead, _moved, _since) = (0.5, 0, 0, null, null);
        (_anchor, _target, _correction, Drift) = (null, default, 0, 0);
    }

    /// <summary>Compares the stretches that both parts have left behind.</summary>
    private void Close(long open)
    {
        var known = _points.Count;
        foreach (var stretch in _sound.Keys.Where(stretch => stretch < open).Order().ToList())
        {
            if (_picture.TryGetValue(stretch, out var picture))
                _points.Add(((stretch + 0.5) * _stretch, _sound[stretch] - picture));
            _sound.Remove(stretch);
        }
        foreach (var stretch in _picture.Keys.Where(stretch => stretch < open).ToList())
            _picture.Remove(stretch);
        if (_points.Count > known && _points.Count >= LeastPoints)
            Judge();
        if (_points.Count >= MostPoints)
            Thin();
    }

    private void Judge()
    {
        var (mean, middle) = (_points.Average(point => point.Skew), _points.Average(point => point.At));
        var slope = _points.Sum(point => (point.At - middle) * (point.Skew - mean)) / _points.Sum(point => (point.At - middle) * (point.At - middle));
        double Line(double at) => mean + (slope * (at - middle));
        var beside = _points.Sum(point => Math.Pow(point.Skew - Line(point.At), 2));
        var step = BestStep(mean);
        var change = Math.Abs(Line(_points[^1].At) - Line(_points[0].At));
        if (step.Beside <= Clearly * beside && step.Height >= LeastChange && _points.Count - step.At >= LeastPoints / 2)
            Cut(step.At, isStep: Jump(step.At) >= step.Height / 2);
        else if (_points.Count >= 2 * LeastPoints && Math.Abs(_points.TakeLast(LeastPoints).Average(point => point.Skew - Line(point.At))) > LeastChange)
            Cut(_points.Count / 2, isStep: false);
        else if (change >= LeastChange ? beside <= Clearly * step.Beside : _anchor is not null)
        {
            _anchor ??= Line(_from) - Target(_from);
            _target = (_points[^1].At, Line(_points[^1].At) - _anchor.Value, slope);
            Drift = -slope * 1e6;
        }
    }

    /// <summary>How much earlier a picture of this time is to be put.</summary>
    private double Target(double at) => _target.Value + (_target.Slope * (at - _target.At));

    /// <summary>How far the points just before and just after a moment lie apart: where a line only bends, hardly at all.</summary>
    private double Jump(int at) => Math.Abs(_points.Skip(at).Take(3).Average(point => point.Skew) - _points.Take(at).TakeLast(3).Average(point => point.Skew));

    /// <summary>What came before no longer tells how the clocks run; after a step not even how they stand.</summary>
    private void Cut(int points, bool isStep)
    {
        _points.RemoveRange(0, points);
        _from = _points[0].At - (_stretch / 2);
        if (isStep)
            _anchor = null;
    }

    /// <summary>The step that fits best: the first point after it, how high it is, and the squares of what it leaves unexplained.</summary>
    private (int At, double Height, double Beside) BestStep(double mean)
    {
        var whole = _points.Sum(point => Math.Pow(point.Skew - mean, 2));
        var best = (At: 0, Height: 0.0, Beside: whole);
        var before = 0.0;
        for (var at = 1; at < _points.Count; at++)
        {
            before += _points[at - 1].Skew - mean;
            var height = Math.Abs(before) * _points.Count / ((double)at * (_points.Count - at));
            var beside = whole - (before * before * _points.Count / ((double)at * (_points.Count - at)));
            if (beside < best.Beside)
                best = (at, height, beside);
        }
        return best;
    }

    private void Thin()
    {
        if (_stretch >= LongestStretch)
        {
            _points.RemoveAt(0);
            return;
        }
        for (var i = 0; i < _points.Count / 2; i++)
            _points[i] = ((_points[2 * i].At + _points[(2 * i) + 1].At) / 2, (_points[2 * i].Skew + _points[(2 * i) + 1].Skew) / 2);
        _points.RemoveRange(_points.Count / 2, _points.Count - (_points.Count / 2));
        _stretch *= 2;
        _sound.Clear();
        _picture.Clear();
    }
}
