using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Tests.Windowing;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>Frames to windows between two probes, behind a kill switch as in a run.</summary>
public sealed class WindowingStageSpecs : ActorSpecs
{
    private readonly long _leases = Leases.AtRest();
    private readonly InFlight _inside = new();
    private TestPublisher.Probe<AvFrame> _frames = null!;
    private TestSubscriber.Probe<AvWindow> _windows = null!;
    private UniqueKillSwitch _switch = null!;

    [Fact]
    public void Windows_come_in_order_and_what_no_window_covers_yet_comes_with_the_end()
    {
        Start(pictures: false);
        _windows.Request(10);
        foreach (var frame in Frames.Clip(5.5, picture: false))
            Push(frame);
        _frames.SendComplete();
        Assert.Equal([(0, false), (1, false), (2, false), (3, true)], Next(4));
        _windows.ExpectComplete();
        AllGivenBack();
    }

    [Fact]
    public void Windows_that_come_at_once_wait_until_they_are_asked_for_also_when_the_frames_have_ended()
    {
        Start(pictures: false);
        _windows.Request(1);
        Push(Frames.Sound(0, 6 * AudioClock.Rate));
        Assert.Equal([(0, false)], Next(1));
        Assert.Equal(_leases + 3, LeaseCount.Outstanding);
        _frames.SendComplete();
        _windows.Request(2);
        Assert.Equal([(1, false), (2, false)], Next(2));
        _windows.Request(2);
        Assert.Equal([(3, false)], Next(1));
        _windows.ExpectComplete();
        AllGivenBack();
    }

    [Fact]
    public void A_live_stream_sheds_the_oldest_windows_that_nobody_takes_and_reads_on()
    {
        var shed = new System.Collections.Concurrent.ConcurrentQueue<long>();
        Start(pictures: false, window =>
        {
            shed.Enqueue(window.Index);
            window.Dispose();
        });
        _windows.Request(1);
        foreach (var frame in Frames.Clip(20, picture: false))
            Push(frame);
        Assert.Equal([(0, false)], Next(1));
        Until(() => shed.Count == 16);
        Assert.Equal(Enumerable.Range(1, 16).Select(index => (long)index), shed);
        _windows.Request(2);
        Assert.Equal([(17, false)], Next(1));
        _frames.SendComplete();
        _windows.ExpectComplete();
        AllGivenBack();
    }

    [Fact]
    public void Without_a_frame_there_is_no_window()
    {
        Start(pictures: true);
        _windows.Request(1);
        _frames.SendComplete();
        _windows.ExpectComplete();
    }

    [Fact]
    public void A_kill_switch_that_is_shut_down_lets_out_what_is_inside()
    {
        HoldPicturesAndWindows();
        _switch.Shutdown();
        _windows.Request(10);
        Assert.Equal([(1, false), (2, false), (3, false), (4, true)], Next(4));
        _windows.ExpectComplete();
        AllGivenBack();
    }

    [Fact]
    public void A_kill_switch_that_aborts_gives_everything_back()
    {
        HoldPicturesAndWindows();
        _switch.Abort(new IOException("killed"));
        Assert.Equal("killed", _windows.ExpectError().GetBaseException().Message);
        AllGivenBack();
    }

    [Fact]
    public void A_source_that_fails_gives_everything_back()
    {
        HoldPicturesAndWindows();
        _frames.SendError(new IOException("away"));
        Assert.Equal("away", _windows.ExpectError().Message);
        AllGivenBack();
    }

    [Fact]
    public void A_receiver_that_cancels_gives_everything_back_and_the_source_is_told()
    {
        HoldPicturesAndWindows();
        _windows.Cancel();
        _frames.ExpectCancellation();
        AllGivenBack();
    }

    /// <summary>Seven pictures, and four windows at once of which one was asked for.</summary>
    private void HoldPicturesAndWindows()
    {
        Start(pictures: true);
        _windows.Request(1);
        for (var second = 0; second <= 6; second++)
            Push(Frames.Picture(second));
        Push(Frames.Sound(0, 13 * AudioClock.Rate / 2));
        Assert.Equal([(0, false)], Next(1));
        Assert.True(LeaseCount.Outstanding > _leases + 3);
    }

    private void Start(bool pictures, Action<AvWindow>? shed = null)
    {
        var settings = Settings("davf.windowing.patience=10s").Windows;
        var ((frames, killSwitch), windows) = this.SourceProbe<AvFrame>()
            .ViaMaterialized(KillSwitches.Single<AvFrame>(), Keep.Both)
            .Select(_inside.Leave)
            .Via(Flow.FromGraph(new WindowingStage(() => new SlidingWindower(Door, new RunId(1), settings, expectsPicture: pictures, expectsSound: true), most: 1, shed)))
            .ToMaterialized(this.SinkProbe<AvWindow>(), Keep.Both)
            .Run(Sys.Materializer());
        (_frames, _switch, _windows) = (frames, killSwitch, windows);
    }

    private void Push(AvFrame frame) => _frames.SendNext(_inside.Enter(frame));

    /// <summary>The next windows, given back at once.</summary>
    private List<(long Index, bool IsTail)> Next(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        using var window = _windows.ExpectNext();
        return (window.Index, window.IsTail);
    })];

    private void AllGivenBack()
    {
        _inside.Dispose();
        Until(() => LeaseCount.Outstanding == _leases);
    }
}
