using DeepAvFusion.Engine.Streams;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>What becomes of elements between two stages when the graph ends.</summary>
public sealed class InFlightSpecs
{
    [Fact]
    public void What_is_inside_at_the_end_is_given_back_once_and_what_has_left_is_not()
    {
        using var inside = new InFlight();
        var (stays, leaves) = (inside.Enter(new Element()), inside.Enter(new Element()));
        inside.Leave(leaves);
        Assert.Equal((0, 0), (stays.Returns, leaves.Returns));
        inside.Dispose();
        inside.Dispose();
        Assert.Equal((1, 0), (stays.Returns, leaves.Returns));
    }

    [Fact]
    public void What_comes_after_the_end_is_given_back_at_once()
    {
        using var inside = new InFlight();
        inside.Dispose();
        Assert.Equal(1, inside.Enter(new Element()).Returns);
    }

    private sealed class Element : IDisposable
    {
        public int Returns { get; private set; }

        public void Dispose() => Returns++;
    }
}
