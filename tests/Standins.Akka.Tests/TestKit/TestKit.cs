using Akka.Configuration;

namespace AkkaSpecs;

/// <summary>The test kit of every test here: what is expected may take its time on a busy machine, and still fails instead of hanging.</summary>
public abstract class TestKit : Akka.TestKit.Xunit2.TestKit
{
    private static readonly Config Patient = ConfigurationFactory.ParseString("akka.test { single-expect-default = 60s, filter-leeway = 60s, default-timeout = 60s }");

    protected TestKit() : base(Patient)
    {
    }

    protected TestKit(string config) : base(ConfigurationFactory.ParseString(config).WithFallback(Patient))
    {
    }

    protected TestKit(Config config) : base(config.WithFallback(Patient))
    {
    }

    /// <summary>How long to wait for what must come.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);
}
