using TorchSharp;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.Memory;

public sealed class DisposeScopeSpecs
{
    [Fact]
    public void Disposes_what_was_made_inside_it()
    {
        Tensor inside;
        using (NewDisposeScope()) inside = ones(1);
        Assert.True(inside.IsInvalid);
    }

    [Fact]
    public void A_moved_tensor_lives_until_the_outer_scope_ends()
    {
        Tensor kept, lost;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                lost = ones(1);
                kept = (lost + 1).MoveToOuterDisposeScope();
            }
            Assert.True(lost.IsInvalid);
            Assert.Equal(2f, kept.item<float>());
        }
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (var scope = NewDisposeScope())
        {
            kept = ones(1).DetachFromDisposeScope();
            Assert.False(scope.Contains(kept));
        }
        Assert.Equal(1f, kept.item<float>());
        kept.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void Moving_from_the_outermost_scope_detaches()
    {
        Tensor kept;
        using (var scope = NewDisposeScope()) kept = scope.MoveToOuter(ones(1));
        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Keeps_some_and_disposes_the_rest_on_demand()
    {
        using var scope = NewDisposeScope();
        var tensors = Enumerable.Range(0, 5).Select(i => full([1L], i)).ToArray();
        Assert.Equal(5, scope.DisposablesCount);
        scope.DisposeEverythingBut(tensors[1], tensors[3]);
        Assert.Equal([true, false, true, false, true], tensors.Select(t => t.IsInvalid));
        Assert.Equal(2, scope.DisposablesCount);
        tensors[1].Dispose();
        Assert.Equal(1, scope.DisposablesCount);
        scope.DisposeEverything();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Takes_tensors_in_that_were_made_elsewhere()
    {
        var x = ones(1);
        using (var scope = NewDisposeScope())
        {
            scope.Attach(x);
            Assert.True(scope.Contains(x));
        }
        Assert.True(x.IsInvalid);
    }

    [Fact]
    public void Each_thread_has_its_own_scopes()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() =>
        {
            Assert.Null(CurrentDisposeScope);
            elsewhere = ones(1);
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        Assert.False(elsewhere!.IsInvalid);
        elsewhere.Dispose();
    }

    [Fact]
    public void Counts_what_a_thread_made_and_disposed()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        var outside = ones(1);
        using (NewDisposeScope())
        {
            ones(1);
            ones(1).Dispose();
            ones(1).DetachFromDisposeScope().Dispose();
        }
        outside.Dispose();
        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(3, statistics.CreatedInScopeCount);
        Assert.Equal(2, statistics.DisposedInScopeCount);
        Assert.Equal(2, statistics.DisposedOutsideScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Scopes_may_end_out_of_order()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var x = ones(1);
        outer.Dispose();
        Assert.False(x.IsInvalid);
        inner.Dispose();
        Assert.True(x.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void A_tensor_disposed_by_hand_leaves_its_scope_in_order()
    {
        using var scope = NewDisposeScope();
        var tensors = Enumerable.Range(0, 4).Select(_ => ones(1)).ToArray();
        tensors[0].Dispose();
        tensors[3].Dispose();
        Assert.Equal(2, scope.DisposablesCount);
        Assert.True(scope.Contains(tensors[1]));
        Assert.True(scope.Contains(tensors[2]));
    }
}
