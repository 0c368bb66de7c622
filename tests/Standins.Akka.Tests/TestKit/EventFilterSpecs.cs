using Akka.Actor;
using Akka.Event;
using Xunit.Sdk;

namespace AkkaSpecs;

public sealed class EventFilterSpecs() : TestKit("akka.loglevel = DEBUG")
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    [Fact]
    public void Expects_log_lines_by_level_and_text()
    {
        EventFilter.Debug("whole text").ExpectOne(() => Log.Debug("whole text"));
        EventFilter.Info(start: "begin").ExpectOne(() => Log.Info("begins {0}", 1));
        EventFilter.Warning(contains: "middle").ExpectOne(() => Log.Warning("in the middle of it"));
        EventFilter.Error(new System.Text.RegularExpressions.Regex("^a.c$")).ExpectOne(() => Log.Error("abc"));
    }

    [Fact]
    public void Expects_exceptions_by_type_and_text()
    {
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => Log.Error(new ObjectDisposedException("derived"), "text"));
        EventFilter.Exception<InvalidOperationException>("of the exception")
            .ExpectOne(() => Log.Error(new InvalidOperationException("of the exception"), "other"));
        EventFilter.Exception<InvalidOperationException>("of the log").ExpectOne(() => Log.Error(new InvalidOperationException("x"), "of the log"));
    }

    [Fact]
    public void Expects_exactly_the_count()
    {
        EventFilter.Info("x").Expect(3, () =>
        {
            for (var i = 0; i < 3; i++)
                Log.Info("x");
        });

        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("x").ExpectOne(Short, () => { }));
        // lines come in order: once the second is there, so is the first
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("x").Expect(0, Short, () => EventFilter.Info("y").ExpectOne(() =>
        {
            Log.Info("x");
            Log.Info("y");
        })));
    }

    [Fact]
    public async Task Expects_over_asynchronous_work()
    {
        await EventFilter.Info("later").ExpectOneAsync(async () =>
        {
            await Task.Yield();
            Log.Info("later");
        });
    }

    [Fact]
    public void Adds_filters_up_and_gives_the_result_of_the_block()
    {
        var result = EventFilter.Info("a").And.Info("b").Expect(2, () =>
        {
            Log.Info("a");
            Log.Info("b");
            return 5;
        });

        Assert.Equal(5, result);
    }

    [Fact]
    public void Expects_dead_letters() =>
        EventFilter.DeadLetter<string>(text => text == "lost").ExpectOne(() => Sys.DeadLetters.Tell("lost"));

    [Fact]
    public void Matches_the_source_of_the_line()
    {
        var actor = Sys.ActorOf<Logs>("source");

        EventFilter.Info("hello", source: "akka://test/user/source").ExpectOne(() => actor.Tell("hello"));
    }

    private sealed class Logs : ReceiveActor
    {
        public Logs()
        {
            var log = Context.GetLogger();
            Receive<string>(text => log.Info(text));
        }
    }
}
