using System.Text.Json;
using DeepAvFusion.Core;

namespace DeepAvFusion.Engine.Learning;

/// <summary>How often labels are told, by the hour, for seven days: what is usual at this time of day. Kept in a file over restarts. Not thread-safe.</summary>
/// <param name="file">Where it is kept; null for memory alone.</param>
internal sealed class HourlyRates(string? file)
{
    private const int Days = 7;
    private const int LeastDays = 3;
    private const int HoursOfDay = 24;
    private const int LeastEvents = 20;
    private const double Deviations = 3;
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);
    private static readonly double Share = Recent / TimeSpan.FromHours(1);

    private readonly Queue<(DateTimeOffset When, string Label)> _recent = new();
    private readonly Dictionary<long, Dictionary<string, int>> _hours = Read(file);

    /// <summary>An event with a label began.</summary>
    public void Add(string label, DateTimeOffset now)
    {
        _recent.Enqueue((now, label));
        while (_recent.Peek().When < now - Recent) _recent.Dequeue();
        var hour = Pass(now);
        hour[label] = hour.GetValueOrDefault(label) + 1;
    }

    /// <summary>Time goes on, whether or not anything is told.</summary>
    /// <returns>The counts of this hour.</returns>
    public Dictionary<string, int> Pass(DateTimeOffset now)
    {
        var number = Hour(now);
        if (_hours.TryGetValue(number, out var hour)) return hour;
        foreach (var old in _hours.Keys.Where(one => one < number - (Days * HoursOfDay)).ToList()) _hours.Remove(old);
        _hours[number] = hour = [];
        Keep();
        return hour;
    }

    /// <summary>A label that is told far more often in these ten minutes than at the same hour of the days before; null where there is none, or too few days are known.</summary>
    /// <param name="factor">Most of what is usual; three standard deviations above it are allowed in any case.</param>
    public (string Label, int Count, double Usual)? TooOften(IReadOnlySet<string> labels, DateTimeOffset now, double factor)
    {
        var days = Enumerable.Range(1, Days).Select(day => _hours.GetValueOrDefault(Hour(now) - (day * HoursOfDay))).OfType<Dictionary<string, int>>().ToList();
        if (days.Count < LeastDays) return null;
        foreach (var label in _recent.Where(one => one.When >= now - Recent && labels.Contains(one.Label)).GroupBy(one => one.Label, StringComparer.Ordinal))
        {
            var (count, usual) = (label.Count(), days.Average(day => day.GetValueOrDefault(label.Key)) * Share);
            var spread = Math.Sqrt(Math.Max(usual, days.Average(day => Math.Pow((day.GetValueOrDefault(label.Key) * Share) - usual, 2))));
            if (count >= LeastEvents && count > factor * usual && count > usual + (Deviations * spread)) return (label.Key, count, usual);
        }
        return null;
    }

    /// <summary>Writes what is known; where that cannot be done, it stays in memory.</summary>
    public void Keep()
    {
        if (file is null) return;
        try
        {
            File.WriteAllBytes(file + ".tmp", JsonSerializer.SerializeToUtf8Bytes(_hours));
            File.Move(file + ".tmp", file, overwrite: true);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
        }
    }

    private static long Hour(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    private static Dictionary<long, Dictionary<string, int>> Read(string? file)
    {
        try
        {
            return file is not null && File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<long, Dictionary<string, int>>>(File.ReadAllBytes(file)) ?? [] : [];
        }
        catch (Exception trouble) when (trouble is JsonException || FileFault.Is(trouble))
        {
            return [];
        }
    }
}
