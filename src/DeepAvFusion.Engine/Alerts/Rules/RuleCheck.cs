using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>Makes rules and silences of what people wrote, and lists all that is wrong with it, by its place, such as `when[0].least`.</summary>
public sealed class RuleCheck
{
    private const int MostConditions = 8;
    private const int MostCorners = 64;
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly double Longest = TimeSpan.FromDays(30).TotalSeconds;

    private readonly Dictionary<string, string[]> _problems = new(StringComparer.Ordinal);

    /// <summary>What is wrong, by its place; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, string[]> Problems => _problems;

    /// <summary>The rule; of no use when there are problems.</summary>
    public AlertRule Rule(RuleDocument written)
    {
        var name = Name(written.Name);
        var when = written.When ?? [];
        if (when.Count is 0 or > MostConditions)
            Problem("when", $"must be 1 to {MostConditions} conditions");
        var steps = (written.Escalation ?? []).Select((step, i) => new EscalationStep(
            Seconds($"escalation[{i}].after", step?.After, 600, least: 1), Severity($"escalation[{i}].severity", step?.Severity, AlertSeverity.Critical))).OrderBy(step => step.After).ToList();
        var title = Line("title", written.Title, 120);
        return new AlertRule(
            name, title.Length > 0 ? title : name.Replace('-', ' '), written.Enabled ?? true, Severity("severity", written.Severity, AlertSeverity.Major), Streams("streams", written.Streams),
            [.. when.Select((condition, i) => Condition($"when[{i}]", condition))], Schedule("schedule", written.Schedule),
            Seconds("setAfter", written.SetAfter, 0), Seconds("clearAfter", written.ClearAfter, 10), Seconds("cooldown", written.Cooldown, 300), Seconds("closeAfter", written.CloseAfter, 86_400), steps);
    }

    /// <summary>The silence; of no use when there are problems.</summary>
    public PlannedSilence Silence(SilenceDocument written)
    {
        if (written is { From: { } from, To: { } to } && to <= from)
            Problem("to", "must be later than `from`");
        if (written is { To: null, Schedule: null })
            Problem("to", "is missing; a silence needs an end, or a schedule");
        return new PlannedSilence(
            Name(written.Name), Streams("streams", written.Streams), [.. (written.Rules ?? []).Select((rule, i) => Named(rule) ? rule : Wrong($"rules[{i}]", "is no name of a rule"))],
            written.From, written.To, Schedule("schedule", written.Schedule), Line("reason", written.Reason, 200));
    }

    private AlertCondition Condition(string place, ConditionDocument? written)
    {
        var kinds = new[] { written?.SaysOfSound == true, written?.States is { Count: > 0 }, written?.Faults is { Count: > 0 } };
        if (kinds.Count(kind => kind) != 1)
        {
            Problem(place, "must be of one kind: a sound (labels, verdicts, least, length, zones, count …), `states`, or `faults`");
            return new StateCondition([]);
        }
        if (written!.States is { Count: > 0 } states)
            return new StateCondition(Chosen($"{place}.states", states, StreamLook.States));
        return written.Faults is { Count: > 0 } faults ? new FaultCondition(Chosen($"{place}.faults", faults, StreamLook.Faults)) : Sound(place, written);
    }

    private SoundCondition Sound(string place, ConditionDocument written)
    {
        if (written is { Within: null, Count: > 1 })
            Problem($"{place}.within", "is missing; a count needs the time in which the events are counted");
        if (written is { ClearCount: not null, Within: null })
            Problem($"{place}.clearCount", "needs `count` and `within`");
        var count = Whole($"{place}.count", written.Count, 1, 1, 10_000);
        var verdicts = Enum.GetValues<EventVerdict>().ToDictionary(verdict => SettingsReader.Dashed(verdict.ToString()), StringComparer.Ordinal);
        return new SoundCondition(
            [.. (written.Labels ?? []).Select((label, i) => Line($"{place}.labels[{i}]", label, 100, isNeeded: true))],
            [.. Chosen($"{place}.verdicts", written.Verdicts ?? [], [.. verdicts.Keys]).Select(verdict => verdicts[verdict])],
            Share($"{place}.least", written.Least, 0), Seconds($"{place}.length", written.Length, 0),
            [.. (written.Zones ?? []).Select((zone, i) => Polygon($"{place}.zones[{i}]", zone))], Share($"{place}.overlap", written.Overlap, 0.5),
            count, written.Within is null ? null : Seconds($"{place}.within", written.Within, 60, least: 1),
            Whole($"{place}.clearCount", written.ClearCount, count - 1, 0, Math.Max(0, count - 1)));
    }

    private Zone Polygon(string place, IReadOnlyList<IReadOnlyList<double>>? written)
    {
        if (written is null || written.Count is < 3 or > MostCorners || written.Any(corner => corner is not { Count: 2 } || corner.Any(share => !(share is >= 0 and <= 1))))
        {
            Problem(place, $"must be 3 to {MostCorners} corners, each two shares of the picture's width and height from 0 to 1");
            return new Zone([]);
        }
        return new Zone([.. written.Select(corner => new PicturePoint(corner[0], corner[1]))]);
    }

    private AlertSchedule? Schedule(string place, ScheduleDocument? written)
    {
        if (written is null)
            return null;
        var days = Chosen($"{place}.days", written.Days ?? [], Days).Select(day => (DayOfWeek)Array.IndexOf(Days, day)).ToList();
        var (from, to) = (Time($"{place}.from", written.From), Time($"{place}.to", written.To));
        if (string.IsNullOrEmpty(written.From) != string.IsNullOrEmpty(written.To))
            Problem(string.IsNullOrEmpty(written.From) ? $"{place}.from" : $"{place}.to", "is missing; hours have a beginning and an end");
        if (from is { } begin && begin == to)
            Problem($"{place}.to", "is the same as `from`; leave both out for the whole day");
        var zone = string.IsNullOrEmpty(written.TimeZone) ? "UTC" : written.TimeZone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var there))
            Problem($"{place}.timeZone", $"is '{Short(zone)}'; it must be a time zone such as Europe/Berlin or UTC");
        return new AlertSchedule(days, from, to, there ?? TimeZoneInfo.Utc);
    }

    private TimeOnly? Time(string place, string? written)
    {
        if (string.IsNullOrEmpty(written))
            return null;
        if (TimeOnly.TryParseExact(written, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        Problem(place, $"is '{Short(written)}'; it must be a time of day such as 22:00");
        return null;
    }

    private string Name(string? written) => written is not null && Named(written) ? written : Wrong("name", "must be 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit");

    private static bool Named(string? written) => StreamId.IsValid(written);

    private IReadOnlyList<string> Streams(string place, IReadOnlyList<string>? written) =>
        [.. (written ?? []).Select((stream, i) => Named(stream) ? stream : Wrong($"{place}[{i}]", "is no name of a stream"))];

    private string Line(string place, string? written, int most, bool isNeeded = false)
    {
        var line = written?.Trim() ?? "";
        return line.Length <= most && (line.Length > 0 || !isNeeded) && !line.Any(char.IsControl) ? line : Wrong(place, $"must be one line of {(isNeeded ? "1" : "0")} to {most} characters");
    }

    private IReadOnlyList<string> Chosen(string place, IReadOnlyList<string> written, IReadOnlyList<string> known)
    {
        if (written.Where(one => !known.Contains(one, StringComparer.Ordinal)).ToList() is { Count: > 0 } wrong)
            Problem(place, $"holds '{Short(wrong[0])}'; it must be of {string.Join(", ", known)}");
        return [.. written.Where(one => known.Contains(one, StringComparer.Ordinal))];
    }

    private AlertSeverity Severity(string place, string? written, AlertSeverity otherwise)
    {
        if (string.IsNullOrEmpty(written))
            return otherwise;
        if (Enum.GetValues<AlertSeverity>().Where(severity => SettingsReader.Dashed(severity.ToString()) == written).ToList() is [var chosen])
            return chosen;
        Problem(place, $"is '{Short(written)}'; it must be info, minor, major or critical");
        return otherwise;
    }

    private TimeSpan Seconds(string place, double? written, double otherwise, double least = 0)
    {
        var seconds = written ?? otherwise;
        if (seconds >= least && seconds <= Longest)
            return TimeSpan.FromSeconds(seconds);
        Problem(place, FormattableString.Invariant($"is {seconds}; it must be {least} to {Longest} seconds"));
        return TimeSpan.FromSeconds(otherwise);
    }

    private double Share(string place, double? written, double otherwise)
    {
        if ((written ?? otherwise) is >= 0 and <= 1 and var share)
            return share;
        Problem(place, FormattableString.Invariant($"is {written}; it must be 0 to 1"));
        return otherwise;
    }

    private int Whole(string place, int? written, int otherwise, int least, int most)
    {
        if ((written ?? otherwise) is var whole && whole >= least && whole <= most)
            return whole;
        Problem(place, FormattableString.Invariant($"is {written}; it must be {least} to {most}"));
        return otherwise;
    }

    private string Wrong(string place, string what)
    {
        Problem(place, what);
        return "";
    }

    private void Problem(string place, string what) => _problems.TryAdd(place, [what]);

    private static string Short(string? text) => text is null ? "" : text.Length <= 40 ? ControlCharacters.Shown(text, keepsLines: false) : ControlCharacters.Shown(text[..40], keepsLines: false) + "…";
}
