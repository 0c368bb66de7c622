using System.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Standins.Torch.Tests.Memory;

[Collection(MemoryCollection.Name)]
public sealed class MemorySpecs
{
    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Linear first;
        private readonly LayerNorm norm;
        private readonly Linear second;

        internal Net() : base(nameof(Net))
        {
            first = Linear(16, 64);
            norm = LayerNorm(64);
            second = Linear(64, 4);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return second.forward(functional.gelu(norm.forward(first.forward(input)))).MoveToOuterDisposeScope();
        }
    }

    private static void Settle()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static long ResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    [Fact]
    public void Ten_thousand_forwards_in_scopes_leave_nothing_behind()
    {
        using var net = new Net();
        using var input = randn(64, 16);
        void Forward(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var scope = NewDisposeScope();
                net.call(input);
            }
        }

        Forward(1000);
        Settle();
        var (tensors, bytes) = (Tensor.TotalCount, ResidentBytes());
        Forward(10_000);
        Assert.Equal(tensors, Tensor.TotalCount);
        Settle();
        Assert.InRange(ResidentBytes() - bytes, long.MinValue, 16 << 20);
    }

    [Fact]
    public void Training_steps_leave_nothing_behind()
    {
        using var net = new Net();
        using var input = randn(64, 16);
        using var optimizer = optim.AdamW(net.parameters(), lr: 1e-3);
        void Train(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                net.call(input).square().mean().backward();
                optimizer.step();
            }
        }

        Train(50);
        Settle();
        var tensors = Tensor.TotalCount;
        Train(500);
        Assert.Equal(tensors, Tensor.TotalCount);
    }

    [Fact]
    public void What_nobody_disposes_the_collector_frees()
    {
        Settle();
        var before = Tensor.TotalCount;
        Leak();
        Assert.True(Tensor.TotalCount >= before + 100);
        Settle();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Leak()
    {
        for (var i = 0; i < 100; i++) _ = ones(10);
    }

    [Fact]
    public void A_shared_array_is_unpinned_with_its_last_tensor()
    {
        var weak = Share();
        Settle();
        Assert.False(weak.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Share()
    {
        var values = new float[1000];
        using var share = from_array(values);
        using var view = share.view(10, 100);
        return new WeakReference(values);
    }
}
