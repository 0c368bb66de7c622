using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Training.Live;

/// <summary>Whether events are told when things are heard, by tenths of a second and label, and with the right verdict.</summary>
internal sealed class EventTally
{
    /// <summary>Tenths around a beginning or an end that are not counted, where there is a collar.</summary>
    private const int Collar = 3;

    /// <summary>An event that begins further away from a sound's beginning, in tenths, tells of another.</summary>
    private const int Near = 20;

    private readonly Counts _strict = new();
    private readonly Counts _lenient = new();
    private readonly long[,] _verdicts = new long[3, 3];
    private readonly List<double> _onsets = [];
    private int _begun;
    private long _silent, _silentTold;

    /// <summary>Every tenth counts.</summary>
    public Counts Strict => _strict;

    /// <summary>Tenths within 0.3 s of a beginning or an end do not.</summary>
    public Counts Lenient => _lenient;

    /// <summary>Share of tenths in which something is heard and told with the right verdict, of those in which it is told at all.</summary>
    public double Verdicts => Heard(true) + Heard(false) is var all && all > 0 ? (double)Heard(true) / all : double.NaN;

    /// <summary>The same of those in which it is told as heard: whether what sounds is seen is told right.</summary>
    public double VerdictsOfHeard => Heard(true) + Mistaken is var all && all > 0 ? (double)Heard(true) / all : double.NaN;

    /// <summary>Tenths by true verdict (row) and told verdict (column).</summary>
    public long Confusion(EventVerdict truth, EventVerdict told) => _verdicts[(int)truth, (int)told];

    /// <summary>Share of tenths of things that never sound in their clip in which they are told as heard.</summary>
    public double SilentTold => _silent > 0 ? (double)_silentTold / _silent : double.NaN;

    /// <summary>Median distance in seconds from a sound's beginning to that of its event.</summary>
    public double OnsetError => _onsets.Count > 0 ? _onsets.Order().ElementAt(_onsets.Count / 2) / LiveTruth.PerSecond : double.NaN;

    /// <summary>Share of sounds that begin within the clip whose event begins within 0.3 s of them.</summary>
    public double OnsetsRight => _begun > 0 ? _onsets.Count(error => error <= Collar) / (double)_begun : double.NaN;

    public void Add(LiveTruth truth, LiveAnswer answer)
    {
        foreach (var label in truth.Things.Select(thing => thing.Label).Concat(answer.Events.Select(one => one.Label)).Distinct())
        {
            var things = truth.Things.Where(thing => thing.Label == label).ToList();
            var events = answer.Events.Where(one => one.Label == label).ToList();
            var heard = Enumerable.Range(0, truth.Tenths).Select(tenth => things.Exists(thing => thing.Heard[tenth])).ToArray();
            var told = Enumerable.Range(0, truth.Tenths).Select(tenth => events.Find(one => Covers(one, tenth))).ToArray();
            Count(heard, told);
            foreach (var thing in things) Judge(thing, told);
            Onsets(heard, events);
        }
    }

    private void Count(bool[] heard, AvEvent?[] told)
    {
        for (var tenth = 0; tenth < heard.Length; tenth++)
        {
            var isTold = IsHeard(told[tenth]);
            _strict.Add(heard[tenth], isTold);
            var around = heard.AsSpan(Math.Max(0, tenth - Collar)..Math.Min(heard.Length, tenth + Collar + 1));
            if (around.Count(heard[tenth]) == around.Length) _lenient.Add(heard[tenth], isTold);
        }
    }

    private void Judge(TrueThing thing, AvEvent?[] told)
    {
        var isSilent = !thing.Heard.Contains(true);
        for (var tenth = 0; tenth < told.Length; tenth++)
        {
            if (isSilent && thing.Seen[tenth]) (_silent, _silentTold) = (_silent + 1, _silentTold + (IsHeard(told[tenth]) ? 1 : 0));
            if (told[tenth] is not { } one || !(thing.Seen[tenth] || thing.Heard[tenth])) continue;
            var truth = thing.Heard[tenth] ? thing.Seen[tenth] ? EventVerdict.HeardAndSeen : EventVerdict.HeardOffScreen : EventVerdict.SeenSilent;
            _verdicts[(int)truth, (int)one.Verdict]++;
        }
    }

    private void Onsets(bool[] heard, List<AvEvent> events)
    {
        for (var tenth = 1; tenth < heard.Length; tenth++)
        {
            if (!heard[tenth] || heard[tenth - 1]) continue;
            _begun++;
            var errors = events.Where(one => one.Verdict != EventVerdict.SeenSilent).Select(one => Math.Abs((one.Start.Seconds * LiveTruth.PerSecond) - tenth)).Where(error => error <= Near).ToList();
            if (errors.Count > 0) _onsets.Add(errors.Min());
        }
    }

    private static bool Covers(AvEvent one, int tenth)
    {
        var middle = (tenth + 0.5) / LiveTruth.PerSecond;
        return one.Start.Seconds <= middle && (one.End is not { } end || middle < end.Seconds);
    }

    private static bool IsHeard(AvEvent? one) => one is { Verdict: EventVerdict.HeardAndSeen or EventVerdict.HeardOffScreen };

    private long Mistaken => Confusion(EventVerdict.HeardAndSeen, EventVerdict.HeardOffScreen) + Confusion(EventVerdict.HeardOffScreen, EventVerdict.HeardAndSeen);

    private long Heard(bool isRight) => new[] { EventVerdict.HeardAndSeen, EventVerdict.HeardOffScreen }
        .Sum(truth => Enum.GetValues<EventVerdict>().Where(told => told == truth == isRight).Sum(told => Confusion(truth, told)));

    /// <summary>What is heard beside what is told.</summary>
    internal sealed class Counts
    {
        private long _right, _told, _heard;

        public double Precision => _told > 0 ? (double)_right / _told : double.NaN;

        public double Recall => _heard > 0 ? (double)_right / _heard : double.NaN;

        public double F1 => _told + _heard > 0 ? 2.0 * _right / (_told + _heard) : double.NaN;

        public void Add(bool heard, bool told)
        {
            if (heard) _heard++;
            if (told) _told++;
            if (heard && told) _right++;
        }
    }
}
