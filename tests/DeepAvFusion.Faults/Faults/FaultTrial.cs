using System.Text.RegularExpressions;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Faults;

/// <summary>One fault of a camera, tried beside the witness: broken, healed, judged, taken away again.</summary>
internal sealed class FaultTrial(Fault fault, Witness witness, Footage footage, Bars bars)
{
    private readonly string _stream = Regex.Replace(fault.Name.ToLowerInvariant(), "[^a-z0-9]+", "-").Trim('-');
    private readonly HashSet<string> _told = [];
    private readonly List<string> _problems = [];

    private RunningAnalyzer Analyzer => witness.Analyzer;

    public async Task<FaultOutcome> RunAsync()
    {
        await using var camera = new Camera(footage.Usual);
        await using var scene = new FaultScene(Analyzer, footage, camera, _stream);
        TimeSpan? recovery = null;
        var began = DateTimeOffset.UtcNow;
        using var listening = new CancellationTokenSource();
        var listener = Task.CompletedTask;
        try
        {
            if (!fault.FromTheStart)
                await scene.WorksAsync(camera.Uri);
            listener = ListenAsync(listening.Token);
            began = DateTimeOffset.UtcNow;
            await fault.Script(scene);
            var ended = DateTimeOffset.UtcNow;
            var first = await Analyzer.WindowAsync(_stream, window => window.IsWhole && window.CapturedAt > ended, FaultScene.Patience);
            recovery = first.AnalysedAt - ended;
            if (recovery > fault.Bound * bars.Patience)
                _problems.Add("too late");
        }
        catch (TimeoutException e)
        {
            _problems.Add(e.Message);
        }
        var done = DateTimeOffset.UtcNow;
        await TellMetricsAsync();
        await listening.CancelAsync();
        await listener;
        var losses = (await Analyzer.ToldAsync(_stream))?.Losses ?? new Dictionary<string, long>();
        if (!_told.Any(told => Regex.IsMatch(told, fault.Told)))
            _problems.Add($"nobody was told '{fault.Told}', but: {string.Join(" / ", _told.Where(told => !told.StartsWith("davf_", StringComparison.Ordinal)))}");
        await LeavesNothingAsync(camera);
        return await OutcomeAsync(recovery, losses, began, done);
    }

    private async Task<FaultOutcome> OutcomeAsync(TimeSpan? recovery, IReadOnlyDictionary<string, long> losses, DateTimeOffset began, DateTimeOffset done)
    {
        var (share, here, beside) = await witness.SawAsync(began, done);
        if (share < bars.WitnessShare)
            _problems.Add("the witness lost windows");
        if (here > beside * bars.AgeRatio && here - beside > bars.AgeSlack)
            _problems.Add($"the witness's results came late (p95 {here.TotalSeconds:0.00} beside {beside.TotalSeconds:0.00} s)");
        var told = _told.Select(text => Regex.Match(text, fault.Told)).FirstOrDefault(match => match.Success)?.Value ?? "";
        var lost = string.Join(", ", losses.Select(loss => $"{loss.Key} {loss.Value}").DefaultIfEmpty("no window"));
        return new FaultOutcome(fault.Name, FormattableString.Invariant($"{fault.Bound.TotalSeconds:0} s"), recovery, told.Length == 0 ? lost : $"{lost}; {told}", share, here / beside, _problems);
    }

    private async Task ListenAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            if (await Analyzer.ToldAsync(_stream) is { } told)
                _told.Add($"{told.State}: {told.Detail}");
            await TellMetricsAsync();
            await Task.Delay(200, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellMetricsAsync()
    {
        foreach (var line in (await OwnSeriesAsync()).Where(line => !line.Contains("_seconds_", StringComparison.Ordinal)))
            _told.Add(line);
    }

    private async Task<List<string>> OwnSeriesAsync() =>
        [.. (await Analyzer.MetricsAsync()).Split('\n').Where(line => line.Contains($"stream=\"{_stream}\"", StringComparison.Ordinal))];

    private async Task LeavesNothingAsync(Camera camera)
    {
        if (await Analyzer.ToldAsync(_stream) is null)
            return;
        await Analyzer.RemoveAsync(_stream);
        await LeavesAsync("the camera's connection is still open", () => Task.FromResult(camera.Connections == 0));
        await LeavesAsync("metric series are left", async () => (await OwnSeriesAsync()).Count == 0);
        await LeavesAsync("files are still open", () => Task.FromResult(!Analyzer.Holds(Path.Combine(Analyzer.Results, _stream))));
    }

    private async Task LeavesAsync(string problem, Func<Task<bool>> isGone)
    {
        try
        {
            await Waiting.UntilAsync(isGone, TimeSpan.FromSeconds(20), problem);
        }
        catch (TimeoutException)
        {
            _problems.Add(problem);
        }
    }
}
