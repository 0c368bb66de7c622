using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Engine.Tests.Alerts;

/// <summary>A book of alerts, a clock of the test's own, and streams that tell what a test says.</summary>
internal sealed class ControlRoom
{
    private readonly SortedDictionary<string, StreamLook> _streams = new(StringComparer.Ordinal);
    private readonly List<StoredAlert> _news = [];

    public ControlRoom(params RuleDocument[] rules)
    {
        Put("door");
        Use(rules);
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 30, 12, 0, 0, TimeSpan.Zero);                // a Friday

    public AlertBook Book { get; init; } = new(TimeSpan.FromSeconds(30));

    public IReadOnlyList<PlannedSilence> Silences { get; set; } = [];

    /// <summary>The only alert that is open.</summary>
    public StoredAlert Alert => Assert.Single(Book.Open);

    /// <summary>What was told so far: kinds of notes, in order.</summary>
    public IEnumerable<string> Told => _news.SelectMany(alert => alert.Notes.Select(note => (alert.Id, note.Number, note.Kind, note.At))).Distinct().OrderBy(note => note.At).ThenBy(note => note.Number).Select(note => note.Kind);

    public void Use(params RuleDocument[] rules) => Book.Use([.. rules.Select(Checked)], Silences, Now);

    public static AlertRule Checked(RuleDocument rule)
    {
        var check = new RuleCheck();
        var made = check.Rule(rule with { Name = rule.Name ?? "rule" });
        Assert.Empty(check.Problems);
        return made;
    }

    public void Put(string stream, string state = "running", params string[] faults) => _streams[stream] = new StreamLook(stream, [state], faults);

    public void Remove(string stream) => _streams.Remove(stream);

    /// <summary>Lets time pass, looking every second.</summary>
    public ControlRoom Pass(double seconds)
    {
        for (var left = seconds; left > 0; left--)
        {
            Now += TimeSpan.FromSeconds(Math.Min(1, left));
            Book.Look([.. _streams.Values], Now);
            Note();
        }
        return this;
    }

    /// <summary>A window of three seconds that ends now tells of an event.</summary>
    public ControlRoom Hear(long id, EventPhase phase, string label = "bell", double score = 0.9, double began = 1, EventVerdict verdict = EventVerdict.HeardAndSeen, SoundingRegion? region = null, string stream = "door", long run = 1)
    {
        var end = MediaTime.FromSeconds((Now - DateTimeOffset.UnixEpoch).TotalSeconds % 1_000_000);
        var e = new AvEvent(id, label, phase, verdict, MediaTime.FromSeconds(end.FromStart.TotalSeconds - began), phase == EventPhase.Ended ? end : null, score, region?.Id);
        Book.Take(Analysis(stream, run, end) with { Events = [e], Regions = region is null ? [] : [region] }, _streams[stream], Now);
        Note();
        return this;
    }

    public static SoundingRegion Region(double x, double y, double width, double height) => new(
        7, new PictureBox(x, y, width, height), width * height, 0.9, "bell", 0.9, [new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height)], new SoundLevel(-20, -3));

    public void Note() => _news.AddRange(Book.Changed());

    private AvAnalysis Analysis(string stream, long run, MediaTime end) => new()
    {
        Stream = new StreamId(stream),
        Run = new RunId(run),
        Window = 0,
        Start = MediaTime.FromSeconds(end.FromStart.TotalSeconds - 3),
        End = end,
        CapturedAt = Now,
        AnalysedAt = Now,
        Model = new ModelIdentity("tiny", "seed:0", IsTrained: false),
        HasPicture = true,
        HasSound = true,
        Level = new SoundLevel(-20, -3),
        Labels = [],
        Events = [],
        Regions = [],
        Map = null,
        Audio = [],
        Times = StageTimes.None,
    };
}
