using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Alerts;

/// <summary>Rules and planned silences that were made while the program ran, each a JSON document under its name.</summary>
public sealed class AlertSettingsTable(StoreDatabase database, TimeProvider time)
{
    public const string Rule = "rule";
    public const string Silence = "silence";

    /// <param name="kind"><see cref="Rule"/> or <see cref="Silence"/>.</param>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<IReadOnlyList<AlertSetting>> AllAsync(string kind, CancellationToken cancel) => database.QueryAsync<AlertSetting>("Alerts/settings", new { Kind = kind }, cancel);

    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task SaveAsync(string kind, string name, string body, string who, CancellationToken cancel) => database.ExecuteAsync(
        "Alerts/setting-save", new { Kind = kind, Name = name, Body = body, Who = who, ChangedAt = time.GetUtcNow().ToUnixTimeMilliseconds() }, cancel);

    /// <returns>False when there was none.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public async Task<bool> RemoveAsync(string kind, string name, CancellationToken cancel) =>
        await database.ExecuteAsync("Alerts/setting-remove", new { Kind = kind, Name = name }, cancel).ConfigureAwait(false) > 0;
}

/// <summary>One of them.</summary>
/// <param name="Body">JSON.</param>
/// <param name="Who">Who made it so.</param>
/// <param name="ChangedAt">Milliseconds since 1970.</param>
public sealed record AlertSetting(string Name, string Body, string Who, long ChangedAt);
