using System.Diagnostics;
using System.Globalization;

namespace DeepAvFusion.Cli.Tests.Hosting;

/// <summary>The program itself under signals, in a terminal and under systemd.</summary>
public sealed class SignalSpecs : IDisposable
{
    private const string Stopping = "Stopping: letting out what is inside";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(30);        // of a grace of ten minutes

    private readonly StuckSink _stuck = new();
    private readonly NotifySocket _systemd = new();

    public void Dispose()
    {
        _stuck.Dispose();
        _systemd.Dispose();
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task The_first_signal_lets_out_what_is_inside_and_a_second_one_ends_the_process_at_once(string signal, int code)
    {
        // whoever starts the tests may have it ignored
        var start = new ProcessStartInfo("env", [$"--default-signal={signal}", Path.Combine(AppContext.BaseDirectory, "deepav"), .. _stuck.Arguments]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        try
        {
            await LineAsync(process.StandardError, "Open http");
            await _stuck.Begun;
            await SignalAsync(signal, process.Id);
            await LineAsync(process.StandardError, Stopping);
            Assert.False(process.HasExited);
            await SignalAsync(signal, process.Id);
            Assert.Equal(code, await EndAsync(process, AtOnce));
        }
        finally
        {
            Kill(process);
        }
    }

    [Fact]
    public async Task Under_systemd_a_second_signal_ends_the_process_at_once_too_and_the_log_is_the_programs_own()
    {
        using var process = Process.Start(SystemdShell.Running(_systemd, _stuck.Arguments))!;
        var program = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        try
        {
            await LineAsync(process.StandardError, "<6>Stream door: ");
            await HeardAsync("READY=1");
            await _stuck.Begun;
            await SignalAsync("TERM", program);
            await HeardAsync("STOPPING=1");
            await LineAsync(process.StandardError, Stopping);
            await SignalAsync("TERM", program);
            Assert.Equal(143, await EndAsync(process, AtOnce));
        }
        finally
        {
            Kill(process);
        }
    }

    [Fact]
    public async Task An_analysis_that_is_stopped_keeps_what_it_has_and_says_so_by_its_exit_code()
    {
        var folder = Directory.CreateTempSubdirectory("davf-stopped-").FullName;
        using (var sound = Process.Start("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=duration=600", Path.Combine(folder, "long.wav")]))
            await sound.WaitForExitAsync();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "deepav"), ["analyze", Path.Combine(folder, "long.wav"), "--live", "--out", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var lines = new FileInfo(Path.Combine(folder, "analysis.jsonl"));
            Assert.True(SpinWait.SpinUntil(() =>
            {
                lines.Refresh();
                return lines is { Exists: true, Length: > 0 };
            }, Patience));
            await SignalAsync("TERM", process.Id);
            Assert.Equal(130, await EndAsync(process, Patience));
            Assert.Contains("stopped", string.Concat(await output), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(folder, "summary.json")));
        }
        finally
        {
            Kill(process);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Standard_output_stays_for_results_however_much_is_logged()
    {
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "deepav"), ["run", "--set", "davf.server.port=0", "--set", "davf.store.enabled=false", "--set", "davf.logging.level=debug", "--set", "davf.logging.levels.Akka=debug"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            await LineAsync(process.StandardError, "Open http");
            await SignalAsync("TERM", process.Id);
            var rest = process.StandardError.ReadToEndAsync();
            Assert.Equal(0, await EndAsync(process, Patience));
            Assert.Equal("", await output);
            await rest;
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>Listens until systemd has heard something.</summary>
    private async Task HeardAsync(string message)
    {
        while (await _systemd.NextAsync() != message)
        {
            // that it lives
        }
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Reads until a line has come that contains a text.</summary>
    private static async Task LineAsync(StreamReader reader, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }
        Assert.Fail($"'{text}' was not written.");
    }

    private static async Task<int> EndAsync(Process process, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
    }
}
