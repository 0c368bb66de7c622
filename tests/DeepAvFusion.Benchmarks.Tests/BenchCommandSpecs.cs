using System.Diagnostics;
using System.Text.Json;

namespace DeepAvFusion.Benchmarks.Tests;

/// <summary>The command as users call it.</summary>
public sealed class BenchCommandSpecs
{
    [Theory]
    [InlineData("window")]
    [InlineData("model")]
    [InlineData("memory")]
    [InlineData("train")]
    [InlineData("ingest")]
    [InlineData("overload")]
    [InlineData("store")]
    [InlineData("all")]
    public async Task Help_tells_of_the_options(string bench)
    {
        var run = await RunAsync("bench", bench, "--help");
        Assert.Equal(0, run.Code);
        Assert.Contains("--quick", run.Output, StringComparison.Ordinal);
        Assert.Contains("--json", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--batch", "0", "--batch 0 must be 1 to 512")]
    [InlineData("--batch", "1,many", "numbers separated by commas")]
    [InlineData("--preset", "giant", "known are tiny, small, base, large")]
    [InlineData("--turns", "0", "--turns 0 must be 1 to 1000")]
    [InlineData("--threads", "0", "--threads 0 must be 1 to 1024")]
    [InlineData("--device", "gpu", "cpu, cuda, cuda:N or auto")]
    [InlineData("--agreement", "-1", "--agreement -1 must be 0 to 100000")]
    public async Task A_wrong_option_is_one_clear_line(string option, string value, string words)
    {
        var run = await RunAsync("bench", "model", option, value);
        Assert.Equal(1, run.Code);
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(words, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_model_measures_a_small_network()
    {
        var rows = await JsonAsync("bench", "model", "--preset", "tiny", "--batch", "2", "--turns", "1", "--agreement", "2", "--json");
        Assert.Contains(rows, row => row["what"].GetString() == "tiny, batch 2: float32" && row["ours"].GetProperty("median").GetDouble() > 0);
        Assert.Contains(rows, row => row["what"].GetString() == "tiny: same top-1");
        // where PyTorch is there, both programs must have computed the same network
        Assert.All(rows.Where(row => row["what"].GetString() == "tiny: outputs of both differ by"), row => Assert.Equal("met", row["verdict"].GetString()));
    }

    [Fact]
    public async Task Bench_store_judges_every_search_of_a_small_store()
    {
        var rows = await JsonAsync("bench", "store", "--events", "5000", "--json");
        Assert.Equal(9, rows.Count(row => row["what"].GetString()!.StartsWith("slowest of", StringComparison.Ordinal) && row["verdict"].GetString() is "met" or "missed"));
        Assert.Contains(rows, row => row["what"].GetString()!.Contains("find similar", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bench_memory_measures_in_a_process_that_keeps_no_freed_memory()
    {
        var rows = await JsonAsync("bench", "memory", "--preset", "tiny", "--batch", "1,8", "--turns", "3", "--json");
        double Median(string what) => rows.Single(row => row["what"].GetString() == what)["ours"].GetProperty("median").GetDouble();
        const double least = 8 * 256 * 256 * 4;                   // of eight pictures alone there are more numbers than that
        Assert.InRange(Median("tiny, batch 8: float32"), least, 100 * least);
        Assert.True(Median("tiny, batch 8: float32") > 2 * Median("tiny, batch 1: float32"));
    }

    [Fact]
    public async Task Memory_of_a_gpu_is_refused()
    {
        var run = await RunAsync("bench", "memory", "--device", "auto");
        Assert.Equal(1, run.Code);
        Assert.Contains("--device auto: the processor's memory is measured, so it must be cpu", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_ingest_compares_with_a_bare_ffmpeg()
    {
        var rows = await JsonAsync("bench", "ingest", "--quick", "--turns", "1", "--json");
        Assert.All(rows.Where(row => row["bench"].GetString() == "ingest"), row => Assert.InRange(row["ratio"].GetProperty("median").GetDouble(), 0.3, 10));
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public async Task Bench_overload_sheds_what_the_device_cannot_do_and_counts_it()
    {
        var rows = await JsonAsync("bench", "overload", "--quick", "--turns", "1", "--json");
        double Median(string what) => rows.Single(row => row["what"].GetString() == what)["ours"].GetProperty("median").GetDouble();
        Assert.InRange(Median("10x: lost"), 0.5, 1);
        Assert.True(Median("10x: lost") > Median("1x: lost"));
        Assert.Contains("stale", rows.Single(row => row["what"].GetString() == "10x: lost")["remark"].GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", rows.Single(row => row["what"].GetString() == "3x: p99")["verdict"].GetString());
    }

    /// <returns>The lines behind the machine's.</returns>
    private static async Task<IReadOnlyList<Dictionary<string, JsonElement>>> JsonAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.Code == 0, run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!).ToList();
        Assert.True(lines[0].ContainsKey("BLAS") && lines[0].ContainsKey("threads") && lines[0].ContainsKey("libtorch") && lines[0].ContainsKey("machine"));
        return lines[1..];
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "deepav"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
