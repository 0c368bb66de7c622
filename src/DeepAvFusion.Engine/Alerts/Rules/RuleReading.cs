using System.Globalization;
using System.Text.RegularExpressions;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>Reads rules and silences from settings files; keys are those of the documents, with dashes.</summary>
internal static partial class RuleReading
{
    public static RuleDocument Rule(string name, SettingsReader rule)
    {
        var when = rule.Map("when", (condition, reader) => (condition, Written: Condition(reader)));
        var steps = rule.Map("escalation", (step, reader) => (step, Written: new EscalationDocument(Seconds(reader, "after"), Text(reader, "severity"))));
        var written = new RuleDocument
        {
            Name = name,
            Title = Text(rule, "title"),
            Enabled = rule.Has("enabled") ? rule.Flag("enabled") : null,
            Severity = Text(rule, "severity"),
            Streams = Texts(rule, "streams"),
            When = [.. when.Values.Select(condition => condition.Written)],
            Schedule = Schedule(rule),
            SetAfter = Seconds(rule, "set-after"),
            ClearAfter = Seconds(rule, "clear-after"),
            Cooldown = Seconds(rule, "cooldown"),
            CloseAfter = Seconds(rule, "close-after"),
            Escalation = [.. steps.Values.Select(step => step.Written)],
        };
        var check = new RuleCheck();
        check.Rule(written);
        Tell(rule, check, [.. when.Keys], [.. steps.Keys]);
        return written;
    }

    public static SilenceDocument Silence(string name, SettingsReader silence)
    {
        var written = new SilenceDocument
        {
            Name = name,
            Streams = Texts(silence, "streams"),
            Rules = Texts(silence, "rules"),
            From = Moment(silence, "from"),
            To = Moment(silence, "to"),
            Schedule = Schedule(silence),
            Reason = Text(silence, "reason"),
        };
        var check = new RuleCheck();
        check.Silence(written);
        Tell(silence, check, [], []);
        return written;
    }

    private static ConditionDocument Condition(SettingsReader condition) => new()
    {
        Labels = Texts(condition, "labels"),
        Verdicts = Texts(condition, "verdicts"),
        Least = condition.Has("least") ? condition.Number("least", 0, 1) : null,
        Length = Seconds(condition, "length"),
        Zones = Texts(condition, "zones") is { } zones ? [.. zones.Select(zone => Corners(condition, zone))] : null,
        Overlap = condition.Has("overlap") ? condition.Number("overlap", 0, 1) : null,
        Count = condition.Has("count") ? condition.Count("count") : null,
        Within = Seconds(condition, "within"),
        ClearCount = condition.Has("clear-count") ? condition.Count("clear-count", 0) : null,
        States = Texts(condition, "states"),
        Faults = Texts(condition, "faults"),
    };

    /// <summary>`0.1,0.2 0.5,0.2 0.5,0.9`</summary>
    private static List<List<double>> Corners(SettingsReader condition, string zone)
    {
        var corners = zone.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(corner => corner.Split(',')
            .Select(share => double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToList()).ToList();
        if (corners.Count >= 3 && corners.All(corner => corner.Count == 2 && corner.All(double.IsFinite)))
            return corners;
        condition.Problem("zones", "must be corners each, such as \"0.1,0.2 0.5,0.2 0.5,0.9\"");
        return [[0, 0], [1, 0], [1, 1]];
    }

    private static ScheduleDocument? Schedule(SettingsReader reader) => !reader.Has("schedule") ? null : reader.Section("schedule", schedule => new ScheduleDocument(
        Texts(schedule, "days"), Text(schedule, "from"), Text(schedule, "to"), Text(schedule, "time-zone")));

    private static DateTimeOffset? Moment(SettingsReader reader, string key)
    {
        if (Text(reader, key) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment;
        reader.Problem(key, $"is '{text}'; it must be a moment such as 2026-01-31T08:00:00Z");
        return null;
    }

    private static string? Text(SettingsReader reader, string key) => reader.Has(key) ? reader.Text(key) : null;

    private static IReadOnlyList<string>? Texts(SettingsReader reader, string key) => reader.Has(key) ? reader.Texts(key) : null;

    private static double? Seconds(SettingsReader reader, string key) => reader.Has(key) ? reader.NotNegative(key).TotalSeconds : null;

    /// <summary>Tells problems by their keys in the file.</summary>
    private static void Tell(SettingsReader reader, RuleCheck check, IReadOnlyList<string> conditions, IReadOnlyList<string> steps)
    {
        foreach (var (place, what) in check.Problems)
        {
            if (place == "name")
            {
                reader.Problem("", $"is no name: {what[0]}");
                continue;
            }
            var named = Numbered().Replace(place, match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) is var which && match.Groups[1].Value == "when" ? $"when.{conditions[which]}"
                : match.Groups[1].Value == "escalation" ? $"escalation.{steps[which]}" : match.Groups[1].Value);
            reader.Problem(Capital().Replace(named, match => "-" + match.Value.ToLowerInvariant()), what[0]);
        }
    }

    [GeneratedRegex(@"([a-zA-Z]+)\[(\d+)\]")]
    private static partial Regex Numbered();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
