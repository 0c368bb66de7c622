using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Core.Tests.Buffers;

public sealed class LeaseSpecs
{
    [Fact]
    public void Gives_its_memory_back_only_after_the_last_holder()
    {
        var lease = Lease.Rent<float>(10);
        lease.Retain();
        lease.Dispose();
        lease.Span[9] = 1;
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lease.Span[9]);
    }

    [Fact]
    public void Refuses_to_be_disposed_more_often_than_held()
    {
        var lease = Lease.Rent<byte>(1);
        lease.Dispose();
        Assert.Throws<InvalidOperationException>(lease.Dispose);
    }

    [Fact]
    public void Refuses_to_be_held_again_after_its_end()
    {
        var lease = Lease.Rent<byte>(1);
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lease.Retain());
    }
}
