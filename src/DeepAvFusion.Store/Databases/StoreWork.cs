using System.Data.Common;
using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Databases;

/// <summary>One piece of work with a connection of its own.</summary>
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
}
