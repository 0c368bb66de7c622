using System.CommandLine;
using DeepAvFusion.Cli.About;
using DeepAvFusion.Cli.Access;
using DeepAvFusion.Cli.Analyze;
using DeepAvFusion.Cli.Bench;
using DeepAvFusion.Cli.Checkpoints;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Cli.Data;
using DeepAvFusion.Cli.Evidence;
using DeepAvFusion.Cli.Learning;
using DeepAvFusion.Cli.Run;
using DeepAvFusion.Cli.Scenes;
using DeepAvFusion.Cli.Store;
using DeepAvFusion.Cli.Train;
using DeepAvFusion.Cli.Verify;
using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Sinks;
using Spectre.Console;

namespace DeepAvFusion.Cli;

/// <summary>
/// The command line: `deepav COMMAND`. What users get wrong is one line and exit code 1; wrong usage is 2; what was done but not with all that came in, or not all of it saved, is 3; a source that
/// broke off is 4; evidence that is not the same is 5; a stop by signal is 130.
/// </summary>
public static class EntryPoint
{
    public const int Failed = 1;
    public const int Incomplete = 3;
    public const int BrokeOff = 4;
    public const int Differs = 5;
    public const int Interrupted = 130;

    // columns of tables that go to a file or a pipe
    private const int WidthOfFiles = 140;

    public static async Task<int> RunAsync(string[] args)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Width = WidthOfFiles;
        }
        using var limit = FileSizeLimit.Tolerate();
        var root = Root();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(TerminalText.Line($"deepav: {string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}")).ConfigureAwait(false);
            await Console.Error.WriteLineAsync("Try: deepav --help").ConfigureAwait(false);
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }).ConfigureAwait(false);
        }
        catch (UserErrorException e)
        {
            AnsiConsole.Console.Profile.Out.Writer.Flush();
            await Console.Error.WriteLineAsync(TerminalText.Lines($"deepav: {e.Message}")).ConfigureAwait(false);
            if (e is CheckpointException { Mismatch: { } mismatch })
                await Console.Error.WriteAsync(Explained(mismatch)).ConfigureAwait(false);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    /// <summary>Every key in which a checkpoint and the network differ, a line each, and what would fit.</summary>
    private static string Explained(CheckpointMismatch mismatch)
    {
        var lines = mismatch.Lines().Select(line => $"  {line}");
        if (mismatch.NearestPreset is { } nearest)
            lines = lines.Append($"The preset nearest to the file is '{nearest}'.");
        return string.Concat(lines.Select(line => TerminalText.Line(line) + Environment.NewLine));
    }

    /// <summary>All commands, with their help.</summary>
    public static RootCommand Root() => new("Live audio-visual analyzer: what sounds, where it is in the picture, and what each thing sounds like alone.")
    {
        RunCommand.Create(),
        AnalyzeCommand.Create(),
        ScenesCommand.Create(),
        TrainCommand.Create(),
        EvalCommand.Create(),
        DataCommand.Create(),
        VerifyCommand.Create(),
        CheckpointCommand.Create(),
        StoreCommand.Create(),
        EvidenceCommand.Create(),
        LearningCommand.Create(),
        UserCommand.Create(),
        TokenCommand.Create(),
        BenchCommand.Create(),
        AboutCommand.Create(),
    };
}
