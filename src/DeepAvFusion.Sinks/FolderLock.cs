using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks;

/// <summary>
/// Held while files are written to a folder, so that two instances on one folder are told apart. The system lets go of it with the process, however that ends. Thread-safe.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private const string Name = ".deepav.lock";
    private const int WouldBlock = 11;                              // EAGAIN: somebody else holds it

    private readonly string _folder;
    private readonly Lock _gate = new();
    private FileStream? _file;
    private FilePlace _place;

    private FolderLock(string folder) => _folder = folder;

    /// <summary>Takes the lock; a folder that cannot be written has none for now, and is reported by whoever writes.</summary>
    /// <exception cref="UserErrorException">Another process writes there.</exception>
    public static FolderLock Take(string folder)
    {
        var taken = new FolderLock(folder);
        taken.Renew();
        return taken;
    }

    /// <summary>Takes the lock where there is none: the folder could not be written before, or has been deleted, moved or replaced.</summary>
    /// <exception cref="UserErrorException">Another process writes there.</exception>
    public void Renew()
    {
        lock (_gate)
        {
            while (_file is null || _place.IsGone)
            {
                _file?.Dispose();
                if ((_file = Open()) is null)
                    return;
                _place = FilePlace.Of(_file);                       // whoever held it may have removed the file in this moment
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_file is { } file && !_place.IsGone)
                Remove(file.Name);
            _file?.Dispose();
            _file = null;
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            // the folder has become read-only: the file stays, and is no lock without its holder
        }
    }

    private FileStream? Open()
    {
        try
        {
            var full = Directory.CreateDirectory(_folder).FullName;
            return new FileStream(Path.Combine(full, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            _file = null;
            throw new UserErrorException($"Another deepav writes to the folder '{_folder}': give each a folder of its own (davf.sinks.folder, davf.store.spool.folder, or --out).", e);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            return null;
        }
    }
}
