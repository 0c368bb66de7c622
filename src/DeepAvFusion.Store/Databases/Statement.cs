using Dapper;
using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Databases;

/// <summary>One statement on a connection of its own; trouble of the database is told in one line.</summary>
internal static class Statement
{
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(this StoreDatabase database, string name, object? parameters, CancellationToken cancel)
    {
        try
        {
            var connection = await database.ConnectAsync(cancel).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            return [.. await connection.QueryAsync<T>(new CommandDefinition(database.Sql(name), parameters, cancellationToken: cancel)).ConfigureAwait(false)];
        }
        catch (Exception e) when (StoreDatabase.IsTrouble(e))
        {
            throw database.Trouble(e);
        }
    }

    /// <returns>Rows that were changed.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public static async Task<int> ExecuteAsync(this StoreDatabase database, string name, object? parameters, CancellationToken cancel)
    {
        try
        {
            var connection = await database.ConnectAsync(cancel).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            return await connection.ExecuteAsync(new CommandDefinition(database.Sql(name), parameters, cancellationToken: cancel)).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreDatabase.IsTrouble(e))
        {
            throw database.Trouble(e);
        }
    }
}
