using System.Diagnostics;

namespace DeepAvFusion.Integration.Tests.Published;

/// <summary>The command line, published from what was built for these tests.</summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    public static string Root { get; } = FindRoot();

    public string Folder { get; } = Directory.CreateTempSubdirectory("deepav-published-").FullName;

    public static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }

    public async Task InitializeAsync()
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";
        var (code, output) = await RunAsync(
            "dotnet", "publish", Path.Combine(Root, "src/DeepAvFusion.Cli"), "--no-build", "-c", configuration, "-o", Folder, "--nologo", "-v", "quiet",
            "-p:CreateHardLinksForPublishFilesIfPossible=true");
        Assert.True(code == 0, output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DeepAvFusion.Streaming.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
