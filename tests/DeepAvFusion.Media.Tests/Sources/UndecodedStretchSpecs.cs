using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

public sealed class UndecodedStretchSpecs
{
    [Theory]
    [InlineData(0, "4.0")]
    [InlineData(8, "3.7")]
    public void One_stretch_is_told_whole_whenever_its_complaints_come(int early, string from)
    {
        var stretch = new UndecodedStretch();
        for (var frame = 0; frame < 100; frame++)
            stretch.Add(Math.Max(0, (frame - 100 + early) * 7), MediaTime.FromSeconds(frame / 25.0));
        Assert.Equal($"150 packets of its picture from {from} s on", stretch.Told("picture", 150));
    }

    [Fact]
    public void Single_packets_here_and_there_are_not_told()
    {
        var stretch = new UndecodedStretch();
        for (var frame = 0; frame < 3000; frame++)
            stretch.Add(frame / 30, MediaTime.FromSeconds(frame / 25.0));
        Assert.Null(stretch.Told("picture", 100));
    }

    [Fact]
    public void A_stretch_that_was_got_over_is_not_told()
    {
        var stretch = new UndecodedStretch();
        for (var frame = 0; frame < 500; frame++)
            stretch.Add(frame < 100 ? 0 : 60, MediaTime.FromSeconds(frame / 25.0));
        Assert.Null(stretch.Told("picture", 60));
    }
}
