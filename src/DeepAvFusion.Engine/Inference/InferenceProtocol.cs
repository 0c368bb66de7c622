using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Inference;

namespace DeepAvFusion.Engine.Inference;

/// <summary>The conversation with a device's inference actor. Every window gets exactly one reply.</summary>
public static class InferenceProtocol
{
    /// <summary>Analyse a window; the actor takes it over and disposes it.</summary>
    public sealed record Analyse(AvWindow Window);

    /// <summary>The result of a window, for its asker to dispose.</summary>
    public sealed record Analysed(WindowResult Result) : IReply;

    /// <summary>The window was lost.</summary>
    public sealed record Lost(LossReason Reason, string Detail) : IReply;

    public interface IReply;

    /// <summary>Run what waits.</summary>
    internal sealed record RunBatch : IDeadLetterSuppression;

    /// <summary>Try again to load the model.</summary>
    internal sealed record Load : IDeadLetterSuppression;
}
