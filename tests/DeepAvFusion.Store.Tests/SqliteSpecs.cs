using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;
using Microsoft.Data.Sqlite;
using static DeepAvFusion.Store.Tests.TestStore;

namespace DeepAvFusion.Store.Tests;

public sealed class SqliteSpecs : StoreSpecs
{
    private string _file = "";

    [Fact]
    public async Task A_file_that_is_deleted_is_begun_anew()
    {
        await using var store = New();
        await using var writer = store.Writer();
        await writer.WriteAsync([Event(1)]);
        File.Delete(_file);
        await writer.WriteAsync([Event(2)]);
        SqliteConnection.ClearAllPools();
        Assert.Equal([2], await store.FindAsync());
    }

    [Fact]
    public void A_file_that_is_written_to_stays_the_same_file()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "deepav.db");
        var database = new SqliteDatabase(path);
        database.Migrate();
        File.AppendAllText(path, "");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));           // as a checkpoint does
        Assert.True(database.IsInPlace);
        File.Move(path, path + ".old");
        File.Copy(path + ".old", path);
        Assert.False(database.IsInPlace);
    }

    [Fact]
    public async Task Nobody_else_may_read_the_file()
    {
        await using var store = New();
        await store.WriteAsync(Event(1));
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_file)!))
            Assert.True(OperatingSystem.IsWindows() || (UnixFileMode.UserRead | UnixFileMode.UserWrite) == File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_of_something_else_is_refused_in_one_line()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, new string('x', 5000));
        var refused = Assert.Throws<UserErrorException>(new SqliteDatabase(path).Migrate);
        Assert.Contains("davf.store.file", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.False(new SqliteDatabase(path).MayPass(refused.InnerException!));
        File.Delete(path);
    }

    [Fact]
    public async Task A_database_that_is_locked_at_the_start_is_spooled_for_until_it_can_be_used()
    {
        await using var store = new TestStore(Open, database =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            using var made = new SqliteConnection($"Data Source={_file};Pooling=false");
            made.Open();
            new SqliteCommand("CREATE TABLE other (x)", made).ExecuteNonQuery();
        });
        var held = Break(store);
        var refused = Assert.Throws<UserErrorException>(store.Database.Migrate);
        Assert.True(store.Database.MayPass(refused.InnerException!));
        await using var writer = store.Writer();
        await writer.WriteAsync([Event(1)]);
        Assert.Contains("locked", writer.Trouble, StringComparison.Ordinal);
        Assert.True(writer.Waiting > 0);
        held.Dispose();
        await store.UntilAsync(() => Task.FromResult(writer.Waiting == 0));
        Assert.Equal([1], await store.FindAsync());
        Assert.Null(writer.Trouble);
    }

    protected override StoreDatabase Open(string folder) => new SqliteDatabase(_file = Path.Combine(folder, "made", "deepav.db"));

    /// <summary>Somebody else holds the lock.</summary>
    private protected override IDisposable Break(TestStore store)
    {
        var other = new SqliteConnection($"Data Source={_file};Pooling=false");
        other.Open();
        using var begin = new SqliteCommand("BEGIN EXCLUSIVE", other);
        begin.ExecuteNonQuery();
        return other;
    }
}
