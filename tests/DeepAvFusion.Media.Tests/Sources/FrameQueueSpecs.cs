using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Windowing;

namespace DeepAvFusion.Media.Tests.Sources;

public sealed class FrameQueueSpecs : IDisposable
{
    private readonly long _leases = LeaseCount.Outstanding;
    private readonly List<(SourcePart Part, LossReason Reason)> _lost = [];

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Fact]
    public async Task Gives_frames_in_the_order_they_came_and_drops_the_oldest_of_a_part()
    {
        using var queue = New(dropsOldest: true);
        for (var i = 0; i < 5; i++)
        {
            queue.Add(SourcePart.Picture, Frames.Picture(i));
            queue.Add(SourcePart.Sound, Frames.Sound(i * 0.02));
        }
        queue.Complete(null);
        var times = new List<double>();
        while (await queue.NextAsync(CancellationToken.None) is { } frame)
        {
            times.Add(frame.Time.Seconds);
            frame.Dispose();
        }
        Assert.Equal([0, 0.02, 2, 0.04, 3, 0.06, 4, 0.08], times);
        Assert.Equal(Enumerable.Repeat((SourcePart.Picture, LossReason.Stale), 2), _lost);
    }

    [Fact]
    public async Task Holds_up_the_writer_of_a_file_until_there_is_room()
    {
        using var queue = New(dropsOldest: false);
        queue.Add(SourcePart.Picture, Frames.Picture(0));
        var writing = Task.Run(() => queue.Add(SourcePart.Picture, Frames.Picture(5)));
        Assert.NotSame(writing, await Task.WhenAny(writing, Task.Delay(100)));
        (await queue.NextAsync(CancellationToken.None))!.Dispose();
        await writing.WaitAsync(TimeSpan.FromSeconds(60));
        (await queue.NextAsync(CancellationToken.None))!.Dispose();
        Assert.Empty(_lost);
    }

    [Fact]
    public async Task Lets_a_held_up_writer_go_when_it_closes_and_counts_what_is_lost()
    {
        var queue = New(dropsOldest: false);
        queue.Add(SourcePart.Picture, Frames.Picture(0));
        var writing = Task.Run(() => queue.Add(SourcePart.Picture, Frames.Picture(5)));
        queue.Dispose();
        await writing.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([(SourcePart.Picture, LossReason.Stopped)], _lost);
    }

    [Fact]
    public async Task Tells_the_failure_after_the_last_frame()
    {
        using var queue = New(dropsOldest: true);
        queue.Add(SourcePart.Picture, Frames.Picture(0));
        queue.Complete(new SourceStalledException("gone"));
        (await queue.NextAsync(CancellationToken.None))!.Dispose();
        await Assert.ThrowsAsync<SourceStalledException>(async () => await queue.NextAsync(CancellationToken.None));
    }

    private FrameQueue New(bool dropsOldest) => new(TimeSpan.FromSeconds(2), dropsOldest, (part, reason) => _lost.Add((part, reason)));
}
