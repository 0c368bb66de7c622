using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Work for a running island, from any thread.</summary>
internal abstract class ShellMessage
{
    public GraphInterpreterShell Shell { get; private set; } = null!;

    public ShellMessage For(GraphInterpreterShell shell)
    {
        Shell = shell;
        return this;
    }

    public abstract void Apply();

    /// <summary>The island or the stage has ended.</summary>
    public virtual void Dropped()
    {
    }
}

/// <summary>A call of one stage's callback.</summary>
internal sealed class AsyncInput<T>(GraphStageLogic logic, Action<T> handler, T value, Action<T>? dropped) : ShellMessage
{
    public override void Apply()
    {
        if (logic.IsFinalized)
            Dropped();
        else
            Shell.Interpreter.RunOn(logic, _ => handler(value));
    }

    public override void Dropped() => dropped?.Invoke(value);
}

/// <summary>The first message of an island.</summary>
internal sealed class StartShell : ShellMessage
{
    public override void Apply() => Shell.Interpreter.Init();

    public override void Dropped() => Shell.Abort(new AbruptTerminationException(ActorRefs.Nobody));
}
