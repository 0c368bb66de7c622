using System.Collections.Concurrent;
using System.Diagnostics;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>The program itself, as a user starts it.</summary>
internal sealed class DeepavProcess : IDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly ConcurrentQueue<string> _all = new();

    private DeepavProcess(Process process) => _process = process;

    private static string Program => Path.Combine(AppContext.BaseDirectory, "deepav");

    /// <summary>A folder of its own to work in, unless a test gives one.</summary>
    private DirectoryInfo? Folder { get; init; }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _all);

    public static DeepavProcess Start(params string[] arguments) => StartBehind([], arguments);

    /// <param name="before">A program, and what it is told, that becomes this one.</param>
    public static DeepavProcess StartBehind(string[] before, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("davf-run-");
        return Start(folder.FullName, folder, [.. before, Program, .. arguments]);
    }

    public static DeepavProcess StartIn(string folder, params string[] arguments) => Start(folder, null, [Program, .. arguments]);

    private static DeepavProcess Start(string workingIn, DirectoryInfo? own, string[] all)
    {
        var process = new Process { StartInfo = new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = workingIn, RedirectStandardOutput = true, RedirectStandardError = true } };
        var started = new DeepavProcess(process) { Folder = own };
        process.OutputDataReceived += (_, e) => started.Take(e.Data);
        process.ErrorDataReceived += (_, e) => started.Take(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>The next line that contains a text; fails with all output when it does not come.</summary>
    public string WaitForLine(string text, TimeSpan timeout)
    {
        var until = DateTime.UtcNow + timeout;
        while (DateTime.UtcNow < until)
        {
            if (_lines.TryTake(out var line, until - DateTime.UtcNow) && line.Contains(text, StringComparison.Ordinal))
                return line;
            if (_process.HasExited)
                break;
        }
        throw new Xunit.Sdk.XunitException($"'{text}' was not printed:\n{Output}");
    }

    public void Signal(int signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(TimeSpan.FromSeconds(60));
        _process.Dispose();
        Folder?.Delete(recursive: true);
        _lines.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null || _lines.IsAddingCompleted)
            return;
        _all.Enqueue(line);
        try
        {
            _lines.Add(line);
        }
        catch (ObjectDisposedException)
        {
            // the test is over
        }
    }
}
