using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;
using DbUp.Builder;
using DeepAvFusion.Core;
using Microsoft.Data.Sqlite;

namespace DeepAvFusion.Store.Databases;

/// <summary>One SQLite file, in write-ahead mode: readers never wait for the writer. What is committed survives a power cut.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The handle stays open as long as the file is in use: closing it would end this process's locks on the file.")]
public sealed class SqliteDatabase : StoreDatabase
{
    private readonly string _file;
    private readonly string _connection;
    private FileStream? _held;
    private FilePlace _place;

    public SqliteDatabase(string file)
    {
        _file = Path.GetFullPath(file);
        _connection = new SqliteConnectionStringBuilder { DataSource = _file, DefaultTimeout = (int)Patience.TotalSeconds, ForeignKeys = true }.ToString();
    }

    public override string Place => $"'{_file}'";

    public override string Kind => "sqlite";

    protected override string Setting => "davf.store.file";

    protected override string Remedy => "Check that the folder is writable, the disk has room and the file is a store of deepav; davf.store.file names another, davf.store.enabled=false goes without.";

    internal override bool IsInPlace => IsReady && HoldsFile;

    private bool HoldsFile => _held is not null && !_place.IsGone;

    // SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL
    public override bool MayPass(Exception trouble) => trouble is SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 } || base.MayPass(trouble);

    public override async Task<long> SizeAsync(CancellationToken cancel)
    {
        var connection = await ConnectAsync(cancel).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await connection.ExecuteScalarAsync<long>("SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)").ConfigureAwait(false);
    }

    /// <summary>A whole and compact copy, as it is at one moment.</summary>
    internal async Task CopyAsync(string file, CancellationToken cancel)
    {
        var connection = await ConnectAsync(cancel).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        PrivateFile.Open(file, FileMode.CreateNew).Dispose();
        await connection.ExecuteAsync(new CommandDefinition("VACUUM INTO @file", new { file }, commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false);
    }

    internal override async Task<DbConnection> ConnectAsync(CancellationToken cancel)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            await connection.OpenAsync(cancel).ConfigureAwait(false);
            await connection.ExecuteAsync(FormattableString.Invariant($"PRAGMA busy_timeout = {Patience.TotalMilliseconds}; PRAGMA cache_size = -16384; PRAGMA mmap_size = 268435456")).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    protected override UpgradeEngineBuilder Target(SupportedDatabases databases) => databases.SqliteDatabase(_connection);

    protected override void Prepare()
    {
        SqliteConnection.ClearPool(new SqliteConnection(_connection));
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        if (!File.Exists(_file))
        {
            File.Delete(_file + "-wal");                            // of a file that was deleted: it must not be taken for this one's
            File.Delete(_file + "-shm");
            PrivateFile.Open(_file, FileMode.CreateNew).Dispose();
        }
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL");
        if (HoldsFile) return;                                      // closing a handle of a file ends this process's locks on it: the one there is stays open
        _held = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _place = FilePlace.Of(_held);
    }
}
