using System.Diagnostics;

namespace DeepAvFusion.Cli.Tests.Hosting;

/// <summary>Settings of a stream whose file of events is a pipe that nobody reads: its sink never gets through with the first item, so letting out takes the whole grace of ten minutes.</summary>
internal sealed class StuckSink : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-stuck-").FullName;
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StuckSink()
    {
        var door = Directory.CreateDirectory(Path.Combine(_folder, "door")).FullName;
        Run("mkfifo", Path.Combine(door, "events.jsonl"));
        Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=4", "-y", Path.Combine(_folder, "door.wav"));
        _watcher = new FileSystemWatcher(door, "analysis.jsonl");
        _watcher.Created += (_, _) => _begun.TrySetResult();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>The sink has its first item: it opens its other file before the pipe.</summary>
    public Task Begun => _begun.Task.WaitAsync(TimeSpan.FromSeconds(180));

    public string[] Arguments =>
    [
        "run", "--set", "davf.server.port=0", "--set", $"davf.streams.door.uri=\"{_folder}/door.wav\"", "--set", $"davf.sinks.folder=\"{_folder}\"",
        "--set", "davf.sinks.jsonl.enabled=true", "--set", "davf.shutdown.grace=10 minutes", "--set", "davf.store.enabled=false",
    ];

    public void Dispose()
    {
        _watcher.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
