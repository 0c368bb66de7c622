using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>The base of xunit tests of actors: a system of its own that ends with the test.</summary>
public class TestKit : TestKitBase, IDisposable
{
    protected readonly ITestOutputHelper? Output;

    private bool _disposed;

    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null) : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null) : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null) : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(string config, ITestOutputHelper? output = null) : base(Assertions, ConfigurationFactory.ParseString(config))
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    protected static XunitAssertions Assertions { get; } = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs once after the test, before its system ends.</summary>
    protected virtual void AfterAll() { }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing)
            return;
        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
        }
    }

    /// <summary>Writes the log of a system to the output of the test.</summary>
    protected void InitializeLogger(ActorSystem system) => AttachLogger(system, "log-test");

    protected void InitializeLogger(ActorSystem system, string prefix) => AttachLogger(system, $"log-test-{prefix}");

    private void AttachLogger(ActorSystem system, string name)
    {
        if (Output is null)
            return;
        var logger = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new TestOutputLogger(Output)), name);
        logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), TestKitSettings.SingleExpectDefault).GetAwaiter().GetResult();
    }
}
