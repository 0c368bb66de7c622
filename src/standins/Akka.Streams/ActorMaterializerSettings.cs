using Akka.Actor;
using Akka.Streams.Implementation;
using Decider = Akka.Streams.Supervision.Decider;
using Deciders = Akka.Streams.Supervision.Deciders;

namespace Akka.Streams;

/// <summary>How a materializer runs streams; defaults under <c>akka.stream.materializer</c>.</summary>
public sealed class ActorMaterializerSettings
{
    public readonly int InitialInputBufferSize;
    public readonly int MaxInputBufferSize;
    public readonly string Dispatcher;
    public readonly Decider SupervisionDecider;
    public readonly StreamSubscriptionTimeoutSettings SubscriptionTimeoutSettings;
    public readonly int SyncProcessingLimit;

    private ActorMaterializerSettings(
        int initialInputBufferSize,
        int maxInputBufferSize,
        string dispatcher,
        Decider supervisionDecider,
        StreamSubscriptionTimeoutSettings subscriptionTimeoutSettings,
        int syncProcessingLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(initialInputBufferSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInputBufferSize, initialInputBufferSize);
        if ((maxInputBufferSize & (maxInputBufferSize - 1)) != 0)
            throw new ArgumentException($"maxInputBufferSize must be a power of two, got {maxInputBufferSize}.", nameof(maxInputBufferSize));
        InitialInputBufferSize = initialInputBufferSize;
        MaxInputBufferSize = maxInputBufferSize;
        Dispatcher = dispatcher;
        SupervisionDecider = supervisionDecider;
        SubscriptionTimeoutSettings = subscriptionTimeoutSettings;
        SyncProcessingLimit = syncProcessingLimit;
    }

    public static ActorMaterializerSettings Create(ActorSystem system)
    {
        var config = system.Settings.Config.WithFallback(StreamDefaults.Config).GetConfig("akka.stream.materializer");
        return new ActorMaterializerSettings(
            config.GetInt("initial-input-buffer-size", 4),
            config.GetInt("max-input-buffer-size", 16),
            config.GetString("dispatcher", ""),
            Deciders.StoppingDecider,
            StreamSubscriptionTimeoutSettings.Create(config),
            config.GetInt("sync-processing-limit", 1000));
    }

    public ActorMaterializerSettings WithInputBuffer(int initialSize, int maxSize) =>
        new(initialSize, maxSize, Dispatcher, SupervisionDecider, SubscriptionTimeoutSettings, SyncProcessingLimit);

    public ActorMaterializerSettings WithDispatcher(string dispatcher) =>
        new(InitialInputBufferSize, MaxInputBufferSize, dispatcher, SupervisionDecider, SubscriptionTimeoutSettings, SyncProcessingLimit);

    public ActorMaterializerSettings WithSupervisionStrategy(Decider decider) =>
        new(InitialInputBufferSize, MaxInputBufferSize, Dispatcher, decider, SubscriptionTimeoutSettings, SyncProcessingLimit);

    public ActorMaterializerSettings WithSubscriptionTimeoutSettings(StreamSubscriptionTimeoutSettings settings) =>
        new(InitialInputBufferSize, MaxInputBufferSize, Dispatcher, SupervisionDecider, settings, SyncProcessingLimit);

    public ActorMaterializerSettings WithSyncProcessingLimit(int limit) =>
        new(InitialInputBufferSize, MaxInputBufferSize, Dispatcher, SupervisionDecider, SubscriptionTimeoutSettings, limit);
}
