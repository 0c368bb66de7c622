using System.Diagnostics;

namespace DeepAvFusion.Model.Tests.Checkpoints;

/// <summary>Debian's Python with PyTorch, as the other side of the file formats.</summary>
internal static class PythonTorch
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> Found = new(() => File.Exists(Python) && Start("import torch").ExitCode == 0);

    public static bool IsPresent => Found.Value;

    /// <summary>Runs a script and gives back what it printed.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var (code, output, error) = Start(script, arguments);
        Assert.True(code == 0, error);
        return output.Trim();
    }

    private static (int ExitCode, string Output, string Error) Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        foreach (var argument in (string[])["-c", script, .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}

/// <summary>A test that needs PyTorch beside it.</summary>
internal sealed class PythonTorchFactAttribute : FactAttribute
{
    public PythonTorchFactAttribute()
    {
        if (!PythonTorch.IsPresent)
            Skip = "needs Debian's python3-torch";
    }
}
