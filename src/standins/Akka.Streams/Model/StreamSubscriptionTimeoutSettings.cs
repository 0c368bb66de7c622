namespace Akka.Streams;

/// <summary>How long a substream may wait to be run, and what happens then.</summary>
public sealed class StreamSubscriptionTimeoutSettings : IEquatable<StreamSubscriptionTimeoutSettings>
{
    public readonly StreamSubscriptionTimeoutTerminationMode Mode;
    public readonly TimeSpan Timeout;

    public StreamSubscriptionTimeoutSettings(StreamSubscriptionTimeoutTerminationMode mode, TimeSpan timeout)
    {
        Mode = mode;
        Timeout = timeout;
    }

    public static StreamSubscriptionTimeoutSettings Create(Configuration.Config config)
    {
        var settings = config.GetConfig("subscription-timeout");
        var mode = settings.GetString("mode", "cancel") switch
        {
            "no" or "off" or "false" or "noop" => StreamSubscriptionTimeoutTerminationMode.NoopTermination,
            "warn" => StreamSubscriptionTimeoutTerminationMode.WarnTermination,
            _ => StreamSubscriptionTimeoutTerminationMode.CancelTermination,
        };
        return new StreamSubscriptionTimeoutSettings(mode, settings.GetTimeSpan("timeout", TimeSpan.FromSeconds(5)));
    }

    public bool Equals(StreamSubscriptionTimeoutSettings? other) => other is not null && other.Mode == Mode && other.Timeout == Timeout;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionTimeoutSettings);

    public override int GetHashCode() => HashCode.Combine(Mode, Timeout);

    public override string ToString() => $"StreamSubscriptionTimeoutSettings<{Mode}, {Timeout}>";
}
