using Akka.Configuration;

namespace Akka.TestKit.Configs;

public static class TestConfigs
{
    /// <summary>Puts the clock of the system into the test's hand.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory.ParseString("""
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit.Xunit2"
        """);

    public static Config DefaultConfig => TestKitBase.DefaultConfig;
}
