using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The settings of <c>akka.test</c>.</summary>
public class TestKitSettings : IExtension
{
    public TestKitSettings(Config config)
    {
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", allowInfinite: false);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", allowInfinite: false);
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", allowInfinite: false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor");
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug");
        if (TestTimeFactor <= 0)
            throw new ConfigurationException($"akka.test.timefactor must be positive, it is {TestTimeFactor}.");
    }

    public TimeSpan DefaultTimeout { get; }

    public TimeSpan SingleExpectDefault { get; }

    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>What every timeout of a test is multiplied by.</summary>
    public double TestTimeFactor { get; }

    public bool LogTestKitCalls { get; }
}
