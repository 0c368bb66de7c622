using DeepAvFusion.Core;
using DeepAvFusion.Sinks.Clips;
using DeepAvFusion.Store.Clips;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepAvFusion.Sinks.Tests.Clips;

public sealed class ClipVaultSpecs : IDisposable
{
    private const long Size = 100_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-vault-");
    private readonly Clock _time = new();

    [Fact]
    public void The_oldest_make_room_and_never_more_lies_there_than_is_allowed()
    {
        var vault = Open();
        for (var i = 0; i < 25; i++)
        {
            Assert.NotNull(Make(vault, i));
            Assert.True(OnDisk() <= 10 * Size, $"{OnDisk()} bytes lie there.");
        }
        Assert.Equal(24, vault.All.Max(clip => clip.StartAt));
        Assert.True(vault.All.Count is >= 8 and <= 10 && vault.All.Min(clip => clip.StartAt) == 25 - vault.All.Count);
    }

    [Fact]
    public void What_is_kept_on_request_stays_and_where_nothing_else_is_left_no_more_is_made()
    {
        var vault = Open();
        for (var i = 0; i < 9; i++)
            vault.Keep(Make(vault, i)!.Id, kept: true);
        Assert.Null(Make(vault, 9));
        Assert.Equal(9, vault.All.Count);
        vault.Keep(vault.All.Single(clip => clip.StartAt == 3).Id, kept: false);
        Assert.NotNull(Make(vault, 10));
        Assert.DoesNotContain(vault.All, clip => clip.StartAt == 3);
        Assert.True(Open().All.Count(clip => clip.IsKept) == 8, "what is kept is known after a restart");
    }

    [Fact]
    public void What_a_killed_process_left_unfinished_is_gone_and_what_was_finished_is_found()
    {
        var vault = Open();
        var whole = Make(vault, 1)!;
        var left = vault.Begin(new StreamId("door"), "00000000000000ff");
        File.WriteAllBytes(Path.Combine(left, "a.nut"), new byte[Size]);
        File.WriteAllText(Path.Combine(_folder.FullName, "door", "mine.txt"), "not a clip");
        var again = Open();
        Assert.Equal(whole.Id, Assert.Single(again.All).Id);
        Assert.False(Directory.Exists(left));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "door", "mine.txt")));
        Assert.True(again.Used is > Size / 2 and < 2 * Size);
    }

    [Fact]
    public void Clips_go_by_their_age_and_by_that_of_what_they_show()
    {
        var vault = Open();
        var (plain, siren, short_, kept) = (Make(vault, 0)!, Make(vault, 0, "siren")!, Make(vault, 0, "speech")!, Make(vault, 0, "speech")!);
        vault.Keep(kept.Id, kept: true);
        _time.Now = DateTimeOffset.UnixEpoch.AddDays(2);
        vault.Prune();
        Assert.Null(vault.Find(short_.Id));
        Assert.NotNull(vault.Find(plain.Id));
        _time.Now = DateTimeOffset.UnixEpoch.AddDays(31);
        vault.Prune();
        Assert.Null(vault.Find(plain.Id));
        Assert.NotNull(vault.Find(siren.Id));
        Assert.NotNull(vault.Find(kept.Id));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ClipVault Open()
    {
        var retention = new ClipRetention(TimeSpan.FromDays(30), 10 * Size, 1, new Dictionary<string, TimeSpan> { ["siren"] = TimeSpan.FromDays(90), ["speech"] = TimeSpan.FromDays(1) });
        var settings = new ClipSettings(true, _folder.FullName, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), 1 << 20, [], [], 0, retention);
        var vault = new ClipVault(settings, _time, NullLogger<ClipVault>.Instance);
        vault.Open();
        return vault;
    }

    private static StoredClip? Make(ClipVault vault, long at, params string[] labels)
    {
        var id = Guid.NewGuid().ToString("N")[..16];
        if (!vault.TryReserve(Size + 4096))
            return null;
        File.WriteAllBytes(Path.Combine(vault.Begin(new StreamId("door"), id), ClipVault.Video), new byte[Size - 1024]);
        vault.Release(Size + 4096);
        return vault.Finish(new StoredClip
        {
            Id = id,
            Stream = "door",
            StartAt = at,
            EndAt = at + 1,
            Bytes = 0,
            IsKept = false,
            Reason = "event",
            Subject = "",
            Encoded = "",
            HasPicture = true,
            HasSound = true,
            Events = [.. labels.Select((label, i) => new ClipEvent($"door.1.{i}", label, "heard-and-seen", at, 1, false, false, false))],
        });
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private long OnDisk() => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
