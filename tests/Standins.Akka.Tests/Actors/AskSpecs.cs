using Akka.Actor;

namespace AkkaSpecs;

public sealed class AskSpecs : TestKit
{
    private static readonly TimeSpan Long = Patience;

    [Fact]
    public async Task Completes_with_the_reply() => Assert.Equal("hi", await Echo().Ask<string>("hi", Long));

    [Fact]
    public async Task Without_a_type_takes_any_reply() => Assert.Equal(5, await Echo().Ask(5, Long));

    [Fact]
    public async Task Fails_after_its_timeout() =>
        await Assert.ThrowsAsync<AskTimeoutException>(() => Silent().Ask<string>("hi", TimeSpan.FromMilliseconds(50)));

    [Fact]
    public async Task Is_canceled_by_its_token()
    {
        using var source = new CancellationTokenSource();
        var asked = Silent().Ask<string>("hi", source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Throws_the_cause_of_a_failure_reply() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Echo().Ask<string>(new Status.Failure(new InvalidOperationException("no")), Long));

    [Fact]
    public async Task Refuses_a_reply_of_another_type() => await Assert.ThrowsAsync<ArgumentException>(() => Echo().Ask<string>(5, Long));

    [Fact]
    public async Task Lets_the_message_carry_the_reference_of_the_reply()
    {
        var answer = await Silent().Ask<string>(replyTo =>
        {
            replyTo.Tell("to " + replyTo.Path.Parent.Name);
            return "message";
        }, Long, CancellationToken.None);

        Assert.Equal("to temp", answer);
    }

    [Fact]
    public async Task Works_through_a_selection()
    {
        var echo = Sys.ActorOf<EchoActor>("echo");

        Assert.Equal("hi", await Sys.ActorSelection(echo.Path).Ask<string>("hi", Long));
    }

    [Fact]
    public async Task A_pipe_sends_the_result_of_a_task()
    {
        await Task.FromResult("value").PipeTo(TestActor, sender: TestActor);
        ExpectMsg("value");
        Assert.Equal(TestActor, LastSender);

        await Task.FromResult(3).PipeTo(TestActor, success: number => "got " + number);
        ExpectMsg("got 3");
        await Task.CompletedTask.PipeTo(TestActor, success: () => "done");
        ExpectMsg("done");
    }

    [Fact]
    public async Task A_pipe_sends_the_failure_of_a_task()
    {
        await Task.FromException<string>(new InvalidOperationException("bad")).PipeTo(TestActor);
        Assert.IsType<InvalidOperationException>(ExpectMsg<Status.Failure>().Cause);

        await Task.FromException(new InvalidOperationException("bad")).PipeTo(TestActor, failure: cause => "failed: " + cause.Message);
        ExpectMsg("failed: bad");
    }

    [Fact]
    public async Task A_task_without_a_result_pipes_nothing_by_itself()
    {
        await Task.CompletedTask.PipeTo(TestActor);

        ExpectNoMsg(50);
    }

    private IActorRef Echo() => Sys.ActorOf<EchoActor>();

    private IActorRef Silent() => Sys.ActorOf<SilentActor>();

    private sealed class EchoActor : ReceiveActor
    {
        public EchoActor() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class SilentActor : ReceiveActor
    {
        public SilentActor() => ReceiveAny(_ => { });
    }
}
