using Akka.Actor;
using Akka.Configuration;

namespace AkkaSpecs;

public sealed class DispatcherSpecs() : TestKit("""
    own-thread { type = PinnedDispatcher, executor = thread-pool-executor }
    forked { type = ForkJoinDispatcher, throughput = 7, dedicated-thread-pool { thread-count = 2 } }
    fork-join { type = Dispatcher, executor = fork-join-executor, fork-join-executor { parallelism-min = 2, parallelism-max = 2 } }
    tasks { type = TaskDispatcher }
    akka.actor.deployment {
      /deployed { dispatcher = own-thread }
      "/group/*" { dispatcher = own-thread }
    }
    """)
{
    [Fact]
    public void A_pinned_actor_keeps_a_thread_of_its_own()
    {
        var one = Sys.ActorOf(Props.Create<TellsThread>().WithDispatcher("own-thread"));
        var two = Sys.ActorOf(Props.Create<TellsThread>().WithDispatcher("own-thread"));

        var first = ThreadsOf(one);
        var second = ThreadsOf(two);

        Assert.Single(first);
        Assert.Single(second);
        Assert.NotEqual(first, second);
        Assert.False(first[0].IsThreadPoolThread);
    }

    [Fact]
    public void The_thread_of_a_pinned_actor_ends_with_it()
    {
        var actor = Watch(Sys.ActorOf(Props.Create<TellsThread>().WithDispatcher("own-thread")));
        var thread = ThreadsOf(actor)[0];

        Sys.Stop(actor);
        ExpectTerminated(actor);

        AwaitCondition(() => !thread.IsAlive);
    }

    [Fact]
    public void An_asynchronous_handler_of_a_pinned_actor_goes_on_on_its_thread()
    {
        var actor = Sys.ActorOf(Props.Create<TellsThread>().WithDispatcher("own-thread"));

        actor.Tell("async");

        var (before, after) = ExpectMsg<(Thread, Thread)>();
        Assert.Same(before, after);
    }

    [Fact]
    public void The_deployment_configuration_chooses_the_dispatcher()
    {
        Assert.False(ThreadsOf(Sys.ActorOf<TellsThread>("deployed"))[0].IsThreadPoolThread);

        var group = Sys.ActorOf<Parent>("group");
        group.Tell("make");
        Assert.False(ThreadsOf(ExpectMsg<IActorRef>())[0].IsThreadPoolThread);
    }

    [Theory]
    [InlineData("forked")]
    [InlineData("fork-join")]
    [InlineData("tasks")]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("akka.actor.default-blocking-io-dispatcher")]
    public void Known_dispatcher_types_run_actors(string dispatcher)
    {
        var actor = Sys.ActorOf(Props.Create<TellsThread>().WithDispatcher(dispatcher));

        Assert.NotEmpty(ThreadsOf(actor));
        Assert.True(Sys.Dispatchers.HasDispatcher(dispatcher));
    }

    [Fact]
    public void Reads_the_throughput() => Assert.Equal(7, Sys.Dispatchers.Lookup("forked").Throughput);

    [Fact]
    public void An_unknown_dispatcher_is_a_configuration_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create<TellsThread>().WithDispatcher("no-such")));

        Assert.Contains("no-such", error.Message, StringComparison.Ordinal);
    }

    private List<Thread> ThreadsOf(IActorRef actor)
    {
        for (var i = 0; i < 20; i++)
            actor.Tell("thread");
        return [.. ReceiveN(20).Cast<Thread>().Distinct()];
    }

    private sealed class TellsThread : ReceiveActor
    {
        public TellsThread()
        {
            ReceiveAsync<string>(text => text == "async", async _ =>
            {
                var before = Thread.CurrentThread;
                await Task.Delay(5);
                Sender.Tell((before, Thread.CurrentThread));
            });
            ReceiveAny(_ => Sender.Tell(Thread.CurrentThread));
        }
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => ReceiveAny(_ => Sender.Tell(Context.ActorOf<TellsThread>("member")));
    }
}
