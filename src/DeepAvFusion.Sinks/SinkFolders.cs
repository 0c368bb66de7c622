using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Sinks;

/// <summary>Where sinks put files: one folder for all (`analyze`, a single stream) or one below it per stream (`run`).</summary>
public sealed record SinkFolders(string Root, bool PerStream)
{
    /// <summary>Held on the root; taken again with the next file where the folder was deleted or moved in the meantime.</summary>
    public FolderLock? Lock { get; init; }

    /// <summary>Full path of a stream's file; its folder then exists.</summary>
    /// <exception cref="UserErrorException">The folder cannot be made, or is another process's by now.</exception>
    public string File(StreamId stream, string relative)
    {
        var path = Path.GetFullPath(PerStream ? Path.Combine(Root, stream.Value, relative) : Path.Combine(Root, relative));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Lock?.Renew();
            return path;
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            throw WriteException.For(path, e);
        }
    }

    /// <summary>Like <see cref="File"/>, under a name that nothing has yet: what was recorded before is never written over.</summary>
    /// <exception cref="UserErrorException">The folder cannot be made, or is another process's by now.</exception>
    public string FreeFile(StreamId stream, string relative)
    {
        var first = File(stream, relative);
        var path = first;
        for (var number = 2; Path.Exists(path); number++)
            path = Path.Combine(Path.GetDirectoryName(first)!, $"{Path.GetFileNameWithoutExtension(first)}-{number}{Path.GetExtension(first)}");
        return path;
    }

    /// <summary>What stands in the names of a run's own files. Nothing in the folder of a single analysis, which has one run.</summary>
    public string OfRun(RunId run) => PerStream ? $"-{run.Value.ToString(CultureInfo.InvariantCulture)}" : "";
}
