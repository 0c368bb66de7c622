using DeepAvFusion.Core;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Upkeep;

namespace DeepAvFusion.Store.Tests;

/// <summary>Users, sessions, tokens and the audit of every database.</summary>
public abstract class AccessSpecs
{
    private const string Password = "correct horse battery";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_user_signs_in_with_the_right_password_for_as_long_as_a_session_lasts()
    {
        await using var store = New();
        var users = new UserTable(store.Database, store.Time);
        Assert.False(await users.AnyAsync(default));
        await users.AddAsync("anna", Password, AccessRole.Admin, null, default);
        Assert.Null(await users.SignInAsync("anna", Password + "x", Day, default));
        Assert.Null(await users.SignInAsync("anna\0", Password, Day, default));
        Assert.Null(await users.SignInAsync("bert", Password, Day, default));
        var session = (await users.SignInAsync("anna", Password, Day, default))!.Value;
        Assert.Equal(("anna", AccessRole.Admin), (session.User.Name, session.User.Role));
        Assert.Equal("anna", (await users.OfSessionAsync(session.Secret, default))?.User.Name);
        Assert.Null(await users.OfSessionAsync(session.Secret + "0", default));
        store.Time.Advance(Day);
        Assert.Null(await users.OfSessionAsync(session.Secret, default));
    }

    [Fact]
    public async Task Sessions_end_with_signing_out_another_password_and_the_user()
    {
        await using var store = New();
        var users = new UserTable(store.Database, store.Time);
        await users.AddAsync("anna", Password, AccessRole.Admin, null, default);
        await users.AddAsync("bert", Password, AccessRole.Operator, ["door"], default);
        Assert.Equal(["door"], (await users.FindAsync("bert", default))!.Streams);
        var first = await SessionAsync("bert");
        await users.SignOutAsync(first, default);
        Assert.Null(await users.OfSessionAsync(first, default));
        var second = await SessionAsync("bert");
        Assert.True(await users.SetPasswordAsync("bert", Password + "!", default));
        Assert.Null(await users.OfSessionAsync(second, default));
        Assert.Null(await users.SignInAsync("bert", Password, Day, default));
        var third = (await users.SignInAsync("bert", Password + "!", Day, default))!.Value.Secret;
        Assert.True(await users.RemoveAsync("bert", false, default));
        Assert.Null(await users.OfSessionAsync(third, default));
        Assert.False(await users.RemoveAsync("bert", false, default));

        async Task<string> SessionAsync(string name) => (await users.SignInAsync(name, Password, Day, default))!.Value.Secret;
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_a_user_for_a_while()
    {
        await using var store = New();
        var users = new UserTable(store.Database, store.Time);
        await users.AddAsync("anna", Password, AccessRole.Admin, null, default);
        for (var i = 0; i < UserTable.MostFailures; i++)
            Assert.Null(await users.SignInAsync("anna", "wrong", Day, default));
        Assert.True((await users.FindAsync("anna", default))!.IsLocked);
        Assert.Null(await users.SignInAsync("anna", Password, Day, default));
        store.Time.Advance(UserTable.LockedFor);
        Assert.NotNull(await users.SignInAsync("anna", Password, Day, default));
    }

    [Fact]
    public async Task There_is_always_an_admin_of_all_streams()
    {
        await using var store = New();
        var users = new UserTable(store.Database, store.Time);
        await Assert.ThrowsAsync<UserErrorException>(() => users.AddAsync("anna", Password, AccessRole.Operator, null, default));
        await Assert.ThrowsAsync<UserErrorException>(() => users.AddAsync("anna", Password, AccessRole.Admin, ["door"], default));
        await users.AddAsync("anna", Password, AccessRole.Admin, null, default);
        await users.AddAsync("bert", Password, AccessRole.Admin, ["door"], default);
        await Assert.ThrowsAsync<UserErrorException>(() => users.ChangeAsync("anna", AccessRole.Viewer, null, default));
        await Assert.ThrowsAsync<UserErrorException>(() => users.RemoveAsync("anna", true, default));
        Assert.True(await users.ChangeAsync("bert", AccessRole.Admin, null, default));
        Assert.True(await users.ChangeAsync("anna", AccessRole.Viewer, ["door"], default));
        Assert.True(await users.RemoveAsync("anna", false, default));
        await Assert.ThrowsAsync<UserErrorException>(() => users.RemoveAsync("bert", false, default));
        Assert.True(await users.RemoveAsync("bert", true, default));
    }

    [Theory]
    [InlineData("", Password)]
    [InlineData("An na", Password)]
    [InlineData("anna\n", Password)]
    [InlineData("anna", "short")]
    public async Task What_cannot_be_a_user_is_refused_in_one_line(string name, string password)
    {
        await using var store = New();
        var refused = await Assert.ThrowsAsync<UserErrorException>(() => new UserTable(store.Database, store.Time).AddAsync(name, password, AccessRole.Admin, null, default));
        Assert.DoesNotContain("short'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_taken_until_it_ends_or_is_revoked_and_is_not_kept_itself()
    {
        await using var store = New();
        var tokens = new TokenTable(store.Database, store.Time);
        var (token, stored) = await tokens.AddAsync("grafana", AccessRole.Viewer, ["door"], Day, "anna", default);
        Assert.True(TokenTable.IsToken(token));
        Assert.False(TokenTable.IsToken(token[..^1] + (token[^1] == '0' ? '1' : '0')));
        Assert.Equal((stored.Id, "grafana", AccessRole.Viewer, "door"), await tokens.OfAsync(token, default) is { } found ? (found.Id, found.Name, found.Role, found.Streams![0]) : default);
        Assert.Equal(store.Time.GetUtcNow(), Assert.Single(await tokens.AllAsync(default)).SeenAt);
        Assert.DoesNotContain(token, await store.TextAsync("SELECT sha256 || id FROM tokens"), StringComparison.Ordinal);
        store.Time.Advance(Day);
        Assert.Null(await tokens.OfAsync(token, default));
        var (forever, other) = await tokens.AddAsync("other", AccessRole.Admin, null, null, "anna", default);
        Assert.NotNull(await tokens.OfAsync(forever, default));
        Assert.True(await tokens.RemoveAsync(other.Id, default));
        Assert.Null(await tokens.OfAsync(forever, default));
        Assert.False(await tokens.RemoveAsync(other.Id, default));
    }

    [Fact]
    public async Task The_newest_entries_of_the_audit_are_kept_and_found()
    {
        await using var store = New();
        var audit = new AuditTable(store.Database, store.Time) { Most = 3 };
        for (var i = 1; i <= 5; i++)
            await audit.AddAsync(i % 2 == 0 ? "anna" : "be\nrt\ud800", "192.0.2.1", "restart", $"cam-{i}", "204", default);
        var all = await audit.FindAsync(null, null, null, 10, default);
        Assert.Equal(["cam-5", "cam-4", "cam-3"], all.Select(entry => entry.Target));
        Assert.Equal("be?rt\ufffd", all[0].Who);
        Assert.Equal(["cam-4"], (await audit.FindAsync("anna", null, null, 10, default)).Select(entry => entry.Target));
        Assert.Equal(["cam-3"], (await audit.FindAsync(null, null, all[1].Id, 10, default)).Select(entry => entry.Target));
        Assert.Empty(await audit.FindAsync("a\0", "x", null, 10, default));
    }

    [Fact]
    public async Task A_backup_holds_users_and_tokens()
    {
        await using var store = New();
        await new UserTable(store.Database, store.Time).AddAsync("anna", Password, AccessRole.Admin, null, default);
        var (token, _) = await new TokenTable(store.Database, store.Time).AddAsync("grafana", AccessRole.Viewer, null, null, "anna", default);
        await new AuditTable(store.Database, store.Time).AddAsync("anna", "", "sign in", "", "200", default);
        await StoreBackup.WriteAsync(store.Database, store.BackupFile, default);
        var copy = new SqliteDatabase(store.BackupFile);
        Assert.NotNull(await new UserTable(copy, store.Time).SignInAsync("anna", Password, Day, default));
        Assert.NotNull(await new TokenTable(copy, store.Time).OfAsync(token, default));
        Assert.Single(await new AuditTable(copy, store.Time).FindAsync(null, null, null, 10, default));
    }

    protected abstract StoreDatabase Open(string folder);

    private TestStore New() => new(Open, database => database.Migrate());
}

public sealed class SqliteAccessSpecs : AccessSpecs
{
    protected override StoreDatabase Open(string folder) => new SqliteDatabase(Path.Combine(folder, "deepav.db"));
}

public sealed class PostgresAccessSpecs(PostgresCluster cluster) : AccessSpecs, IClassFixture<PostgresCluster>
{
    protected override StoreDatabase Open(string folder) => new PostgresDatabase(cluster.NewDatabase());
}
