using Akka.Actor;
using Akka.Event;

namespace AkkaSpecs;

public sealed class SelectionSpecs : TestKit
{
    private readonly IActorRef _parent;
    private readonly IActorRef _a1;
    private readonly IActorRef _a2;
    private readonly IActorRef _b1;

    public SelectionSpecs()
    {
        _parent = Sys.ActorOf<Node>("parent");
        IActorRef Child(string name)
        {
            _parent.Tell(name);
            return ExpectMsg<IActorRef>();
        }

        (_a1, _a2, _b1) = (Child("a1"), Child("a2"), Child("b1"));
    }

    [Fact]
    public async Task Resolves_absolute_paths_and_addresses()
    {
        Assert.Equal(_a1, await Resolve("/user/parent/a1"));
        Assert.Equal(_a1, await Resolve("akka://test/user/parent/a1"));
        Assert.Equal(_a1, await Sys.ActorSelection(_a1.Path).ResolveOne(Patience));
    }

    [Fact]
    public async Task Resolves_from_another_reference_and_upwards()
    {
        Assert.Equal(_a2, await Sys.ActorSelection(_a1, "../a2").ResolveOne(Patience));
        Assert.Equal(_parent, await Sys.ActorSelection(_a1, "..").ResolveOne(Patience));
    }

    [Fact]
    public void Resolves_relative_to_the_actor_that_asks()
    {
        _a1.Tell(("select", "../b1"));

        Assert.Equal(_b1, ExpectMsg<ActorIdentity>().Subject);
    }

    [Fact]
    public void Wildcards_reach_all_that_fit()
    {
        Sys.ActorSelection("/user/parent/a*").Tell(new Identify(1));
        var found = ReceiveN(2).Cast<ActorIdentity>().Select(identity => identity.Subject).ToHashSet();
        Assert.Equal([_a1, _a2], found.OrderBy(actor => actor!.Path));

        Sys.ActorSelection("/user/parent/?1").Tell(new Identify(2));
        Assert.Equal(2, ReceiveN(2).Count);
        ExpectNoMsg(50);
    }

    [Fact]
    public async Task Nobody_there_is_not_found()
    {
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Resolve("/user/parent/nobody"));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Resolve("/user/nobody/a1"));
    }

    [Fact]
    public void Identify_to_nobody_is_answered_with_none()
    {
        Sys.ActorSelection("/user/nobody").Tell(new Identify("id"));

        Assert.Equal(new ActorIdentity("id", null), ExpectMsg<ActorIdentity>());
    }

    [Fact]
    public void A_message_to_nobody_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        Sys.ActorSelection("/user/nobody").Tell("lost");

        ExpectMsg<DeadLetter>(letter => letter.Message is "lost");
    }

    [Fact]
    public void A_selection_follows_the_path_not_the_incarnation()
    {
        var selection = Sys.ActorSelection("/user/parent/a1");
        Watch(_a1);
        Sys.Stop(_a1);
        ExpectTerminated(_a1);
        AwaitAssert(() =>
        {
            _parent.Tell("a1");
            Assert.NotEqual(_a1, ExpectMsg<IActorRef>());
        });

        selection.Tell(new Identify(1));

        Assert.NotEqual(_a1, ExpectMsg<ActorIdentity>(identity => identity.Subject is not null).Subject);
    }

    [Fact]
    public void Paths_are_parsed_compared_and_joined()
    {
        var path = ActorPath.Parse("akka://test/user/parent#42");

        Assert.Equal(42, path.Uid);
        Assert.Equal("parent", path.Name);
        Assert.Equal(_parent.Path, path);
        Assert.Equal(_a1.Path, path / "a1");
        Assert.Equal("/user/parent", path.ToStringWithoutAddress());
        Assert.Equal(["user", "parent"], path.Elements);
        Assert.Equal("akka://test", path.Address.ToString());
        Assert.False(ActorPath.TryParse("nonsense", out _));
    }

    private Task<IActorRef> Resolve(string path) => Sys.ActorSelection(path).ResolveOne(Patience);

    private sealed class Node : ReceiveActor
    {
        public Node()
        {
            Receive<string>(name => Sender.Tell(Context.ActorOf<Node>(name)));
            Receive<(string, string Path)>(select => Context.ActorSelection(select.Path).Tell(new Identify("x"), Sender));
        }
    }
}
