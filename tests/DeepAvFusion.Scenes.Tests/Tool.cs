using System.Diagnostics;

namespace DeepAvFusion.Scenes.Tests;

/// <summary>Runs ffmpeg or ffprobe to its end.</summary>
internal static class Tool
{
    public static async Task<byte[]> RunAsync(string program, byte[]? input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-v", "error", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new MemoryStream();
        var copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        if (input is not null) await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await copy;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await errors}");
        return output.ToArray();
    }

    public static async Task<string[]> LinesAsync(string program, params string[] arguments) =>
        System.Text.Encoding.UTF8.GetString(await RunAsync(program, null, arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
