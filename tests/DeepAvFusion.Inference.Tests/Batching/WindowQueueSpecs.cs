using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Inference.Batching;

namespace DeepAvFusion.Inference.Tests.Batching;

public sealed class WindowQueueSpecs
{
    private readonly WindowQueue<int> _queue = new(perStream: 2);

    [Fact]
    public void Takes_from_each_stream_in_turn()
    {
        Add("a", 1);
        Add("a", 2);
        Add("b", 3);
        Add("c", 4);
        Assert.Equal([1, 3, 4, 2], _queue.Take(10).Select(waiting => waiting.Context));
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void A_stream_that_floods_delays_no_other()
    {
        for (var i = 0; i < 100; i++)
            Add("flood", i);
        Add("calm", 1000);
        Assert.Contains(_queue.Take(2), waiting => waiting.Context == 1000);
    }

    [Fact]
    public void A_full_stream_gives_up_its_stalest_window()
    {
        Assert.Null(Add("a", 1));
        Assert.Null(Add("a", 2));
        Assert.Equal(1, Add("a", 3)!.Value.Context);
        Assert.Equal(2, _queue.Count);
        Assert.Equal([2, 3], _queue.Take(10).Select(waiting => waiting.Context));
    }

    [Fact]
    public void Goes_on_with_the_stream_whose_turn_it_is()
    {
        Add("a", 1);
        Add("b", 2);
        Assert.Equal(1, Assert.Single(_queue.Take(1)).Context);
        Add("a", 3);
        Assert.Equal([2, 3], _queue.Take(2).Select(waiting => waiting.Context));
    }

    private WindowQueue<int>.Waiting? Add(string stream, int context) => _queue.Add(
        new AvWindow
        {
            Stream = new StreamId(stream),
            Run = new RunId(1),
            Index = context,
            Start = MediaTime.Zero,
            Duration = TimeSpan.FromSeconds(3),
            CapturedAt = DateTimeOffset.UnixEpoch,
            Samples = Lease.Rent<float>(0),
            HasSound = false,
            Picture = null,
            Covered = TimeSpan.Zero,
            Gap = TimeSpan.Zero,
            IsTail = false,
        },
        context);
}
