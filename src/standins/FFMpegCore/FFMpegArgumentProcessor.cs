using System.Globalization;
using System.Text.RegularExpressions;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Processes;

namespace FFMpegCore;

/// <summary>A complete ffmpeg command, ready to run.</summary>
public partial class FFMpegArgumentProcessor
{
    private readonly FFMpegArguments _arguments;
    private readonly List<Action<FFOptions>> _configurations = [];
    private readonly Lock _lock = new();
    private CancellationTokenRegistration _registration;
    private FFMpegRun? _run;
    private bool _cancelled;
    private FFMpegLogLevel? _logLevel;
    private Action<string>? _onError;
    private Action<string>? _onOutput;
    private Action<double>? _onPercentage;
    private Action<TimeSpan>? _onTime;
    private TimeSpan? _total;

    internal FFMpegArgumentProcessor(FFMpegArguments arguments) => _arguments = arguments;

    /// <summary>The command line after the program's name.</summary>
    public string Arguments => _arguments.Text;

    /// <summary>Reports percent done of a known length, 100 at the end.</summary>
    public FFMpegArgumentProcessor NotifyOnProgress(Action<double> onPercentageProgress, TimeSpan totalTimeSpan)
    {
        _onPercentage = onPercentageProgress;
        _total = totalTimeSpan;
        return this;
    }

    /// <summary>Reports the media time reached.</summary>
    public FFMpegArgumentProcessor NotifyOnProgress(Action<TimeSpan> onTimeProgress)
    {
        _onTime = onTimeProgress;
        return this;
    }

    /// <summary>Reports each line of stdout; called on a background thread.</summary>
    public FFMpegArgumentProcessor NotifyOnOutput(Action<string> onOutput)
    {
        _onOutput = onOutput;
        return this;
    }

    /// <summary>Reports each line of stderr; called on a background thread.</summary>
    public FFMpegArgumentProcessor NotifyOnError(Action<string> onError)
    {
        _onError = onError;
        return this;
    }

    /// <summary>Hands out the action that ends the run.</summary>
    /// <param name="timeout">milliseconds that ffmpeg gets to finish its files before it is killed; -1 waits for ever</param>
    public FFMpegArgumentProcessor CancellableThrough(out Action cancel, int timeout = 0)
    {
        cancel = () => Cancel(timeout);
        return this;
    }

    /// <summary>Ends the run when the token is cancelled.</summary>
    /// <param name="timeout">milliseconds that ffmpeg gets to finish its files before it is killed; -1 waits for ever</param>
    public FFMpegArgumentProcessor CancellableThrough(CancellationToken token, int timeout = 0)
    {
        token.ThrowIfCancellationRequested();
        _registration.Dispose();
        _registration = token.Register(() => Cancel(timeout));
        return this;
    }

    /// <summary>Changes the options of this run.</summary>
    public FFMpegArgumentProcessor Configure(Action<FFOptions> configureOptions)
    {
        _configurations.Add(configureOptions);
        return this;
    }

    /// <summary>Sets the log level of this run, before <see cref="FFOptions.LogLevel"/>.</summary>
    public FFMpegArgumentProcessor WithLogLevel(FFMpegLogLevel logLevel)
    {
        _logLevel = logLevel;
        return this;
    }

    /// <summary>As <see cref="ProcessAsynchronously"/>, blocking the caller.</summary>
    public bool ProcessSynchronously(bool throwOnError = true, FFOptions? ffMpegOptions = null) =>
        Task.Run(() => ProcessAsynchronously(throwOnError, ffMpegOptions)).GetAwaiter().GetResult();

    /// <summary>Runs the command to its end.</summary>
    /// <param name="throwOnError">
    /// a bad exit is an <see cref="FFMpegException"/> with the exit code in its message and the end of stderr, a cancelled run an
    /// <see cref="OperationCanceledException"/>; without it both return false
    /// </param>
    public async Task<bool> ProcessAsynchronously(bool throwOnError = true, FFOptions? ffMpegOptions = null)
    {
        try
        {
            return Finish(await RunAsync(Configured(ffMpegOptions)).ConfigureAwait(false), throwOnError);
        }
        catch (OperationCanceledException) when (_cancelled && !throwOnError)
        {
            return false;
        }
        finally
        {
            _registration.Dispose();
        }
    }

    private async Task<(int ExitCode, Tail Errors)> RunAsync(FFOptions options)
    {
        ThrowIfCancelled();
        var text = _arguments.Text + ((_logLevel ?? options.LogLevel) is { } level ? $" -v {CommandLine.Lower(level)}" : "");
        try
        {
            _arguments.Pre();
            using var process = ToolProcess.Start(
                GlobalFFOptions.GetFFMpegBinaryPath(options), text, options, ReadOutput, OnError);
            using var run = new FFMpegRun(process, _arguments);
            var exitCode = await CompleteAsync(run).ConfigureAwait(false);
            ThrowIfCancelled();
            return (exitCode, process.ErrorTail);
        }
        finally
        {
            _arguments.Post();
        }
    }

    private async Task<int> CompleteAsync(FFMpegRun run)
    {
        Enter(run);
        try
        {
            return await run.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (_lock) _run = null;
        }
    }

    private void Enter(FFMpegRun run)
    {
        lock (_lock)
        {
            _run = run;
            if (_cancelled) run.Stop(graceMilliseconds: 0);
        }
    }

    private void Cancel(int timeout)
    {
        lock (_lock)
        {
            _cancelled = true;
            _run?.Stop(timeout);
        }
    }

    private void ThrowIfCancelled()
    {
        if (_cancelled) throw new OperationCanceledException("ffmpeg processing was cancelled");
    }

    private bool Finish((int ExitCode, Tail Errors) result, bool throwOnError)
    {
        var (exitCode, errors) = result;
        if (throwOnError && exitCode != 0)
        {
            throw new FFMpegException(
                FFMpegExceptionType.Process, $"ffmpeg exited with non-zero exit-code ({exitCode} - {errors})", null, errors.ToString());
        }

        _onPercentage?.Invoke(100.0);
        if (_total is { } total) _onTime?.Invoke(total);
        return exitCode == 0;
    }

    private FFOptions Configured(FFOptions? given)
    {
        var options = given ?? GlobalFFOptions.Current.Clone();
        foreach (var configure in _configurations) configure(options);
        return options;
    }

    private Task ReadOutput(StreamReader stdout) => LinePump.RunAsync(stdout, line => _onOutput?.Invoke(line));

    private void OnError(string line)
    {
        _onError?.Invoke(line);
        if (_onTime is null && _onPercentage is null) return;
        var match = ProgressTime().Match(line);
        if (!match.Success || !TimeSpan.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var time)) return;
        _onTime?.Invoke(time);
        if (_total is { } total) _onPercentage?.Invoke(Math.Round(time / total * 100, 2));
    }

    [GeneratedRegex(@"time=(\d\d:\d\d:\d\d\.\d\d?)")]
    private static partial Regex ProgressTime();
}
