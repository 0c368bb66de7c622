using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Tests;

public sealed class PostgresSpecs(PostgresCluster cluster) : StoreSpecs, IClassFixture<PostgresCluster>
{
    [Fact]
    public void A_server_that_is_not_there_is_told_of_in_one_line_without_the_password()
    {
        var refused = Assert.Throws<UserErrorException>(new PostgresDatabase("Host=127.0.0.1;Port=1;Username=deepav;Password=geheim;Database=deepav").Migrate);
        Assert.Contains("'deepav' on PostgreSQL at 127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    protected override StoreDatabase Open(string folder) => new PostgresDatabase(cluster.NewDatabase());

    /// <summary>The server goes away.</summary>
    private protected override IDisposable Break(TestStore store)
    {
        cluster.Stop();
        return new Restart(cluster);
    }

    private sealed class Restart(PostgresCluster cluster) : IDisposable
    {
        public void Dispose() => cluster.Start();
    }
}
