using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Databases;

/// <summary>The database behind the store: an SQLite file or PostgreSQL. Thread-safe.</summary>
public abstract class StoreDatabase
{
    // whoever waits longer for a database is better served by the spool
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly Assembly Own = typeof(StoreDatabase).Assembly;
    private readonly ConcurrentDictionary<string, string> _texts = new();

    /// <summary>Where it is, for people; without a password.</summary>
    public abstract string Place { get; }

    /// <summary>`sqlite` or `postgres`: the folder and ending of the SQL that is its alone.</summary>
    public abstract string Kind { get; }

    public static StoreDatabase Of(StoreSettings settings) =>
        settings.Postgres is { } postgres ? new PostgresDatabase(postgres) : new SqliteDatabase(settings.File);

    /// <summary>Bytes it takes.</summary>
    public abstract Task<long> SizeAsync(CancellationToken cancel);

    /// <summary>What a failure of it means and what helps, in one line.</summary>
    public UserErrorException Trouble(Exception cause) => new($"The store {Place} cannot be used: {cause.GetBaseException().Message.TrimEnd('.')}. {Remedy}", cause);

    /// <summary>True when an exception comes from the database and not from the program.</summary>
    public static bool IsTrouble(Exception e) => e is DbException or IOException or TimeoutException or UnauthorizedAccessException;

    /// <summary>True when such trouble is likely to pass by itself: the database is locked, restarting or out of reach, or its disk is full.</summary>
    public virtual bool MayPass(Exception trouble) => trouble is TimeoutException or DbException { IsTransient: true };

    /// <summary>Brings the schema up to date; a database that is not there yet is made where that can be done.</summary>
    /// <exception cref="UserErrorException">It cannot be opened, or belongs to a newer program.</exception>
    public virtual void Migrate() => Migrate(Migrations());

    /// <exception cref="DbException">It cannot be reached.</exception>
    internal abstract Task<DbConnection> ConnectAsync(CancellationToken cancel);

    /// <summary>False when what was opened is no longer what stands at its place.</summary>
    internal virtual bool IsInPlace => IsReady;

    /// <summary>It has been brought up to date since the program began.</summary>
    internal bool IsReady { get; private set; }

    /// <summary>The text of a statement: the database's own where there is one.</summary>
    /// <param name="name">Path without ending, such as `Events/search`.</param>
    internal string Sql(string name) => _texts.GetOrAdd(name, path =>
        (Read($"{path}.{Kind}.sql") ?? Read($"{path}.sql") ?? throw new ArgumentException($"There is no {path}.sql.", nameof(name))).Replace("/*rows*/", Read("Events/rows.sql"), StringComparison.Ordinal));

    /// <summary>Every migration in its order.</summary>
    internal IReadOnlyList<SqlScript> Migrations()
    {
        var folder = $"Migrations/{Kind}/";
        return [.. Own.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => new SqlScript(name[folder.Length..^".sql".Length], Read(name)!))];
    }

    internal void Migrate(IReadOnlyList<SqlScript> scripts)
    {
        var upgrade = Target(DeployChanges.To).WithScripts(scripts).WithTransactionPerScript().WithVariablesDisabled().LogToNowhere().Build();
        try
        {
            Prepare();
            var unknown = upgrade.GetExecutedScripts().Except(scripts.Select(script => script.Name)).Order(StringComparer.Ordinal).LastOrDefault();
            if (unknown is not null)
                throw new UserErrorException($"The store {Place} was written by a newer deepav (its schema is {unknown}, this program knows {scripts[^1].Name}): use that version, or another store ({Setting}).");
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Trouble(e);
        }
        if (upgrade.PerformUpgrade() is { Successful: false } failed)
            throw Trouble(failed.Error);
        IsReady = true;
    }

    protected abstract string Setting { get; }

    protected abstract string Remedy { get; }

    protected abstract UpgradeEngineBuilder Target(SupportedDatabases databases);

    /// <summary>What must be so before anything can be asked.</summary>
    protected virtual void Prepare()
    {
    }

    private static string? Read(string name)
    {
        using var stream = Own.GetManifestResourceStream(name);
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }
}
