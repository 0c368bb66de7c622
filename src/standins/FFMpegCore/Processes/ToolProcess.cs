using System.ComponentModel;
using System.Diagnostics;
using FFMpegCore.Exceptions;

namespace FFMpegCore.Processes;

/// <summary>One running ffmpeg or ffprobe, started without a shell; both its outputs are always read.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan OutputsAfterExit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Task _outputs;

    private ToolProcess(Process process, Func<StreamReader, Task> readOutput, Action<string> onError)
    {
        _process = process;
        _outputs = Task.WhenAll(
            Guard(() => readOutput(process.StandardOutput)),
            Guard(() => LinePump.RunAsync(process.StandardError, line =>
            {
                ErrorTail.Add(line);
                onError(line);
            })));
    }

    /// <summary>The last lines of stderr.</summary>
    public Tail ErrorTail { get; } = new();

    public static ToolProcess Start(string program, string arguments, FFOptions options, Func<StreamReader, Task> readOutput, Action<string> onError)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = options.Encoding,
                StandardErrorEncoding = options.Encoding,
                WorkingDirectory = options.WorkingDirectory,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception cause)
        {
            process.Dispose();
            throw new FFMpegException(
                FFMpegExceptionType.Operation,
                $"'{program}' could not be started ({cause.Message}): install FFmpeg, or set FFOptions.{nameof(FFOptions.BinaryFolder)} to its folder",
                cause);
        }

        return new ToolProcess(process, readOutput, onError);
    }

    /// <summary>Completes with the exit code once the process is gone and its outputs are read; throws what a callback threw.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        try
        {
            await _outputs.WaitAsync(OutputsAfterExit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // something the process started still holds its outputs open: they are not waited for
        }

        return _process.ExitCode;
    }

    /// <summary>Asks ffmpeg to finish its files and end; ffmpeg does not listen while it connects.</summary>
    public void RequestQuit() => Quietly(() => _process.StandardInput.WriteLine("q"));

    /// <summary>Ends the process and all it started, at once.</summary>
    public void Kill() => Quietly(() => _process.Kill(entireProcessTree: true));

    public void Dispose() => _process.Dispose();

    private async Task Guard(Func<Task> read)
    {
        try
        {
            await Task.Run(read).ConfigureAwait(false);
        }
        catch
        {
            Kill();
            throw;
        }
    }

    /// <summary>Does what may come too late for a process that ends by itself just now.</summary>
    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or IOException or ObjectDisposedException or AggregateException)
        {
        }
    }
}
