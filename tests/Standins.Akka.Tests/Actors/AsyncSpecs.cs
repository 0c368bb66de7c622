using Akka.Actor;

namespace AkkaSpecs;

public sealed class AsyncSpecs : TestKit
{
    [Fact]
    public void Handles_one_message_at_a_time_over_an_await()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task, TestActor)));

        actor.Tell("wait");
        actor.Tell("next");
        ExpectMsg("before");
        ExpectNoMsg(50);
        gate.SetResult();

        ExpectMsg("after");
        ExpectMsg("next");
    }

    [Fact]
    public void Keeps_sender_self_and_context_after_an_await()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task, CreateTestProbe().Ref)));
        var probe = CreateTestProbe();

        probe.Send(actor, "who");
        TestActor.Tell("noise");
        gate.SetResult();

        Assert.Equal((actor, probe.Ref, actor.Path), probe.ExpectMsg<(IActorRef, IActorRef, ActorPath)>());
    }

    [Fact]
    public void A_failure_after_an_await_is_the_actor_s_failure()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task, TestActor)));

        actor.Tell("fail");
        actor.Tell("next");
        ExpectMsg("before");
        gate.SetResult();

        ExpectMsg("restarted: late failure");
        ExpectMsg("next");
    }

    [Fact]
    public void A_failure_before_any_await_is_the_actor_s_failure_too()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(Task.CompletedTask, TestActor)));

        actor.Tell("fail at once");

        ExpectMsg("restarted: early failure");
    }

    [Fact]
    public void A_stop_does_not_wait_for_the_handler_and_the_rest_of_it_never_runs()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Waiting(gate.Task, TestActor))));
        actor.Tell("wait");
        ExpectMsg("before");

        Sys.Stop(actor);
        ExpectTerminated(actor);
        gate.SetResult();

        ExpectNoMsg(100);
    }

    [Fact]
    public void Failures_of_children_wait_for_the_handler()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task, TestActor)));
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();
        parent.Tell("wait");
        ExpectMsg("before");

        child.Tell("fail at once");
        child.Tell("answer");
        ExpectNoMsg(100);
        gate.SetResult();

        ExpectMsgAllOf("after", "restarted: early failure", "answer");
    }

    [Fact]
    public async Task Ask_of_a_failed_child_never_returns_inside_the_handler_of_its_parent()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var parent = Sys.ActorOf(Props.Create(() => new Waiting(Task.CompletedTask, TestActor)));
        parent.Tell("child");
        var child = await ExpectMsgAsync<IActorRef>();

        parent.Tell(("fail and ask", child));

        await FishForMessageAsync<string>(text => text == "no answer");
    }

    [Fact]
    public void A_handler_may_change_the_behaviour_after_an_await()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task, TestActor)));

        actor.Tell("become");
        actor.Tell("x");
        gate.SetResult();

        ExpectMsg("before");
        ExpectMsg("new x");
    }

    [Fact]
    public void Handlers_run_in_the_order_of_their_messages()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Delays(TestActor)));
        for (var i = 0; i < 20; i++)
            actor.Tell(i);

        Assert.Equal(Enumerable.Range(0, 20).Cast<object>(), ReceiveN(20));
    }

    private sealed class Waiting : ReceiveActor
    {
        private readonly IActorRef _log;

        public Waiting(Task gate, IActorRef log)
        {
            _log = log;
            ReceiveAsync<string>(text => text == "wait", async _ =>
            {
                log.Tell("before");
                await gate;
                log.Tell("after");
            });
            ReceiveAsync<string>(text => text == "who", async _ =>
            {
                await gate;
                await Task.Yield();
                Sender.Tell((Self, Sender, Context.Self.Path));
            });
            ReceiveAsync<string>(text => text == "fail", async _ =>
            {
                log.Tell("before");
                await gate;
                throw new InvalidOperationException("late failure");
            });
            ReceiveAsync<string>(text => text == "fail at once", _ => throw new InvalidOperationException("early failure"));
            ReceiveAsync<string>(text => text == "become", async _ =>
            {
                log.Tell("before");
                await gate;
                Become(() => Receive<string>(text => log.Tell("new " + text)));
            });
            ReceiveAsync<(string, IActorRef Target)>(async ask =>
            {
                ask.Target.Tell("fail at once");
                try
                {
                    log.Tell(await ask.Target.Ask<string>("reply", TimeSpan.FromMilliseconds(200)));
                }
                catch (AskTimeoutException)
                {
                    log.Tell("no answer");
                }
            });
            Receive<string>(text => text == "child", _ => log.Tell(Context.ActorOf(Props.Create(() => new Waiting(gate, log)))));
            Receive<string>(text => text == "reply", _ => Sender.Tell("reply"));
            Receive<string>(log.Tell);
        }

        protected override void PostRestart(Exception reason) => _log.Tell("restarted: " + reason.Message);
    }

    private sealed class Delays : ReceiveActor
    {
        public Delays(IActorRef log) => ReceiveAsync<int>(async number =>
        {
            await Task.Delay(number % 3);
            log.Tell(number);
        });
    }
}
