using System.Data.Common;
using Dapper;
using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Databases;

/// <summary>Work on a connection of its own; trouble of the database is told in one line.</summary>
internal static class StoreWork
{
    /// <exception cref="UserErrorException">The database cannot be used.</exception>
    public static async Task<T> UseAsync<T>(this StoreDatabase database, Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            var connection = await database.ConnectAsync(cancel).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreDatabase.IsTrouble(e))
        {
            throw database.Trouble(e);
        }
    }

    /// <summary>The rows of one statement.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public static Task<IReadOnlyList<T>> QueryAsync<T>(this StoreDatabase database, string name, object? parameters, CancellationToken cancel) => database.UseAsync<IReadOnlyList<T>>(
        async connection => [.. await connection.QueryAsync<T>(new CommandDefinition(database.Sql(name), parameters, cancellationToken: cancel)).ConfigureAwait(false)], cancel);

    /// <summary>One statement that changes something.</summary>
    /// <returns>Rows that were changed.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public static Task<int> ExecuteAsync(this StoreDatabase database, string name, object? parameters, CancellationToken cancel) => database.UseAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(database.Sql(name), parameters, cancellationToken: cancel)), cancel);
}
