using System.Buffers.Binary;
using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Server.Live;

namespace DeepAvFusion.Server.Tests;

public sealed class LiveMessageSpecs
{
    [Fact]
    public void Sound_carries_its_time_its_track_and_clipped_samples()
    {
        var message = LiveMessage.Sound(new TrackChunk(TrackId.OfRegion(3), MediaTime.FromSeconds(2.5), [0, 1, -2]));
        Assert.Equal(LiveMessage.SoundKind, message[0]);
        Assert.Equal(2.5, BinaryPrimitives.ReadDoubleLittleEndian(message.AsSpan(1)));
        Assert.Equal("region-3", Encoding.ASCII.GetString(message, 10, message[9]));
        var samples = Enumerable.Range(0, 3).Select(i => BinaryPrimitives.ReadInt16LittleEndian(message.AsSpan(18 + (2 * i))));
        Assert.Equal([0, 32767, -32768], samples.Select(sample => (int)sample));
    }
}
