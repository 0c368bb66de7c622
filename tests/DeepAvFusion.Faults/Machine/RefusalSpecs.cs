using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using DeepAvFusion.EndToEnd.Tests;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Faults.Operator;
using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Faults.Machine;

/// <summary>What cannot work is one line and an exit code.</summary>
public sealed class RefusalSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("a device that is not there", "cuda", "run", "--set", "davf.server.port=0", "--set", "davf.model.device=cuda:7")]
    [InlineData("a number type that does not exist", "float32 or bfloat16|bfloat16", "run", "--set", "davf.server.port=0", "--set", "davf.model.dtype=float16")]
    [InlineData("a cut checkpoint", "cut.safetensors", "run", "--set", "davf.server.port=0", "--model", "cut.safetensors")]
    public async Task Is_refused_at_the_start_in_a_line(string fault, string told, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("davf-refusal-").FullName;
        var cut = Path.Combine(folder, "cut.safetensors");
        var weights = Directory.GetFiles(AppContext.BaseDirectory, "*.safetensors", SearchOption.AllDirectories)[0];
        await using (var from = File.OpenRead(weights))
        {
            var half = new byte[from.Length / 2];
            await from.ReadExactlyAsync(half);
            await File.WriteAllBytesAsync(cut, half);
        }
        using var program = DeepavProcess.Start([.. arguments.Select(argument => argument == "cut.safetensors" ? cut : argument)]);
        var code = await program.WaitForExitAsync(Patience);
        var said = program.Output.Split('\n').LastOrDefault(line => line.Length > 0) ?? "";
        List<string> problems = [];
        if (code != 1 || !System.Text.RegularExpressions.Regex.IsMatch(said, told))
            problems.Add($"exit code {code}: {program.Output}");
        Directory.Delete(folder, recursive: true);
        new FaultOutcome(fault, "-", null, $"exit code {code}: {said.Replace(cut, "cut.safetensors", StringComparison.Ordinal)}", null, null, problems).Judge();
    }

    [Fact]
    public async Task Weights_that_overflow_are_told_as_such_and_nothing_is_told_as_a_result()
    {
        var folder = Directory.CreateTempSubdirectory("davf-broken-").FullName;
        var model = Path.Combine(folder, "broken.safetensors");
        await File.WriteAllBytesAsync(model, Overflowing(await File.ReadAllBytesAsync(Directory.GetFiles(AppContext.BaseDirectory, "*.safetensors", SearchOption.AllDirectories)[0])));
        using var footage = new Footage();
        await using var camera = new Camera(footage.Usual);
        using var analyzer = RunningAnalyzer.Start($"windowing.step = 1s\nmodel.checkpoint = \"{model}\"", folder);
        await analyzer.AddAsync("door", camera.Uri);
        await analyzer.TellsAsync("door", told => told.Lost > 0, Patience, "loses a window");
        var watch = Stopwatch.StartNew();
        await analyzer.TellsAsync("door", told => told.State == "faulted" && told.Detail.Contains("no numbers", StringComparison.Ordinal), Patience, "tells that it cannot be analysed");
        await Waiting.UntilAsync(async () => (await analyzer.HealthAsync("ready")).Code == HttpStatusCode.ServiceUnavailable, Patience, "readiness to go");
        var told = watch.Elapsed;
        List<string> problems = [];
        if (told > Bound * Bars.Now.Patience)
            problems.Add("too late");
        if ((await analyzer.HealthAsync("live")).Text != "live" || !(await analyzer.MetricsAsync()).Contains("reason=\"failed\"", StringComparison.Ordinal))
            problems.Add("health or metrics do not answer");
        if (analyzer.Windows("door").Count > 0)
            problems.Add("results were told");
        analyzer.Signal(15);
        await analyzer.WaitForExitAsync(Patience);
        Directory.Delete(folder, recursive: true);
        new FaultOutcome("weights that overflow", "10 s", told, "inference failed; faulted, not ready, live", null, null, problems).Judge();
    }

    [Fact]
    public async Task A_cut_recording_is_analysed_as_far_as_it_goes_and_told()
    {
        using var footage = new Footage();
        var folder = Directory.CreateTempSubdirectory("davf-cut-").FullName;
        File.Copy(footage.Make("twelve.mkv", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=10", "-f", "lavfi", "-i", "sine=f=440:r=48000", "-t", "12", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"), Path.Combine(folder, "twelve.mkv"));
        await using var web = new WebServer(folder);
        using var program = DeepavProcess.Start("analyze", $"http://127.0.0.1:{web.Port}/cut/twelve.mkv", "--out", Path.Combine(folder, "out"));
        var code = await program.WaitForExitAsync(Patience);
        var lines = File.ReadAllLines(Path.Combine(folder, "out", "analysis.jsonl")).Length;
        List<string> problems = [];
        if (code != 4 || lines < 2)
            problems.Add($"exit code {code}, {lines} windows: {program.Output}");
        Directory.Delete(folder, recursive: true);
        new FaultOutcome("a server hangs up in the middle of a recording", "-", null, $"exit code {code}, {lines} windows of what came", null, null, problems).Judge();
    }

    /// <summary>The same file with every 32-bit weight a number that overflows with the next product.</summary>
    private static byte[] Overflowing(byte[] file)
    {
        var start = 8 + (int)BitConverter.ToInt64(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, start - 8));
        foreach (var tensor in header.RootElement.EnumerateObject().Where(tensor => tensor.Value.TryGetProperty("dtype", out var type) && type.GetString() is "F32" or "F16"))
        {
            var (from, to) = (tensor.Value.GetProperty("data_offsets")[0].GetInt32(), tensor.Value.GetProperty("data_offsets")[1].GetInt32());
            if (tensor.Value.GetProperty("dtype").GetString() == "F32")
                MemoryMarshal.Cast<byte, float>(file.AsSpan()[(start + from)..(start + to)]).Fill(float.MaxValue);
            else
                MemoryMarshal.Cast<byte, Half>(file.AsSpan()[(start + from)..(start + to)]).Fill(Half.MaxValue);
        }
        return file;
    }
}
