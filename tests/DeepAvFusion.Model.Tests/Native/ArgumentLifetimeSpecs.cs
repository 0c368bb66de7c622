using System.Diagnostics;
using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Native;

/// <summary>
/// In optimised code of TorchSharp a collection may free an argument while native code reads it. A step of the build marks its assembly as not to be optimised
/// (src/DeepAvFusion.Model/Native); without that the operators below fail within seconds.
/// </summary>
[Collection(nameof(CollectingAlone))]
public sealed class ArgumentLifetimeSpecs
{
    private const int Collections = 4_000;

    [Fact]
    public void The_assembly_of_the_tensor_library_is_not_optimised() => Assert.True(typeof(torch).Assembly.GetCustomAttribute<DebuggableAttribute>()!.IsJITOptimizerDisabled);

    [Fact]
    public void Arguments_live_as_long_as_the_call_while_another_thread_collects()
    {
        var operators = 0L;
        var collections = 0;
        var collector = new Thread(() =>
        {
            for (; collections < Collections; Interlocked.Increment(ref collections))
            {
                var before = Volatile.Read(ref operators);
                SpinWait.SpinUntil(() => Volatile.Read(ref operators) > before);           // back to back they would stop the other thread for good
                GC.Collect(0);
            }
        });
        using var ones = torch.ones(16);
        collector.Start();
        try
        {
            while (Volatile.Read(ref collections) < Collections)
            {
                using var scope = NewDisposeScope();
                for (var i = 0; i < 100; i++, Interlocked.Increment(ref operators))
                {
                    var same = (ones * 0.5 + 0.5) * 2.0 - 1.0;
                    var sum = same + ones.mul(ones);                                           // alpha = 1 is made inside
                    if (i == 0) Assert.Equal(32, sum.sum().ToDouble());
                }
            }
        }
        finally
        {
            Volatile.Write(ref collections, Collections);
            Interlocked.Increment(ref operators);
            collector.Join();
        }
    }
}
