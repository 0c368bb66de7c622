using System.Text;
using FFMpegCore.Arguments;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;
using FFMpegCore.Processes;

namespace FFMpegCore;

/// <summary>Asks ffprobe what is in a file or stream. Errors: <see cref="FFMpegException"/>, <see cref="FFProbeException"/>.</summary>
public static class FFProbe
{
    private const int LongestAnswer = 64 << 20;

    public static IMediaAnalysis Analyse(string filePath, FFOptions? ffOptions = null, string? customArguments = null) =>
        Wait(() => AnalyseAsync(filePath, ffOptions, CancellationToken.None, customArguments));

    public static IMediaAnalysis Analyse(Uri uri, FFOptions? ffOptions = null, string? customArguments = null) =>
        Wait(() => AnalyseAsync(uri, ffOptions, CancellationToken.None, customArguments));

    public static IMediaAnalysis Analyse(Stream stream, FFOptions? ffOptions = null, string? customArguments = null) =>
        Wait(() => AnalyseAsync(stream, ffOptions, CancellationToken.None, customArguments));

    /// <param name="customArguments">further words of the command line</param>
    public static async Task<IMediaAnalysis> AnalyseAsync(
        string filePath, FFOptions? ffOptions = null, CancellationToken cancellationToken = default, string? customArguments = null)
    {
        if (!File.Exists(filePath)) throw new FFMpegException(FFMpegExceptionType.File, $"No file found at '{filePath}'");
        return await RunAsync(CommandLine.QuoteFile(filePath), ffOptions, customArguments, null, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="customArguments">further words of the command line</param>
    public static Task<IMediaAnalysis> AnalyseAsync(
        Uri uri, FFOptions? ffOptions = null, CancellationToken cancellationToken = default, string? customArguments = null) =>
        RunAsync(CommandLine.Quote(uri.AbsoluteUri), ffOptions, customArguments, null, cancellationToken);

    /// <summary>Analyses a stream from its current position; ffprobe reads as much of it as it needs.</summary>
    /// <param name="customArguments">further words of the command line</param>
    public static async Task<IMediaAnalysis> AnalyseAsync(
        Stream stream, FFOptions? ffOptions = null, CancellationToken cancellationToken = default, string? customArguments = null)
    {
        using var pipe = new InputPipeArgument(new StreamPipeSource(stream));
        pipe.Pre();
        return await RunAsync(CommandLine.Quote(pipe.PipePath), ffOptions, customArguments, pipe, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IMediaAnalysis> RunAsync(
        string input, FFOptions? ffOptions, string? customArguments, InputPipeArgument? pipe, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var options = ffOptions ?? GlobalFFOptions.Current;
        var arguments = $"-loglevel error -print_format json -show_format -sexagesimal -show_streams {input} {customArguments}";
        var answer = new StringBuilder();
        using var process = ToolProcess.Start(
            GlobalFFOptions.GetFFProbeBinaryPath(options), arguments, options, stdout => ReadAsync(stdout, answer), _ => { });
        using var cancellation = cancellationToken.Register(process.Kill);
        using var exited = new CancellationTokenSource();
        var exit = process.WaitForExitAsync();
        var feeding = pipe?.During(exited.Token) ?? Task.CompletedTask;
        await Task.WhenAny(exit).ConfigureAwait(false);
        await exited.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(exit, feeding).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var exitCode = await exit.ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw new FFMpegException(
                FFMpegExceptionType.Process,
                $"ffprobe exited with non-zero exit-code ({exitCode} - {process.ErrorTail})",
                null,
                process.ErrorTail.ToString());
        }

        return AnalysisReader.Read(answer.ToString(), process.ErrorTail.ToList());
    }

    private static async Task ReadAsync(StreamReader stdout, StringBuilder answer)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await stdout.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            if (answer.Length > LongestAnswer) throw new FFProbeException($"ffprobe's answer is longer than {LongestAnswer >> 20} MiB");
            answer.Append(buffer, 0, count);
        }
    }

    private static IMediaAnalysis Wait(Func<Task<IMediaAnalysis>> analyse) => Task.Run(analyse).GetAwaiter().GetResult();
}
