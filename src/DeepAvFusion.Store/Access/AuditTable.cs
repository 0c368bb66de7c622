using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Access;

/// <summary>Who did what, when, and from where; the newest are kept.</summary>
public sealed class AuditTable(StoreDatabase database, TimeProvider time)
{
    /// <summary>Entries of the longest answer.</summary>
    public const int MostLimit = 1000;

    private const int MostText = 200;

    /// <summary>Entries that are kept.</summary>
    public int Most { get; init; } = 100_000;

    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public async Task AddAsync(string who, string origin, string action, string target, string result, CancellationToken cancel)
    {
        var entry = new { At = time.GetUtcNow().ToUnixTimeMilliseconds(), Who = Cut(who), Origin = Cut(origin), Action = Cut(action), Target = Cut(target), Result = Cut(result) };
        await database.ExecuteAsync("Access/audit-add", entry, cancel).ConfigureAwait(false);
        await database.ExecuteAsync("Access/audit-prune", new { Most = (long)Most }, cancel).ConfigureAwait(false);
    }

    /// <summary>The newest first.</summary>
    /// <param name="before">Entries with lesser ids only; null for all.</param>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<AuditEntry>> FindAsync(string? who, string? target, long? before, int limit, CancellationToken cancel) =>
        [.. (await database.QueryAsync<AuditRow>("Access/audit", new { Who = Cut(who ?? ""), Target = Cut(target ?? ""), Before = before ?? long.MaxValue, Limit = (long)Math.Clamp(limit, 1, MostLimit) }, cancel).ConfigureAwait(false))
            .Select(row => new AuditEntry(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Who, row.Origin, row.Action, row.Target, row.Result))];

    /// <summary>Strangers have a say in these texts.</summary>
    private static string Cut(string text) => ControlCharacters.Shown(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length > MostText ? text[..MostText] : text)), keepsLines: false);

    private sealed record AuditRow(long Id, long At, string Who, string Origin, string Action, string Target, string Result);
}
