using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Core;

namespace DeepAvFusion.Benchmarks.Beside;

/// <summary>A Python process with the same network in plain PyTorch. It lives as long as the benchmark and works when it is asked to.</summary>
internal sealed class PlainTorch : IDisposable
{
    // the system's own Python too: another one on the PATH may lack the package
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];
    private readonly Process _process;

    private PlainTorch(Process process, string version) => (_process, Version) = (process, version);

    /// <summary>PyTorch's version.</summary>
    public string Version { get; }

    /// <summary>What a table says on a processor without bfloat16; nothing on others.</summary>
    public static IReadOnlyList<string> TypeNote { get; } =
        CpuFacts.HasBfloat16 ? [] : ["This CPU has no bfloat16: ours goes by float32, and PyTorch's, which takes a minute a window, is left out."];

    /// <summary>What a table says of it, or of how to get it.</summary>
    public static string Note(PlainTorch? plain) => plain is null
        ? "PyTorch for python3 is missing, so there is nothing to compare with: apt-get install python3-torch"
        : $"Beside: PyTorch {plain.Version}, eager, with the same threads and wait policy, on the libraries it finds itself.";

    /// <summary>Starts it; null where no Python has PyTorch.</summary>
    public static PlainTorch? Start(BenchSettings settings)
    {
        foreach (var python in Pythons)
        {
            if (Launch(python, settings) is not { } process)
                continue;
            var hello = process.StandardOutput.ReadLine() is { } line ? JsonNode.Parse(line) : null;
            if (hello?["torch"] is { } version)
                return new PlainTorch(process, (string)version!);
            End(process);
        }
        return null;
    }

    /// <summary>Builds a network beside those of other number types.</summary>
    /// <param name="kind">`encoder`, with recognition heads, or `autoencoder`.</param>
    /// <param name="type">float32 or bfloat16, by which it is called afterwards.</param>
    /// <param name="weights">A .pth file with the encoder's weights, or null for random ones.</param>
    /// <returns>Seconds it took to load the weights; null without any.</returns>
    public double? Build(string kind, JsonNode config, string device, string type, int classes = 0, string? weights = null) => (double?)Ask(new JsonObject
    {
        ["do"] = "build",
        ["kind"] = kind,
        ["config"] = config.DeepClone(),
        ["device"] = device,
        ["dtype"] = type,
        ["classes"] = classes,
        ["weights"] = weights,
    })["load"];

    /// <summary>Forgets what was built.</summary>
    public void Drop() => Ask(new JsonObject { ["do"] = "drop" });

    /// <returns>Seconds of one forward.</returns>
    public double Forward(string type, int batch) => (double)Ask(new JsonObject { ["do"] = "forward", ["dtype"] = type, ["batch"] = batch })["seconds"]!;

    /// <returns>Bytes one forward needs on top of the weights.</returns>
    public double Peak(string type, int batch) => (double)Ask(new JsonObject { ["do"] = "peak", ["dtype"] = type, ["batch"] = batch })["bytes"]!;

    /// <returns>Seconds of one pre-training step.</returns>
    public double Step(int batch, bool autocast) => (double)Ask(new JsonObject { ["do"] = "step", ["batch"] = batch, ["autocast"] = autocast })["seconds"]!;

    /// <summary>Encodes numbers of one file into another: the image's, the sound's and the fusion tokens, float32.</summary>
    public void Outputs(string image, string audio, string result) =>
        Ask(new JsonObject { ["do"] = "outputs", ["image"] = image, ["audio"] = audio, ["result"] = result });

    public void Dispose() => End(_process);

    private static Process? Launch(string python, BenchSettings settings)
    {
        var threads = settings.Threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "peer", "plain_pytorch.py"), threads, settings.Clock == BenchClock.Cpu ? "cpu" : "wall"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // the setting that is best for it: threads that wait do not spin
        start.Environment["OMP_NUM_THREADS"] = threads;
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        start.Environment["GOMP_SPINCOUNT"] = "0";
        // some machines name a kernel for another CPU than theirs, with which OpenBLAS runs at half its speed
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        try
        {
            var process = Process.Start(start);
            process?.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private JsonNode Ask(JsonObject request)
    {
        try
        {
            _process.StandardInput.WriteLine(request.ToJsonString());
            _process.StandardInput.Flush();
            var answer = _process.StandardOutput.ReadLine() is { } line ? JsonNode.Parse(line) : null;
            if (answer?["error"] is { } error)
                throw new UserErrorException($"The PyTorch program beside cannot '{(string)request["do"]!}': {(string)error!}.");
            return answer ?? throw new UserErrorException("The PyTorch program beside ended in the middle: is there enough memory for two of these networks? Try --preset small.");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new UserErrorException($"The PyTorch program beside broke off: {e.Message}", e);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it has ended already
        }
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
