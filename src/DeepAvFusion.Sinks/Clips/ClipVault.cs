using DeepAvFusion.Core;
using DeepAvFusion.Store.Clips;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>
/// The folder of clips: STREAM/ID/ with clip.mp4, what belongs to it, and clip.json, which is written last. A folder without it was left behind by a process that was killed, and goes. Never more bytes lie
/// there than are allowed: room is set aside before anything is written, and the oldest clips make it. Thread-safe.
/// </summary>
public sealed partial class ClipVault(ClipSettings settings, TimeProvider time, ILogger<ClipVault> log)
{
    public const string Video = "clip.mp4";
    private const string Document = "clip.json";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredClip> _clips = [];
    private readonly string _root = Path.GetFullPath(settings.Folder);
    private long _used;
    private bool _isFull;

    /// <summary>Bytes of clips, and of what is set aside for those in the making.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>All that are there.</summary>
    public IReadOnlyList<StoredClip> All
    {
        get
        {
            lock (_gate)
                return [.. _clips.Values];
        }
    }

    /// <summary>Told of each clip that goes.</summary>
    public event Action<string>? Gone;

    /// <summary>Finds what is there, and removes what a killed process left unfinished.</summary>
    /// <exception cref="UserErrorException">The folder cannot be made or read.</exception>
    public void Open()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(_root);
            else
                Directory.CreateDirectory(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (var stream in Directory.GetDirectories(_root).Where(folder => StreamId.IsValid(Path.GetFileName(folder))))
                foreach (var folder in Directory.GetDirectories(stream).Where(folder => ClipCursor.IsId(Path.GetFileName(folder))))
                    Find(Path.GetFileName(stream), folder);
            Show();
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            throw new UserErrorException($"The folder of clips '{_root}' cannot be used: {FileFault.Text(e)}. Check that it is writable, name another with davf.clips.folder, or go without (davf.clips.enabled=false).", e);
        }
    }

    public StoredClip? Find(string id)
    {
        lock (_gate)
            return _clips.GetValueOrDefault(id);
    }

    /// <summary>Path of a clip's file.</summary>
    public string PathOf(StoredClip clip, string name) => Path.Combine(Folder(clip.Stream, clip.Id), name);

    /// <summary>Names of what belongs to an event of a clip.</summary>
    public static string Snapshot(string e) => e + ".jpg";

    public static string Mask(string e) => e + ".mask.png";

    public static string Sound(string e) => e + ".wav";

    /// <summary>A folder for a clip in the making.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal string Begin(StreamId stream, string id) => Directory.CreateDirectory(Folder(stream.Value, id)).FullName;

    /// <summary>Sets room aside, for which the oldest clips go.</summary>
    /// <returns>False when there is none: all that is left is kept on request, or the disk is full of other things.</returns>
    internal bool TryReserve(long bytes)
    {
        lock (_gate)
        {
            var free = Free();
            while (_used + bytes > settings.Retention.Limit || free - bytes < settings.Retention.LeastFree)
            {
                if (_clips.Values.Where(clip => !clip.IsKept).MinBy(clip => clip.EndAt) is not { } oldest)
                {
                    if (!_isFull)
                        Full(log, _root, settings.Retention.Limit >> 20, settings.Retention.LeastFree >> 20);
                    _isFull = true;
                    return false;
                }
                free += oldest.Bytes;
                Remove(oldest, "room");
            }
            _isFull = false;
            _used += bytes;
            return true;
        }
    }

    internal void Release(long bytes) => Interlocked.Add(ref _used, -bytes);

    /// <summary>The clip is whole.</summary>
    /// <exception cref="IOException">The disk is full, say.</exception>
    internal StoredClip Finish(StoredClip clip)
    {
        var folder = Folder(clip.Stream, clip.Id);
        clip = clip with { Bytes = Measure(folder) + Margin(clip) };
        Write(clip);
        lock (_gate)
        {
            _clips[clip.Id] = clip;
            _used += clip.Bytes;
        }
        Show();
        return clip;
    }

    /// <summary>What was begun comes to nothing.</summary>
    internal void Drop(StreamId stream, string id) => Delete(Folder(stream.Value, id));

    /// <summary>Keeps a clip on request, or no longer.</summary>
    /// <returns>Null when there is no such clip.</returns>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public StoredClip? Keep(string id, bool kept)
    {
        lock (_gate)
        {
            if (!_clips.TryGetValue(id, out var clip))
                return null;
            try
            {
                Write(clip = clip with { IsKept = kept });
            }
            catch (Exception e) when (FileFault.Is(e))
            {
                throw new UserErrorException($"The clip '{id}' cannot be changed: {FileFault.Text(e)}.", e);
            }
            return _clips[id] = clip;
        }
    }

    /// <returns>False when there is no such clip.</returns>
    public bool Remove(string id)
    {
        lock (_gate)
        {
            if (!_clips.TryGetValue(id, out var clip))
                return false;
            Remove(clip, "request");
        }
        Show();
        return true;
    }

    /// <summary>Removes what is older than it is kept.</summary>
    internal void Prune()
    {
        var now = time.GetUtcNow();
        lock (_gate)
            foreach (var clip in _clips.Values.Where(clip => settings.Retention.EndOf(clip) < now).ToList())
                Remove(clip, "age");
        if (TryReserve(0))
            Show();
    }

    private void Find(string stream, string folder)
    {
        var file = Path.Combine(folder, Document);
        if (File.Exists(file) && StoredClip.FromJson(File.ReadAllBytes(file)) is { } clip && clip.Stream == stream && clip.Id == Path.GetFileName(folder))
        {
            clip = clip with { Bytes = Measure(folder) };
            lock (_gate)
            {
                _clips[clip.Id] = clip;
                _used += clip.Bytes;
            }
            return;
        }
        Delete(folder);
        Left(log, folder);
    }

    private void Remove(StoredClip clip, string reason)
    {
        _clips.Remove(clip.Id);
        if (Delete(Folder(clip.Stream, clip.Id)))
            _used -= clip.Bytes;
        ClipMetrics.Removed.WithLabels(reason).Inc();
        Gone?.Invoke(clip.Id);
    }

    /// <summary>The document first: what is left by a process that is killed in between is no clip.</summary>
    private static bool Delete(string folder)
    {
        try
        {
            File.Delete(Path.Combine(folder, Document));
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            return false;                                           // its bytes go on counting
        }
    }

    private void Write(StoredClip clip)
    {
        var file = PathOf(clip, Document);
        using (var stream = new FileStream(file + ".new", FileMode.Create, FileAccess.Write))
        {
            stream.Write(clip.ToJson());
            stream.Flush(flushToDisk: true);
        }
        File.Move(file + ".new", file, overwrite: true);
    }

    private static long Measure(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);

    /// <summary>For the document itself, whatever becomes of it.</summary>
    private static long Margin(StoredClip clip) => 1024 + (512 * clip.Events.Count);

    private string Folder(string stream, string id) => Path.Combine(_root, stream, id);

    private long Free()
    {
        try
        {
            return new DriveInfo(_root).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;                                   // nothing can be told; the write will
        }
    }

    private void Show() => ClipMetrics.Bytes.Set(Used);

    [LoggerMessage(70, LogLevel.Error, "No room for clips in '{Folder}': {Limit} MiB are allowed and {Free} MiB of the disk stay free (davf.clips.retention), and all that is there is kept on request. No clips are made until there is room.")]
    private static partial void Full(ILogger log, string folder, long limit, long free);

    [LoggerMessage(71, LogLevel.Information, "'{Folder}' held a clip that was not finished; it is gone.")]
    private static partial void Left(ILogger log, string folder);
}
