using DeepAvFusion.Core.Settings;
using Npgsql;

namespace DeepAvFusion.Store;

/// <summary>Where what happened is kept, and for how long.</summary>
/// <param name="File">The SQLite file; used when there is no <paramref name="Postgres"/>.</param>
/// <param name="Postgres">Connection string of a PostgreSQL database; null for none.</param>
/// <param name="SpoolFolder">Where events wait while the database cannot be written.</param>
/// <param name="SpoolLimit">Bytes that may wait there.</param>
public sealed record StoreSettings(bool IsEnabled, string File, string? Postgres, string SpoolFolder, long SpoolLimit, RetentionSettings Retention)
{
    public static StoreSettings From(SettingsReader davf) => davf.Section("store", store =>
    {
        var postgres = store.OptionalText("postgres");
        try
        {
            _ = new NpgsqlConnectionStringBuilder(postgres);
        }
        catch (ArgumentException e)
        {
            store.Problem("postgres", $"cannot be used: {e.Message.TrimEnd('.')}; it must be written as Host=db.example;Username=deepav;Password=…;Database=deepav");
        }
        return new StoreSettings(
            store.Flag("enabled"), store.Text("file"), postgres, store.Text("spool.folder"), store.Bytes("spool.limit"),
            store.Section("retention", retention => new RetentionSettings(retention.NotNegative("age"), retention.Count("events", 0))));
    });
}

/// <summary>How much is kept; what is older goes first.</summary>
/// <param name="Age">Events that began longer ago go; zero keeps them.</param>
/// <param name="Events">The newest that are kept; zero keeps all.</param>
public sealed record RetentionSettings(TimeSpan Age, int Events);
