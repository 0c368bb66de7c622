using System.Collections.Concurrent;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Windowing;
using Microsoft.Extensions.Time.Testing;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>Two sources beside each other: what they give is scripted, and time stands still until a test moves it.</summary>
public sealed class PairedSourceSpecs : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly RestartSettings Restart = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), 0, 5, TimeSpan.FromSeconds(60));

    private readonly Wall _wall = new();
    private readonly SteadyTime _time;
    private readonly long _leases = LeaseCount.Outstanding;
    private readonly Script _picture = new(SourcePart.Picture);
    private readonly Script _sound = new(SourcePart.Sound);
    private readonly ConcurrentQueue<(SourcePart Part, string? Away)> _news = new();
    private readonly List<AvFrame> _frames = [];
    private IFrameSource? _pair;
    private IAsyncEnumerator<AvFrame>? _reader;

    public PairedSourceSpecs() => _time = new SteadyTime(_wall);

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
            await _reader.DisposeAsync();
        if (_pair is not null)
            await _pair.DisposeAsync();
        _frames.ForEach(frame => frame.Dispose());
        Assert.Equal(_leases, LeaseCount.Outstanding);
    }

    [Fact]
    public async Task Live_sides_stand_on_one_clock_by_arrival_whatever_their_own_clocks_say()
    {
        var (picture, sound) = (_picture.Opens(), _sound.Opens());
        await OpenAsync();
        picture.Give(PictureAt(1.0, own: 77));
        Assert.Equal(1.0, (await NextAsync()).Time.Seconds, 6);
        sound.Give(SoundAt(1.02, own: 3));                              // 20 ms that end at 1.02
        Assert.Equal(1.0, (await NextAsync()).Time.Seconds, 6);
        Assert.True(_pair!.IsLive);
        Assert.True(_pair.Format is { HasPicture: true, HasSound: true, Width: 2, PictureSource: "pictures", SoundSource: "sounds", Duration: null });
    }

    [Fact]
    public async Task A_step_of_the_wall_clock_moves_nothing()
    {
        var picture = _picture.Opens();
        _sound.Opens();
        await OpenAsync();
        _wall.Step = TimeSpan.FromHours(1);
        picture.Give(PictureAt(1.0));
        var frame = await NextAsync();
        Assert.Equal(1.0, frame.Time.Seconds, 6);
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1), frame.ArrivedAt);
    }

    [Fact]
    public async Task A_side_that_is_lost_comes_back_without_the_other()
    {
        var (picture, first, second) = (_picture.Opens(), _sound.Opens(), _sound.Opens());
        await OpenAsync();
        first.End(new SourceStalledException("the microphone is silent"));
        await Until(() => _news.Contains((SourcePart.Sound, "the microphone is silent (next try in 1.0 s)")));
        picture.Give(PictureAt(2.0));
        Assert.IsType<PictureFrame>(await NextAsync());
        await PassUntil(() => _news.Last() == (SourcePart.Sound, null));
        second.Give(SoundAt(3.5, own: 0));
        Assert.Equal(3.48, (await NextAsync()).Time.Seconds, 6);
        picture.Give(PictureAt(3.6));
        Assert.IsType<PictureFrame>(await NextAsync());
        Assert.True(first.IsDisposed);
        Assert.False(picture.IsDisposed);
        Assert.Equal((1, 2), (_picture.Asked, _sound.Asked));
    }

    [Fact]
    public async Task A_side_whose_source_goes_on_but_changed_is_opened_anew_at_once()
    {
        var (first, second) = (_picture.Opens(), _picture.Opens());
        _sound.Opens();
        await OpenAsync();
        first.Change("its codec has changed");
        second.Give(PictureAt(1.0));
        Assert.Equal(1.0, (await NextAsync()).Time.Seconds, 6);
        Assert.True(first.IsDisposed);
    }

    [Fact]
    public async Task When_both_sides_are_away_the_run_ends_with_the_last_cause()
    {
        var (picture, sound) = (_picture.Opens(), _sound.Opens());
        await OpenAsync();
        picture.End(new SourceStalledException("the camera is silent"));
        await Until(() => _news.Any(news => news.Away?.StartsWith("the camera", StringComparison.Ordinal) ?? false));
        sound.End(new SourceStalledException("the microphone is silent"));
        Assert.Equal("the microphone is silent", (await Assert.ThrowsAsync<SourceStalledException>(NextAsync)).Message);
    }

    [Fact]
    public async Task A_side_that_is_there_does_not_wait_for_the_other_longer_than_its_patience()
    {
        var picture = _picture.Opens();
        var late = _sound.Pending();
        var opening = Begin();
        await Until(() => _sound.Asked == 1 && _picture.Asked == 1);
        await PassUntil(() => opening.IsCompleted);
        await OpenedAsync(opening);
        Assert.Contains((SourcePart.Sound, "it is being opened"), _news);
        picture.Give(PictureAt(1.0));
        Assert.IsType<PictureFrame>(await NextAsync());
        var sound = new ScriptedSource(SourcePart.Sound, isLive: true, isRecording: false);
        late.SetResult(sound);
        sound.Give(SoundAt(1000));
        Assert.IsType<SoundFrame>(await NextAsync());
        Assert.Equal((SourcePart.Sound, null), _news.Last());
    }

    [Fact]
    public async Task One_side_that_cannot_be_opened_is_told_and_tried_again()
    {
        _picture.Opens();
        _sound.Fails("no such microphone");
        var sound = _sound.Opens();
        await OpenAsync();
        Assert.Contains((SourcePart.Sound, "no such microphone (next try in 1.0 s)"), _news);
        await PassUntil(() => _sound.Asked == 2);
        sound.Give(SoundAt(1.5));
        Assert.IsType<SoundFrame>(await NextAsync());
    }

    [Fact]
    public async Task Where_both_are_needed_one_that_cannot_be_opened_is_the_end_and_the_other_is_closed()
    {
        var picture = _picture.Opens();
        _sound.Fails("no such microphone");
        Assert.Equal("no such microphone", (await Assert.ThrowsAsync<SourceException>(() => Begin(needsBoth: true))).Message);
        Assert.True(picture.IsDisposed);
    }

    [Fact]
    public async Task Neither_side_can_be_opened_says_why_of_both_and_is_permanent_only_when_both_are()
    {
        _picture.Fails("wrong password", SourceFailure.Unauthorized);
        _sound.Fails("no such microphone");
        var error = await Assert.ThrowsAsync<SourceException>(() => Begin());
        Assert.Equal("wrong password no such microphone", error.Message);
        Assert.False(error.IsPermanent);
    }

    [Theory]
    [InlineData(300, 1.0, 1.3, 0.0, 0.3)]
    [InlineData(-300, 1.3, 1.0, 0.3, 0.0)]
    public async Task An_offset_moves_the_sound_and_holds_back_the_side_that_is_earlier(int offset, double pictureAt, double soundAt, double pictureHeld, double soundHeld)
    {
        var (picture, sound) = (_picture.Opens(), _sound.Opens());
        await OpenAsync(TimeSpan.FromMilliseconds(offset));
        _wall.Advance(TimeSpan.FromSeconds(1));
        var waits = _wall.Waits;
        picture.Give(PictureAt(1.0));
        sound.Give(SoundAt(1.0));
        var first = await NextAsync();
        await Until(() => _wall.Waits > waits);                         // the other is held back from now on
        Assert.Equal(pictureHeld > soundHeld, first is SoundFrame);
        var next = NextAsync();
        _wall.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(next.IsCompleted);
        using var limit = new CancellationTokenSource(Patience);
        for (; !next.IsCompleted; await Task.Delay(1, limit.Token))           // its timer may not have been there when time passed
            _wall.Advance(TimeSpan.FromMilliseconds(1));
        var second = await next;
        Assert.Equal(pictureAt, new[] { first, second }.OfType<PictureFrame>().Single().Time.Seconds, 6);
        Assert.Equal(soundAt, new[] { first, second }.OfType<SoundFrame>().Single().End.Seconds, 6);
        Assert.Equal(first.ArrivedAt + TimeSpan.FromMilliseconds(300), second.ArrivedAt);
    }

    [Fact]
    public async Task Two_recordings_begin_together_and_keep_step_however_fast_one_is()
    {
        var (picture, sound) = (_picture.Plays(), _sound.Plays());
        picture.Give([.. Enumerable.Range(0, 20).Select(i => Frames.Picture(i / 10.0))]);
        sound.Give([.. Enumerable.Range(0, 100).Select(i => Frames.Sound(i / 50.0))]);
        picture.End();
        sound.End();
        await OpenAsync();
        var all = await RestAsync();
        Assert.Equal(120, all.Count);
        Assert.Equal(all.Select(frame => frame.Time), all.Select(frame => frame.Time).Order());
        Assert.False(_pair!.IsLive);
        Assert.True(_pair.Format.IsRecording);
    }

    [Theory]
    [InlineData(0.5, 100, 0.5)]
    [InlineData(-0.5, 75, 0.0)]
    public async Task An_offset_moves_the_sound_of_a_recording(double offset, int left, double from)
    {
        var (picture, sound) = (_picture.Plays(), _sound.Plays());
        picture.Give(Frames.Picture(0));
        sound.Give([.. Enumerable.Range(0, 100).Select(i => Frames.Sound(i / 50.0))]);
        picture.End();
        sound.End();
        await OpenAsync(TimeSpan.FromSeconds(offset));
        var sounds = (await RestAsync()).OfType<SoundFrame>().ToList();
        Assert.Equal(left, sounds.Count);
        Assert.Equal(from, sounds[0].Time.Seconds, 6);
    }

    [Fact]
    public async Task A_recording_that_breaks_off_costs_nothing_of_the_other()
    {
        var (picture, sound) = (_picture.Plays(), _sound.Plays());
        picture.Give(Frames.Picture(0));
        picture.End(new SourceException(SourceFailure.Interrupted, "the file is cut off"));
        sound.Give([.. Enumerable.Range(0, 100).Select(i => Frames.Sound(i / 50.0))]);
        sound.End();
        await OpenAsync();
        for (var i = 0; i < 101; i++)
            await NextAsync();
        Assert.Equal("the file is cut off", (await Assert.ThrowsAsync<SourceException>(NextAsync)).Message);
    }

    [Fact]
    public async Task Beside_a_live_source_a_recording_is_played_as_one_and_is_not_repeated()
    {
        var picture = _picture.Opens();
        var (unpaced, paced) = (_sound.Plays(), _sound.Plays(isPaced: true));
        await OpenAsync();
        Assert.True(unpaced.IsDisposed);
        Assert.Equal([false, true], _sound.Paced);
        paced.Give(SoundAt(1));
        await NextAsync();
        paced.End();
        await Until(() => _news.Last() == (SourcePart.Sound, "its recording has ended"));
        _wall.Advance(TimeSpan.FromHours(1));
        picture.Give(PictureAt(2));
        await NextAsync();
        Assert.Equal(2, _sound.Asked);
    }

    [Fact]
    public async Task Recordings_that_are_played_live_end_when_both_have()
    {
        var (picture, sound) = (_picture.Plays(isPaced: true), _sound.Plays(isPaced: true));
        await OpenAsync();
        picture.End();
        sound.End();
        Assert.Empty(await RestAsync());
    }

    [Fact]
    public async Task What_a_side_remarks_is_told()
    {
        _picture.Opens();
        var sound = _sound.Opens();
        await OpenAsync();
        var told = new ConcurrentQueue<string>();
        _pair!.Remarked += told.Enqueue;
        sound.Remark("its channels cancel each other");
        Assert.Equal(["its channels cancel each other"], told);
    }

    [Fact]
    public async Task What_was_not_read_is_given_back()
    {
        var (picture, sound) = (_picture.Opens(), _sound.Opens());
        await OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            picture.Give(PictureAt(1));
            sound.Give(SoundAt(1));
        }
        await NextAsync();
    }

    private static PictureFrame PictureAt(double arrival, double own = 0)
    {
        var made = Frames.Picture(own);
        return new PictureFrame { Rgb = made.Rgb, Width = 2, Height = 2, Time = made.Time, ArrivedAt = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(arrival) };
    }

    private static SoundFrame SoundAt(double arrival, double own = 0)
    {
        var made = Frames.Sound(own);
        return new SoundFrame { Samples = made.Samples, Time = made.Time, ArrivedAt = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(arrival) };
    }

    private Task<IFrameSource> Begin(TimeSpan offset = default, bool needsBoth = false) => PairedSource.OpenAsync(
        Side(SourcePart.Picture, _picture), Side(SourcePart.Sound, _sound), offset, needsBoth, TimeSpan.FromSeconds(5), _wall, CancellationToken.None);

    private PairSide Side(SourcePart part, Script script) => new(part, script.NextAsync, new RestartPolicy(Restart, () => 0), _time);

    private Task OpenAsync(TimeSpan offset = default) => OpenedAsync(Begin(offset));

    private async Task OpenedAsync(Task<IFrameSource> opening)
    {
        _pair = await opening.WaitAsync(Patience);
        ((PairedSource)_pair).Watch(side => _news.Enqueue((side.Part, side.Away)));
        _reader = _pair.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
    }

    private async Task<AvFrame> NextAsync()
    {
        Assert.True(await _reader!.MoveNextAsync().AsTask().WaitAsync(Patience));
        _frames.Add(_reader.Current);
        return _reader.Current;
    }

    private async Task<List<AvFrame>> RestAsync()
    {
        var from = _frames.Count;
        while (await _reader!.MoveNextAsync().AsTask().WaitAsync(Patience))
            _frames.Add(_reader.Current);
        return _frames[from..];
    }

    private static async Task Until(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!isSo())
            await pace.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>Lets time pass until something is so.</summary>
    private Task PassUntil(Func<bool> isSo) => Until(() =>
    {
        _wall.Advance(TimeSpan.FromMilliseconds(500));
        return isSo();
    });

    /// <summary>The sources of a side, in the order in which it opens them.</summary>
    private sealed class Script(SourcePart part)
    {
        private readonly ConcurrentQueue<Task<IFrameSource>> _next = new();
        private readonly ConcurrentQueue<bool> _paced = new();

        public int Asked => _paced.Count;

        /// <summary>How it was asked for each.</summary>
        public IEnumerable<bool> Paced => _paced;

        public ScriptedSource Opens() => Add(new ScriptedSource(part, isLive: true, isRecording: false));

        public ScriptedSource Plays(bool isPaced = false) => Add(new ScriptedSource(part, isLive: isPaced, isRecording: true));

        public void Fails(string why, SourceFailure failure = SourceFailure.NotFound) => _next.Enqueue(Task.FromException<IFrameSource>(new SourceException(failure, why)));

        public TaskCompletionSource<IFrameSource> Pending()
        {
            var opening = new TaskCompletionSource<IFrameSource>(TaskCreationOptions.RunContinuationsAsynchronously);
            _next.Enqueue(opening.Task);
            return opening;
        }

        public Task<IFrameSource> NextAsync(bool paced, CancellationToken cancel)
        {
            _paced.Enqueue(paced);
            return _next.TryDequeue(out var next) ? next.WaitAsync(cancel) : new TaskCompletionSource<IFrameSource>().Task.WaitAsync(cancel);
        }

        private ScriptedSource Add(ScriptedSource source)
        {
            _next.Enqueue(Task.FromResult<IFrameSource>(source));
            return source;
        }
    }

    /// <summary>A clock whose time of day may step while what it counts goes on.</summary>
    private sealed class Wall() : FakeTimeProvider(DateTimeOffset.UnixEpoch)
    {
        private int _waits;

        public TimeSpan Step { get; set; }

        /// <summary>How often something has begun to wait for a time.</summary>
        public int Waits => Volatile.Read(ref _waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _waits);
            return timer;
        }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

        public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
    }
}
