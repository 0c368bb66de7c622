using Akka.Actor;
using Akka.Event;

namespace AkkaSpecs;

public sealed class LoggingSpecs() : TestKit($$"""
    akka.loglevel = INFO
    akka.stdout-loglevel = OFF
    akka.loggers = ["{{typeof(Capturing).AssemblyQualifiedName}}", "Akka.TestKit.TestEventListener, {{typeof(Akka.TestKit.TestEventListener).Assembly.GetName().Name}}"]
    """)
{
    [Fact]
    public void A_configured_logger_receives_the_lines_of_its_level_and_above()
    {
        Capturing.Forward(Sys, TestActor);

        Log.Debug("not this");
        Log.Info("number {0} of {1}", 1, "many");
        Log.Warning(new InvalidOperationException("cause"), "warned");
        Log.Error("failed");

        var info = ExpectMsg<Info>();
        Assert.Equal("number 1 of many", info.Message.ToString());
        Assert.Equal(LogLevel.InfoLevel, info.LogLevel());
        Assert.IsType<InvalidOperationException>(ExpectMsg<Warning>().Cause);
        Assert.Equal("failed", ExpectMsg<Error>().Message.ToString());
        ExpectNoMsg(50);
    }

    [Fact]
    public void Says_which_levels_are_on()
    {
        Assert.False(Log.IsDebugEnabled);
        Assert.True(Log.IsInfoEnabled);
        Assert.True(Log.IsWarningEnabled);
        Assert.True(Log.IsErrorEnabled);
        Assert.False(Log.IsEnabled(LogLevel.DebugLevel));
    }

    [Fact]
    public void A_line_names_the_actor_it_comes_from()
    {
        Capturing.Forward(Sys, TestActor);

        Sys.ActorOf<Logs>("speaker").Tell("hello");

        var info = ExpectMsg<Info>();
        Assert.Equal("akka://test/user/speaker", info.LogSource);
        Assert.Equal(typeof(Logs), info.LogClass);
        Assert.Contains("hello", info.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_anything_else_names_it_and_the_system()
    {
        Capturing.Forward(Sys, TestActor);

        Logging.GetLogger(Sys, "me").Info("x");
        Logging.GetLogger(Sys, this).Info("x");

        Assert.Equal("me (akka://test)", ExpectMsg<Info>().LogSource);
        Assert.Equal("LoggingSpecs (akka://test)", ExpectMsg<Info>().LogSource);
    }

    [Fact]
    public void The_failure_of_a_child_is_logged_with_its_cause()
    {
        Capturing.Forward(Sys, TestActor);

        Sys.ActorOf<Logs>("failing").Tell(new InvalidOperationException("bang"));

        var error = ExpectMsg<Error>();
        Assert.Equal("bang", error.Message.ToString());
        Assert.IsType<InvalidOperationException>(error.Cause);
        Assert.Equal("akka://test/user/failing", error.LogSource);
    }

    [Fact]
    public void Dead_letters_are_logged()
    {
        Capturing.Forward(Sys, TestActor);

        Sys.DeadLetters.Tell("lost");

        ExpectMsg<Info>(info => info.Message.ToString()!.Contains("lost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("debug", LogLevel.DebugLevel)]
    [InlineData("WARNING", LogLevel.WarningLevel)]
    public void Knows_levels_by_name(string name, LogLevel level) => Assert.Equal(level, Logging.LogLevelFor(name));

    [Fact]
    public void An_unknown_level_is_refused() => Assert.Throws<ArgumentException>(() => Logging.LogLevelFor("loud"));

    public sealed class Capturing : ReceiveActor
    {
        public Capturing()
        {
            IActorRef? target = null;
            Receive<InitializeLogger>(_ =>
            {
                Context.System.EventStream.Subscribe(Self, typeof(Target));
                Sender.Tell(new LoggerInitialized());
            });
            Receive<Target>(to =>
            {
                target = to.Actor;
                to.Actor.Tell("forwarding");
            });
            Receive<LogEvent>(logEvent => target?.Tell(logEvent));
        }

        public static void Forward(ActorSystem system, IActorRef target)
        {
            var ready = system.ActorOf(Props.Create(() => new Ready(target)));
            ready.Ask<string>("go", Patience).Wait();
        }

        private sealed record Target(IActorRef Actor);

        // the log goes on to the target only after the logger has said so
        private sealed class Ready : ReceiveActor
        {
            public Ready(IActorRef target)
            {
                var asker = ActorRefs.Nobody as IActorRef;
                Receive<string>(text => text == "go", _ =>
                {
                    asker = Sender;
                    Context.System.EventStream.Publish(new Target(Self));
                });
                Receive<string>(_ => asker.Tell("ready"));
                Receive<LogEvent>(target.Tell);
            }
        }
    }

    private sealed class Logs : ReceiveActor
    {
        public Logs()
        {
            var log = Context.GetLogger();
            Receive<string>(text => log.Info(text));
            Receive<Exception>(error => throw error);
        }
    }
}
