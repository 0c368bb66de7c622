using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>The link between an outlet and an inlet of one island.</summary>
/// <remarks>
/// A token goes round: the inlet may pull (<see cref="InReady"/>), the pull is under way (<see cref="Pulling"/>), the outlet may push
/// (<see cref="OutReady"/>), the push is under way (<see cref="Pushing"/>). Each side can close at any time; the other side learns of it
/// through the interpreter.
/// </remarks>
internal abstract class Connection
{
    public const int InReady = 1;
    public const int Pulling = 2;
    public const int OutReady = 4;
    public const int Pushing = 8;
    public const int InClosed = 16;
    public const int OutClosed = 32;
    public const int Failed = 64;
    public const int Queued = 128;

    public int State = InReady;
    public bool HasElement;
    public GraphStageLogic InOwner = null!;
    public GraphStageLogic OutOwner = null!;
    public IInHandler InHandler = null!;
    public IOutHandler OutHandler = null!;

    /// <summary>Why the side that closed first did so.</summary>
    public Exception? Cause;

    /// <summary>Takes the element as an object, for an inlet of a wider type than the outlet.</summary>
    public abstract object? TakeBoxed();

    public abstract void Clear();
}

/// <summary>A link that carries elements of one type.</summary>
internal sealed class Connection<T> : Connection
{
    public T? Element;

    public T Take()
    {
        var element = Element!;
        Element = default;
        HasElement = false;
        return element;
    }

    public override object? TakeBoxed() => Take();

    public override void Clear()
    {
        Element = default;
        HasElement = false;
    }
}
