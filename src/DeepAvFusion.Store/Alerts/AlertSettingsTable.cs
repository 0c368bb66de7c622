using Dapper;
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
    public Task<IReadOnlyList<AlertSetting>> AllAsync(string kind, CancellationToken cancel) => database.UseAsync<IReadOnlyList<AlertSetting>>(
        async connection => [.. await connection.QueryAsync<AlertSetting>(new CommandDefinition(database.Sql("Alerts/settings"), new { Kind = kind }, cancellationToken: cancel)).ConfigureAwait(false)], cancel);

    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task SaveAsync(string kind, string name, string body, string who, CancellationToken cancel) => database.UseAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            database.Sql("Alerts/setting-save"), new { Kind = kind, Name = name, Body = body, Who = who, ChangedAt = time.GetUtcNow().ToUnixTimeMilliseconds() }, cancellationToken: cancel)), cancel);

    /// <returns>False when there was none.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task<bool> RemoveAsync(string kind, string name, CancellationToken cancel) => database.UseAsync(
        async connection => await connection.ExecuteAsync(new CommandDefinition(database.Sql("Alerts/setting-remove"), new { Kind = kind, Name = name }, cancellationToken: cancel)).ConfigureAwait(false) > 0, cancel);
}

/// <summary>One of them.</summary>
/// <param name="Body">JSON.</param>
/// <param name="Who">Who made it so.</param>
/// <param name="ChangedAt">Milliseconds since 1970.</param>
public sealed record AlertSetting(string Name, string Body, string Who, long ChangedAt);
