using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeepAvFusion.Server.Health;

/// <summary>Remembers of every part the last that was wrong with it, and since when it is as it is. Thread-safe.</summary>
internal sealed class HealthMemory(TimeProvider time) : IHealthCheckPublisher
{
    private readonly ConcurrentDictionary<string, PartHealth> _parts = new(StringComparer.Ordinal);

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Note(report);
        return Task.CompletedTask;
    }

    /// <returns>Every part, after this report, by name.</returns>
    public IReadOnlyList<PartHealth> Note(HealthReport report)
    {
        var now = time.GetUtcNow();
        foreach (var (name, entry) in report.Entries)
        {
            var error = entry.Status == HealthStatus.Healthy ? null : entry.Description ?? entry.Exception?.Message ?? "it does not answer";
            _parts.AddOrUpdate(
                name, _ => new PartHealth(name, entry.Status, now, error, error is null ? null : now),
                (_, before) => new PartHealth(name, entry.Status, before.Status == entry.Status ? before.Since : now, error ?? before.LastError, error is null ? before.LastErrorAt : now));
        }
        return [.. _parts.Values.OrderBy(part => part.Part, StringComparer.Ordinal)];
    }
}

/// <summary>How one part is.</summary>
/// <param name="Since">It is so since then, as far as anybody looked.</param>
/// <param name="LastError">The last that was wrong; null for nothing since the start.</param>
internal sealed record PartHealth(string Part, HealthStatus Status, DateTimeOffset Since, string? LastError, DateTimeOffset? LastErrorAt);
