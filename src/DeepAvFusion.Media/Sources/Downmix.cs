namespace DeepAvFusion.Media.Sources;

/// <summary>Makes one channel out of all: their mean, as the original's loader does, so that nothing can clip. Where they cancel each other, as with a line whose phase is turned over on one side,
/// the louder of the first two is taken.</summary>
/// <remarks>FFmpeg gives mean, first, second and number of channels, whatever the source has and becomes. For one thread.</remarks>
internal sealed class Downmix
{
    /// <summary>Channels of what FFmpeg gives.</summary>
    public const int Channels = 4;

    /// <summary>FFmpeg's audio filters, after which samples are floats.</summary>
    public const string Filter =
        "aeval=exprs='st(0,0);st(1,0);while(lt(ld(0),nb_in_channels),st(1,ld(1)+val(ld(0)));st(0,ld(0)+1));ld(1)/nb_in_channels|val(0)|val(1)|nb_in_channels':c=4.0,aformat=sample_fmts=flt";

    // Samples that are judged at once, and in which one side fades into the other.
    private const int Stretch = 1024;

    // Of the energy of two sides, what is left in their sum: 1 where they have nothing in common, 0 where one is the other turned over.
    private const double Cancels = 0.3;
    private const double CancelsSurely = 0.1;
    private const double CancelsNoMore = 0.5;

    // Half a second, and -80 dBFS.
    private const double Memory = Core.AudioClock.Rate / 2;
    private const double Audible = 1e-8 * Memory;

    private double _sum;
    private double _first;
    private double _second;
    private long _seen;
    private int _taken;

    /// <summary>Whether a side is taken at present, because the mean would hold next to nothing.</summary>
    public bool IsCancelling => _taken != 0;

    /// <summary>Mixes a stretch of sound.</summary>
    /// <param name="given">[samples, 4] as the filter gives them.</param>
    /// <param name="mono">[samples]</param>
    public void Mix(ReadOnlySpan<float> given, Span<float> mono)
    {
        for (var at = 0; at < mono.Length; at += Stretch)
        {
            var length = Math.Min(Stretch, mono.Length - at);
            MixStretch(given.Slice(at * Channels, length * Channels), mono.Slice(at, length));
        }
    }

    private void MixStretch(ReadOnlySpan<float> given, Span<float> mono)
    {
        var (before, isFirst) = (_taken, _seen == 0);
        Weigh(given);
        if (isFirst)
            before = _taken;
        for (var i = 0; i < mono.Length; i++)
        {
            var frame = given.Slice(i * Channels, Channels);
            var share = (i + 1f) / mono.Length;
            var sample = before == _taken ? frame[_taken] : (frame[before] * (1 - share)) + (frame[_taken] * share);
            mono[i] = float.IsNaN(sample) ? 0 : Math.Clamp(sample, -1, 1);
        }
    }

    private void Weigh(ReadOnlySpan<float> given)
    {
        var (sum, first, second) = (new Energy(), new Energy(), new Energy());
        for (var i = 0; i + Channels <= given.Length; i += Channels)
        {
            sum.Add(given[i] * given[i + 3]);
            first.Add(given[i + 1]);
            second.Add(given[i + 2]);
        }
        var samples = given.Length / Channels;
        if (samples == 0 || given[3] < 2 || !double.IsFinite(sum.Value + first.Value + second.Value))
        {
            (_sum, _first, _second, _seen, _taken) = (0, 0, 0, 0, 0);
            return;
        }
        var kept = Math.Exp(-samples / Memory);
        (_sum, _first, _second, _seen) = ((_sum * kept) + sum.Value, (_first * kept) + first.Value, (_second * kept) + second.Value, _seen + samples);
        var sides = _first + _second;
        if (sides < Audible)
            return;
        var least = IsCancelling ? CancelsNoMore : _seen < Memory ? CancelsSurely : Cancels;
        if (_sum >= least * sides)
            _taken = 0;
        else if (_taken == 0 || Math.Max(_first, _second) > 2 * Math.Min(_first, _second))
            _taken = _first >= _second ? 1 : 2;
    }

    /// <summary>Energy of a stretch without its constant part, which is no sound.</summary>
    private struct Energy
    {
        private double _constant;
        private double _squares;
        private int _count;

        public readonly double Value => _count == 0 ? 0 : Math.Max(0, _squares - (_constant * _constant / _count));

        public void Add(double sample)
        {
            _constant += sample;
            _squares += sample * sample;
            _count++;
        }
    }
}
