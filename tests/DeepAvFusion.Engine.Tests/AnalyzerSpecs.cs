using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Tests;

/// <summary>The engine whole: real FFmpeg, real actors and streams, a real (tiny, untrained) network.</summary>
public sealed class AnalyzerSpecs : IDisposable
{
    /// <summary>How long to wait for what must come; a clip that is to last through a test is longer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private const int Lasting = 600;

    private readonly Clips _clips = new();
    private readonly CollectingSink _sink = new();

    public void Dispose() => _clips.Dispose();

    [Fact]
    public async Task A_file_is_analysed_whole_and_ends()
    {
        var leases = Leases.AtRest();
        await using (var running = await StartAsync(oneShot: true))
        {
            var analyzer = running.Analyzer;
            await analyzer.AddAsync(new StreamSettings(new StreamId("clip"), _clips.Make("clip.mp4", 6), false, null), CancellationToken.None);
            var closing = await _sink.NextAsync(analysis => analysis.IsClosing);
            Assert.Equal([0, 1, 2, 3], _sink.All.Where(analysis => !analysis.IsClosing).Select(analysis => analysis.Window).Take(4));
            Assert.All(_sink.All, analysis => Assert.False(analysis.Model.IsTrained));
            var mixture = _sink.All.SelectMany(analysis => analysis.Audio).Where(chunk => chunk.Track == TrackId.Mixture).Sum(chunk => chunk.Samples.Length);
            Assert.InRange(mixture / (double)AudioClock.Rate, 5.9, 7.1);
            await Until(() => analyzer.Board.Find(closing.Stream)!.State == StreamState.Ended);
            Assert.Equal(0, analyzer.Board.Find(closing.Stream)!.LostTotal);
        }
        await Until(() => LeaseCount.Outstanding == leases);
    }

    [Fact]
    public async Task Killing_the_ffmpeg_of_one_stream_leaves_the_other_uninterrupted_and_the_first_comes_back()
    {
        await using var running = await StartAsync(oneShot: false, "davf.source.live-pacing=true", "davf.restart.backoff-from=100ms");
        var analyzer = running.Analyzer;
        var (first, second) = (new StreamId("first"), new StreamId("second"));
        await analyzer.AddAsync(new StreamSettings(first, _clips.Make("first.mp4", Lasting), true, null), CancellationToken.None);
        await analyzer.AddAsync(new StreamSettings(second, _clips.Make("second.mp4", Lasting), true, null), CancellationToken.None);
        var before = await _sink.NextAsync(analysis => analysis.Stream == second);
        var run = (await _sink.NextAsync(analysis => analysis.Stream == first)).Run;
        _clips.KillReaderOf("first.mp4");
        await _sink.NextAsync(analysis => analysis.Stream == first && analysis.Run != run);
        var others = _sink.All.Where(analysis => analysis.Stream == second).ToList();
        Assert.All(others, analysis => Assert.Equal(before.Run, analysis.Run));
        Assert.Equal(others.Select(analysis => analysis.Window).Order().Distinct(), others.Select(analysis => analysis.Window));
        var gaps = others[^1].Window + 1 - others.Count;
        Assert.True(gaps <= analyzer.Board.Find(second)!.LostTotal, "every window that is missing was counted");
        Assert.Equal(2, analyzer.Board.Find(first)!.Runs);
    }

    [Theory]
    [InlineData(SourcePart.Picture)]
    [InlineData(SourcePart.Sound)]
    public async Task Killing_the_ffmpeg_of_one_side_of_a_pair_costs_no_window_and_the_side_comes_back(SourcePart side)
    {
        await using var running = await StartAsync(oneShot: false, "davf.source.live-pacing=true", "davf.restart.backoff-from=2s");
        var (analyzer, door) = (running.Analyzer, new StreamId("door"));
        var (picture, sound) = (_clips.Make("seen.mp4", Lasting), _clips.Make("heard.mp4", Lasting));
        await analyzer.AddAsync(new StreamSettings(door, null, true, null) { Picture = picture, Sound = sound }, CancellationToken.None);
        await _sink.NextAsync(analysis => analysis is { HasPicture: true, HasSound: true });
        _clips.KillReaderOf(side == SourcePart.Picture ? picture : sound);
        await Until(() => analyzer.Board.Find(door)!.Away.ContainsKey(side));
        Assert.Contains($"its {side.ToString().ToLowerInvariant()} is away: ", analyzer.Board.Find(door)!.Detail, StringComparison.Ordinal);
        await Until(() => analyzer.Board.Find(door)!.Away.IsEmpty);
        var back = _sink.All.Count;
        await Until(() => _sink.All.Skip(back).Count(analysis => analysis is { HasPicture: true, HasSound: true }) >= 4);
        Assert.Single(_sink.All.Select(analysis => analysis.Run).Distinct());
        var windows = _sink.All.Select(analysis => analysis.Window).ToList();
        Assert.Equal(windows.Distinct().Order(), windows);
        Assert.True(windows[^1] + 1 - windows.Count <= analyzer.Board.Find(door)!.LostTotal, "every window that is missing was counted as one for which there was no time");
        Assert.Equal(1, analyzer.Board.Find(door)!.Runs);
        Assert.DoesNotContain("away", analyzer.Board.Find(door)!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_in_the_analysis_of_one_stream_costs_only_its_own_windows()
    {
        await using var running = await StartAsync(oneShot: true, window => window.Stream.Value == "bad" && window.Index % 2 == 0);
        var analyzer = running.Analyzer;
        await analyzer.AddAsync(new StreamSettings(new StreamId("bad"), _clips.Make("bad.mp4", 8), false, null), CancellationToken.None);
        await analyzer.AddAsync(new StreamSettings(new StreamId("good"), _clips.Make("good.mp4", 8), false, null), CancellationToken.None);
        await _sink.NextAsync(analysis => analysis.IsClosing);
        await _sink.NextAsync(analysis => analysis.IsClosing);
        Assert.Equal([0, 1, 2, 3, 4, 5], Windows("good"));
        Assert.Equal([1, 3, 5], Windows("bad"));
        await Until(() => analyzer.Board.Find(new StreamId("bad"))!.Lost.GetValueOrDefault(("inference", LossReason.Failed)) == 3);
    }

    [Fact]
    public async Task A_missing_file_is_faulted_with_one_clear_line()
    {
        await using var running = await StartAsync(oneShot: true);
        var analyzer = running.Analyzer;
        var stream = new StreamId("missing");
        await analyzer.AddAsync(new StreamSettings(stream, _clips.Path("nowhere.mp4"), false, null), CancellationToken.None);
        await Until(() => analyzer.Board.Find(stream)!.IsFinal);
        var status = analyzer.Board.Find(stream)!;
        Assert.Equal(StreamState.Faulted, status.State);
        Assert.Contains("nowhere.mp4", status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', status.Detail);
    }

    [Fact]
    public async Task A_name_can_be_used_once_until_it_is_removed()
    {
        await using var running = await StartAsync(oneShot: false, "davf.source.live-pacing=true");
        var analyzer = running.Analyzer;
        var stream = new StreamSettings(new StreamId("door"), _clips.Make("door.mp4", Lasting), true, null);
        await analyzer.AddAsync(stream, CancellationToken.None);
        var error = await Assert.ThrowsAsync<UserErrorException>(() => analyzer.AddAsync(stream, CancellationToken.None));
        Assert.Contains("'door' is there already", error.Message, StringComparison.Ordinal);
        await Until(() => analyzer.Board.Find(stream.Stream)!.State == StreamState.Running);
        await analyzer.RemoveAsync(stream.Stream, CancellationToken.None);
        await Until(() => analyzer.Board.Find(stream.Stream) is null);
        await analyzer.AddAsync(stream, CancellationToken.None);
    }

    private IEnumerable<long> Windows(string stream) => _sink.All.Where(analysis => analysis.Stream.Value == stream && !analysis.IsClosing).Select(analysis => analysis.Window).Take(6);

    private Task<RunningAnalyzer> StartAsync(bool oneShot, params string[] overrides) => StartAsync(oneShot, _ => false, overrides);

    private Task<RunningAnalyzer> StartAsync(bool oneShot, Func<AvWindow, bool> fails, params string[] overrides) => RunningAnalyzer.StartAsync(
        oneShot, settings => new FaultyAnalyzer(AnalyzerOpener.Open(settings.Model, settings.Assembly.Regions, settings.Assembly.Separation.Regions, progress: null), fails), [_sink], ["davf.model.preset=tiny", .. overrides]);

    /// <summary>Looks until something is so; fails after a while.</summary>
    private static async Task Until(Func<bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(Patience);
        while (!isSo())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
