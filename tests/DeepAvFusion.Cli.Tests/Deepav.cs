using System.Diagnostics;

namespace DeepAvFusion.Cli.Tests;

/// <summary>The program itself, as a user starts it.</summary>
internal static class Deepav
{
    /// <returns>Exit code, and what it wrote to standard output and then to standard error.</returns>
    public static Task<(int Code, string Output)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(), arguments);

    /// <param name="environment">Variables to set, or to take away (null).</param>
    /// <param name="arguments">What stands behind the program's name.</param>
    public static async Task<(int Code, string Output)> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return await RunAsync(start);
    }

    /// <summary>Where no file may become larger than this.</summary>
    public static Task<(int Code, string Output)> RunLimitedAsync(int kibibytes, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"ulimit -f {kibibytes}; exec \"$@\"", "bash", Program, .. arguments]);
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";         // else .NET itself needs a file of some megabytes
        return RunAsync(start);
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "deepav");

    private static async Task<(int Code, string Output)> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
