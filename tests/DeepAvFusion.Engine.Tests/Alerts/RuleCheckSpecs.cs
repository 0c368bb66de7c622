using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Alerts.Rules;

namespace DeepAvFusion.Engine.Tests.Alerts;

/// <summary>All that is wrong with a rule or a silence is told at once, by its place.</summary>
public sealed class RuleCheckSpecs
{
    [Fact]
    public void Everything_that_is_wrong_is_listed_by_its_place()
    {
        var check = new RuleCheck();
        check.Rule(new RuleDocument
        {
            Name = "No Name",
            Title = "two\nlines",
            Severity = "bad",
            Streams = ["door", "Hall!"],
            When =
            [
                new ConditionDocument(), new ConditionDocument { Labels = ["bell"], States = ["faulted"] }, new ConditionDocument { States = ["asleep"] }, new ConditionDocument { Faults = ["dull"] },
                new ConditionDocument { Labels = [""], Verdicts = ["felt"], Least = 1.5, Length = -1, Zones = [[[0, 0], [1, 1]], [[0, 0], [1, 0], [double.NaN, 2]]], Overlap = 7, Count = 3, ClearCount = 3 },
            ],
            Schedule = new ScheduleDocument(["someday"], "25:00", null, "Mars/Base"),
            SetAfter = double.NaN,
            Cooldown = -5,
            Escalation = [new EscalationDocument(0, "worse")],
        });
        Assert.Equal(
            [
                "cooldown", "escalation[0].after", "escalation[0].severity", "name", "schedule.days", "schedule.from", "schedule.timeZone", "schedule.to", "setAfter", "severity", "streams[1]", "title", "when[0]", "when[1]", "when[2].states",
                "when[3].faults", "when[4].clearCount", "when[4].labels[0]", "when[4].least", "when[4].length", "when[4].overlap", "when[4].verdicts", "when[4].within", "when[4].zones[0]", "when[4].zones[1]",
            ],
            check.Problems.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_silence_needs_an_end_that_is_later_than_its_beginning()
    {
        var check = new RuleCheck();
        check.Silence(new SilenceDocument { Name = "works", From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch });
        Assert.Equal(["to"], check.Problems.Keys);
        check = new RuleCheck();
        check.Silence(new SilenceDocument { Name = "works" });
        Assert.Equal(["to"], check.Problems.Keys);
        check = new RuleCheck();
        check.Silence(new SilenceDocument { Name = "works", Schedule = new ScheduleDocument(["sun"], "01:00", "02:00", "UTC") });
        Assert.Empty(check.Problems);
    }

    [Fact]
    public void Rules_and_silences_are_read_from_settings()
    {
        var settings = Read(
            """
            rules {
              glass {
                title = "Glass breaks", severity = critical, streams = [door]
                when {
                  sound { labels = [glass], verdicts = [heard-and-seen], least = 0.7, length = 1s, zones = ["0.1,0.1 0.6,0.1 0.6,0.9"], overlap = 0.25, count = 3, within = 1 minute, clear-count = 0 }
                  state { states = [faulted, stalled] }
                }
                schedule { days = [mon], from = "22:00", to = "06:00", time-zone = "Europe/Berlin" }
                set-after = 1s, clear-after = 2s, cooldown = 3s, close-after = 4s
                escalation { last { after = 10 minutes, severity = critical }, first { after = 5 minutes, severity = major } }
              }
            }
            silences { nightly { streams = [door], rules = [glass], from = "2026-01-31T08:00:00Z", to = "2026-02-01T08:00:00Z", reason = works } }
            """, out var report);
        Assert.Empty(report.Problems);
        var rule = ControlRoom.Checked(settings.Rules[0]);
        var sound = Assert.IsType<SoundCondition>(rule.When[0]);
        Assert.Equal((AlertSeverity.Critical, 0.7, 1.0, 0.25, 3, 60.0, 0), (rule.Severity, sound.Least, sound.Length.TotalSeconds, sound.Overlap, sound.Count, sound.Within!.Value.TotalSeconds, sound.ClearCount));
        Assert.Equal(new PicturePoint[] { new(0.1, 0.1), new(0.6, 0.1), new(0.6, 0.9) }, sound.Zones[0].Corners);
        Assert.Equal([1.0, 2, 3, 4], new[] { rule.SetAfter, rule.ClearAfter, rule.Cooldown, rule.CloseAfter }.Select(time => time.TotalSeconds));
        Assert.Equal([AlertSeverity.Major, AlertSeverity.Critical], rule.Escalation.Select(step => step.Severity));
        Assert.Equal("works", settings.Silences[0].Reason);
    }

    [Fact]
    public void What_is_wrong_in_settings_is_told_by_its_key()
    {
        Read("""rules { glass { severity = bad, when { sound { labels = [glass], count = 3 }, state { states = [asleep] } }, close-after = 90d, escalation { first { severity = worse } } } }, silences { "No Name" { } }""", out var report);
        foreach (var key in new[] { "rules.glass.severity", "rules.glass.when.sound.within", "rules.glass.when.state.states", "rules.glass.close-after", "rules.glass.escalation.first.severity", "silences.\"No Name\"" })
            Assert.Contains(report.Problems, problem => problem.Key == "alerts." + key);
    }

    private static AlertSettings Read(string text, out SettingsReport report)
    {
        report = new SettingsReport();
        return AlertSettings.From(new SettingsReader(SettingsLoader.Load([], [$"davf.alerts={{ {text} }}"]).Config.GetConfig("davf"), report));
    }
}
