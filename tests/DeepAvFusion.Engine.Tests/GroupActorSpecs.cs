using Akka.Actor;
using Akka.TestKit;
using DeepAvFusion.Engine.Tests.Streams;

namespace DeepAvFusion.Engine.Tests;

/// <summary>What a parent of streams, devices or sinks does with a child that throws.</summary>
public sealed class GroupActorSpecs : ActorSpecs
{
    private static readonly ProbedRun.Throw Fault = new(new InvalidOperationException("a fault"));

    private readonly TestProbe[] _told = new TestProbe[2];
    private readonly IActorRef[] _children = new IActorRef[2];

    [Fact]
    public void A_child_that_throws_is_restarted_with_what_waits_for_it_and_its_sibling_goes_on()
    {
        Start();
        _children[0].Tell("before");
        _children[0].Tell(Fault);
        _children[0].Tell("behind");
        _told[0].ExpectMsg("before");
        _told[0].ExpectMsg<ProbedRun.Begun>();
        _told[0].ExpectMsg("behind");
        _children[1].Tell("still here");
        _told[1].ExpectMsg("still here");
    }

    [Fact]
    public void A_child_that_keeps_throwing_is_stopped_and_its_sibling_goes_on()
    {
        Start();
        Watch(_children[0]);
        for (var restart = 1; restart <= 5; restart++)
        {
            _children[0].Tell(Fault);
            _told[0].ExpectMsg<ProbedRun.Begun>();
        }
        _children[0].Tell(Fault);
        ExpectTerminated(_children[0]);
        _children[1].Tell("still here");
        _told[1].ExpectMsg("still here");
    }

    /// <summary>Two children, each of which tells a probe of its start and of what it is sent.</summary>
    private void Start()
    {
        var group = Sys.ActorOf(Props.Create(() => new GroupActor()));
        for (var child = 0; child < _children.Length; child++)
        {
            IActorRef told = _told[child] = CreateTestProbe();
            group.Tell(new GroupActor.Add($"child-{child}", Props.Create(() => new ProbedRun(told))), TestActor);
            _children[child] = ExpectMsg<GroupActor.Added>().Child;
            _told[child].ExpectMsg<ProbedRun.Begun>();
        }
    }
}
