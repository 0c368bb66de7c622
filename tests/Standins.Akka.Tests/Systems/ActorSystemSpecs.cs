using Akka;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace AkkaSpecs;

public sealed class ActorSystemSpecs : TestKit
{
    [Fact]
    public void The_given_configuration_wins_over_the_defaults()
    {
        using var system = ActorSystem.Create("configured", ConfigurationFactory.ParseString("my.key = 5\nakka.loglevel = ERROR"));

        Assert.Equal(5, system.Settings.Config.GetInt("my.key"));
        Assert.Equal("ERROR", system.Settings.LogLevel);
        Assert.Equal("Dispatcher", system.Settings.Config.GetString("akka.actor.default-dispatcher.type"));
    }

    [Fact]
    public void A_setup_gives_the_configuration_too()
    {
        using var system = ActorSystem.Create("with-setup", BootstrapSetup.Create().WithConfig("a = 1").WithConfigFallback("a = 2, b = 3"));
        using var other = ActorSystem.Create("with-setups", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig("a = 4")));

        Assert.Equal(1, system.Settings.Config.GetInt("a"));
        Assert.Equal(3, system.Settings.Config.GetInt("b"));
        Assert.Equal(4, other.Settings.Config.GetInt("a"));
    }

    [Theory]
    [InlineData("bad name")]
    [InlineData("-bad")]
    [InlineData("")]
    public void A_bad_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    [Fact]
    public async Task Terminate_ends_all_actors_and_then_runs_the_callbacks()
    {
        var system = ActorSystem.Create("ending");
        var order = new List<string>();
        var actor = system.ActorOf(Props.Create(() => new Ends(order)));
        system.RegisterOnTermination(() => order.Add("first"));
        system.RegisterOnTermination(() => order.Add("second"));
        await actor.Ask<ActorIdentity>(new Identify(1), Patience);

        await system.Terminate();

        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
        Assert.Equal(["stopped", "second", "first"], order);
    }

    [Fact]
    public async Task No_actor_is_created_in_an_ended_system()
    {
        var system = ActorSystem.Create("ended");
        await system.Terminate();

        Assert.ThrowsAny<Exception>(() => system.ActorOf<Nothing>());
    }

    [Fact]
    public void Extensions_are_made_once()
    {
        Assert.False(Sys.HasExtension<Extra>());
        var one = Sys.RegisterExtension(new ExtraProvider());

        Assert.Same(one, Sys.RegisterExtension(new ExtraProvider()));
        Assert.Same(one, Sys.GetExtension<Extra>());
        Assert.Same(one, Sys.WithExtension<Extra, ExtraProvider>());
        Assert.Same(one, new ExtraProvider().Get(Sys));
        Assert.True(Sys.TryGetExtension<Extra>(out var found));
        Assert.Same(one, found);
        Assert.Same(Sys, found.System);
    }

    [Fact]
    public void An_extension_may_be_named_in_the_configuration()
    {
        using var system = ActorSystem.Create("extended", $"akka.extensions = [\"{typeof(ExtraProvider).AssemblyQualifiedName}\"]");

        Assert.NotNull(system.GetExtension<Extra>());
    }

    [Fact]
    public void References_know_their_place()
    {
        Assert.Equal("akka://test/deadLetters", Sys.DeadLetters.Path.ToString());
        Assert.Equal("akka://test/user/here", Sys.ActorOf<Nothing>("here").Path.ToString());
        Assert.True(ActorRefs.Nobody.IsNobody());
        Assert.Equal("akka://test", Sys.ToString());
        Assert.True(Sys.Uptime > TimeSpan.Zero);
    }

    [Fact]
    public void Props_take_types_arguments_and_expressions()
    {
        var word = "x";

        Assert.Equal(typeof(Takes), Props.Create(() => new Takes(word, 2)).Type);
        Assert.Equal(["x", 2], Props.Create(() => new Takes(word, 2)).Arguments);
        Sys.ActorOf(new Props(typeof(Takes), ["a", 1])).Tell(TestActor);
        ExpectMsg("a1");
        Sys.ActorOf(Props.Create<Takes>("b", 2)).Tell(TestActor);
        ExpectMsg("b2");
        Assert.ThrowsAny<Exception>(() => Props.Create(() => Make()));
    }

    [Fact]
    public void Disposable_actors_are_disposed_of_when_they_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Disposes(TestActor)));

        Sys.Stop(actor);

        ExpectMsg("disposed");
    }

    [Fact]
    public void Done_and_not_used_are_single_values()
    {
        Assert.NotNull(Done.Instance);
        Assert.Equal(NotUsed.Instance, NotUsed.Instance);
    }

    private static Nothing Make() => throw new InvalidOperationException("Never called.");

    private sealed class Nothing : ReceiveActor;

    private sealed class Ends : ReceiveActor
    {
        private readonly List<string> _order;

        public Ends(List<string> order) => _order = order;

        protected override void PostStop() => _order.Add("stopped");
    }

    private sealed class Takes : ReceiveActor
    {
        public Takes(string word, int number) =>
            Receive<IActorRef>(to => to.Tell(word + number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private sealed class Disposes(IActorRef log) : ReceiveActor, IDisposable
    {
        public void Dispose() => log.Tell("disposed");
    }

    public sealed class Extra(ActorSystem system) : IExtension
    {
        public ActorSystem System { get; } = system;
    }

    public sealed class ExtraProvider : ExtensionIdProvider<Extra>
    {
        public override Extra CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
