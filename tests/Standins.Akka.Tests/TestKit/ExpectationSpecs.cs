using Akka.Actor;
using Xunit.Sdk;

namespace AkkaSpecs;

public sealed class ExpectationSpecs : TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Expects_the_next_message_by_type_value_and_predicate()
    {
        TestActor.Tell("a");
        TestActor.Tell("b");
        TestActor.Tell(3);

        Assert.Equal("a", ExpectMsg<string>());
        ExpectMsg("b");
        ExpectMsg<int>(number => number == 3);
    }

    [Fact]
    public async Task Keeps_the_test_actor_the_implicit_sender_over_awaits()
    {
        var echo = Sys.ActorOf<EchoActor>();
        await Task.Yield();

        echo.Tell("one");
        await ExpectMsgAsync("one");
        echo.Tell("two");
        await ExpectMsgAsync("two");
        Assert.Equal(echo, LastSender);
    }

    [Fact]
    public void Fails_when_another_message_or_none_comes()
    {
        TestActor.Tell("other");

        Assert.ThrowsAny<XunitException>(() => ExpectMsg("wanted", Short));
        Assert.ThrowsAny<XunitException>(() => ExpectMsg("wanted", Short));
    }

    [Fact]
    public void Fails_when_an_unwanted_message_comes()
    {
        ExpectNoMsg(Short);
        TestActor.Tell("unwanted");

        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(Short));
    }

    [Fact]
    public void A_probe_stands_where_a_reference_may_and_answers_who_sent_to_it()
    {
        var probe = CreateTestProbe("colleague");

        probe.Ref.Tell("question");
        probe.ExpectMsg("question");
        probe.Reply("answer");

        ExpectMsg("answer");
        Assert.Equal(probe.Ref, LastSender);
        Assert.StartsWith("colleague", probe.Ref.Path.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_sends_as_itself_and_forwards_with_the_first_sender()
    {
        var probe = CreateTestProbe();
        var target = CreateTestProbe();

        probe.Send(target.Ref, "direct");
        target.ExpectMsgFrom(probe.Ref, "direct");

        probe.Ref.Tell("through");
        probe.ExpectMsg("through");
        probe.Forward(target.Ref);
        target.ExpectMsgFrom(TestActor, "through");
    }

    [Fact]
    public void Takes_several_messages_in_order_or_in_any_order()
    {
        foreach (var message in (object[])["a", "b", "c", "d", "e"])
            TestActor.Tell(message);

        Assert.Equal(["a", "b"], ReceiveN(2));
        ExpectMsgAllOf("d", "c");
        ExpectMsgAnyOf(["x", "e"]);
    }

    [Fact]
    public void Fishes_for_a_message_and_drops_those_before_it()
    {
        TestActor.Tell(1);
        TestActor.Tell("skip");
        TestActor.Tell(7);

        Assert.Equal(7, FishForMessage<int>(number => number > 5));
        ExpectNoMsg(Short);
    }

    [Fact]
    public void Ignores_messages_until_told_otherwise()
    {
        IgnoreMessages<int>(number => number > 1);
        TestActor.Tell(2);
        TestActor.Tell(1);
        ExpectMsg(1);

        IgnoreNoMessages();
        TestActor.Tell(2);
        ExpectMsg(2);
    }

    [Fact]
    public void Expectations_inside_Within_share_its_time()
    {
        Within(TimeSpan.FromMilliseconds(200), () =>
        {
            Assert.ThrowsAny<XunitException>(() => ExpectMsg("never"));
            Assert.True(Remaining < TimeSpan.FromMilliseconds(100));
            return 0;
        }, epsilonValue: Patience);
    }

    [Fact]
    public void Within_fails_a_block_that_is_too_fast() =>
        Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), () => { }));

    [Fact]
    public async Task Waits_until_a_condition_or_an_assertion_holds()
    {
        var tries = 0;
        await AwaitConditionAsync(() => ++tries >= 3, Patience, TimeSpan.FromMilliseconds(10));
        await AwaitAssertAsync(() => Assert.True(++tries >= 6), Patience, TimeSpan.FromMilliseconds(10));

        Assert.Equal(6, tries);
        await Assert.ThrowsAnyAsync<XunitException>(() => AwaitConditionAsync(() => false, Short, TimeSpan.FromMilliseconds(10)));
        Assert.ThrowsAny<XunitException>(() => AwaitAssert(() => Assert.Fail("never"), Short, TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void Sees_the_end_of_an_actor_it_watches()
    {
        var actor = Watch(Sys.ActorOf<EchoActor>());

        Sys.Stop(actor);

        ExpectTerminated(actor);
    }

    [Fact]
    public void Creates_children_of_the_test_actor_under_a_strategy()
    {
        var child = ChildActorOf(Props.Create<EchoActor>(), "child");

        Assert.Equal(TestActor.Path / "child", child.Path);
    }

    private sealed class EchoActor : ReceiveActor
    {
        public EchoActor() => ReceiveAny(message => Sender.Tell(message));
    }
}
