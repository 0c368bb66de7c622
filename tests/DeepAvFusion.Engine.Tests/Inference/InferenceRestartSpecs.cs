using Akka.Actor;
using DeepAvFusion.Engine.Inference;
using static DeepAvFusion.Engine.Inference.InferenceProtocol;

namespace DeepAvFusion.Engine.Tests.Inference;

/// <summary>A device's actor keeps its mailbox when it is restarted.</summary>
public sealed class InferenceRestartSpecs : ActorSpecs
{
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _released = new(0);

    [Fact]
    public async Task Windows_behind_the_one_that_fails_are_answered_by_the_next_incarnation_and_the_failed_one_is_not_tried_again()
    {
        var models = new Queue<ScriptedAnalyzer>([new ScriptedAnalyzer(_ => Fail()), new ScriptedAnalyzer()]);
        var (first, second) = (models.First(), models.Last());
        var parts = Parts(Settings("davf.inference.batch.delay=0s", "davf.inference.batch.per-stream=8"), models.Dequeue, oneShot: false);
        var group = Sys.ActorOf(Props.Create(() => new GroupActor()));
        group.Tell(new GroupActor.Add("cpu", InferenceActor.Props(parts)), TestActor);
        var inference = ExpectMsg<GroupActor.Added>().Child;
        _released.Release(2);
        for (var index = 0; index < 2; index++)
        {
            inference.Tell(new Analyse(Windows.Make("a", index)), TestActor);
            Assert.Equal("a fault", ExpectMsg<Lost>().Detail);
        }
        inference.Tell(new Analyse(Windows.Make("a", 2)), TestActor);
        for (var pass = 0; pass < 3; pass++)
            Assert.True(await _begun.WaitAsync(TimeSpan.FromSeconds(60)));
        for (var index = 3; index < 6; index++)
            inference.Tell(new Analyse(Windows.Make("a", index)), TestActor);
        _released.Release();
        Assert.Equal("a fault", ExpectMsg<Lost>().Detail);
        for (var index = 3; index < 6; index++)
            ExpectMsg<Analysed>().Result.Dispose();
        Assert.Equal([[0], [1], [2]], first.Passes);
        Assert.Equal([[3], [4], [5]], second.Passes);
        Assert.True(first.IsDisposed);
    }

    private void Fail()
    {
        _begun.Release();
        _released.Wait();
        throw new InvalidOperationException("a fault");
    }
}
