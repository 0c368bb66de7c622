using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;

namespace DeepAvFusion.Engine.Inference;

/// <summary>The conversation with a device's inference actor. Every window gets exactly one reply.</summary>
public static class InferenceProtocol
{
    /// <summary>Analyse a window; the actor takes it over and disposes it.</summary>
    public sealed record Analyse(AvWindow Window) : ICommand;

    /// <summary>Which model and device answer here?</summary>
    public sealed record Describe : ICommand;

    /// <summary>The model and device in use.</summary>
    public sealed record Described(ModelIdentity Model, string Device);

    /// <summary>The result of a window, for its asker to dispose.</summary>
    public sealed record Analysed(WindowResult Result) : IReply;

    /// <summary>The window was lost.</summary>
    public sealed record Lost(LossReason Reason, string Detail) : IReply;

    public interface ICommand;

    public interface IReply;

    /// <summary>Run what waits.</summary>
    internal sealed record RunBatch : IDeadLetterSuppression;
}
