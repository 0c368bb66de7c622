using System.Data.Common;
using Dapper;
using DbUp.Builder;
using Npgsql;

namespace DeepAvFusion.Store.Databases;

/// <summary>A PostgreSQL database, which must exist; its tables are made.</summary>
public sealed class PostgresDatabase : StoreDatabase
{
    private readonly NpgsqlConnectionStringBuilder _connection;

    public PostgresDatabase(string connection)
    {
        _connection = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "deepav" };
        if (!_connection.ContainsKey("Timeout"))
            _connection.Timeout = (int)Patience.TotalSeconds;
    }

    public override string Place => $"'{_connection.Database}' on PostgreSQL at {_connection.Host}";

    public override string Kind => "postgres";

    protected override string Setting => "davf.store.postgres";

    protected override string Remedy => "Check davf.store.postgres (host, user, password, database), and that the database is there and the user owns it.";

    public override async Task<long> SizeAsync(CancellationToken cancel)
    {
        var connection = await ConnectAsync(cancel).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await connection.ExecuteScalarAsync<long>("SELECT pg_database_size(current_database())").ConfigureAwait(false);
    }

    internal override async Task<DbConnection> ConnectAsync(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(_connection.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    protected override UpgradeEngineBuilder Target(SupportedDatabases databases) => databases.PostgresqlDatabase(_connection.ConnectionString);
}
