using System.Globalization;
using static DeepAvFusion.Faults.Machine.MachineTrials;

namespace DeepAvFusion.Faults.Machine;

/// <summary>Faults of processes and files under one running analyzer.</summary>
public sealed class MachineFaultSpecs(MachineTrials trials) : IClassFixture<MachineTrials>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_killed_decoder_is_told_and_replaced()
    {
        var decoder = await trials.DecoderAsync();
        await trials.TryAsync("FFmpeg is killed (SIGKILL)", Bound, "interrupted: ended by signal 9", () => Signal("KILL", decoder), () => TellsAsync("signal 9", "interrupted"), Nothing);
    }

    [Fact]
    public async Task A_stopped_decoder_is_told_and_replaced()
    {
        var decoder = await trials.DecoderAsync();
        await trials.TryAsync("FFmpeg stands still (SIGSTOP)", Bound, "stalled: has sent nothing", () => Signal("STOP", decoder), () => TellsAsync("has sent nothing for", "stalled"), Nothing);
    }

    [Fact]
    public async Task A_killed_encoder_costs_its_stream_a_video_and_nobody_else_anything()
    {
        await trials.HealthyAsync();
        var encoder = trials.Of(Path.Combine(trials.Analyzer.Results, Victim, "overlay"));
        await trials.TryAsync("the encoder of an overlay is killed", Bound, "davf_sink_failing, and the API's failing sinks", () => Signal("KILL", Assert.Single(encoder)),
            async () => trials.Of(Path.Combine(trials.Analyzer.Results, Victim, "overlay")).Except(encoder).Any() && await CountsAsync("davf_sink_items_dropped_total{sink=\"overlay\""), Nothing);
    }

    [Fact]
    public async Task A_deleted_folder_of_results_is_noticed_and_begun_anew()
    {
        var folder = Path.Combine(trials.Analyzer.Results, Victim);
        await trials.HealthyAsync();
        await trials.TryAsync("a stream's folder of results is deleted", Bound, "davf_sink_files_reopened_total", () =>
        {
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }, () => CountsAsync("davf_sink_files_reopened_total{sink=\"jsonl\"} [1-9]"), Nothing);
    }

    [Fact]
    public async Task A_limit_of_file_size_is_told_and_does_not_end_the_program()
    {
        await trials.HealthyAsync();
        await trials.TryAsync("files may not grow (ulimit -f)", Bound, "failing sinks in API, health and metrics", () =>
        {
            Limits.FileSize(trials.Analyzer.Id, 1024);
            return Task.CompletedTask;
        }, async () => (await trials.Analyzer.ToldAsync(Victim))!.FailingSinks.Count > 0 && await CountsAsync("davf_sink_failing{.* 1$") && (await trials.Analyzer.HealthAsync("live")).Text == "live", () =>
        {
            Limits.FileSize(trials.Analyzer.Id, null);
            return Task.CompletedTask;
        });
    }

    private static Task Nothing() => Task.CompletedTask;

    private static Task Signal(string name, int process)
    {
        Limits.Signal(name, process);
        return Task.CompletedTask;
    }

    /// <summary>The state's detail said it once, or the metrics still do.</summary>
    private async Task<bool> TellsAsync(string detail, string failure) =>
        (await trials.Analyzer.ToldAsync(Victim))!.Detail.Contains(detail, StringComparison.Ordinal) || await CountsAsync(string.Create(CultureInfo.InvariantCulture, $"davf_source_failures_total{{stream=\"{Victim}\",failure=\"{failure}\"}}"));

    private async Task<bool> CountsAsync(string series) => (await trials.Analyzer.MetricsAsync()).Split('\n').Any(line => System.Text.RegularExpressions.Regex.IsMatch(line, series.Replace("{", "\\{", StringComparison.Ordinal)));
}
