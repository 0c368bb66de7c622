using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>One island: its stages, their interpreter and the host they run in.</summary>
internal sealed class GraphInterpreterShell
{
    private const int AbortLimit = 100_000;

    public GraphInterpreterShell(IslandHost host, GraphStageLogic[] logics, int connections)
    {
        Host = host;
        Interpreter = new GraphInterpreter(logics, connections);
        host.Add(this);
        // what was sent to a stage before it had an island comes after the start of the island
        foreach (var logic in logics)
            logic.Bind(this);
    }

    public IslandHost Host { get; }

    public GraphInterpreter Interpreter { get; }

    /// <summary>Ends the island before its time: asynchronous entries fail, asynchronous exits report the failure.</summary>
    public void Abort(Exception cause)
    {
        foreach (var logic in Interpreter.Logics)
            if (logic is BoundaryLogic boundary && logic.Interpreter is not null)
                Interpreter.RunOn(boundary, b => b.Abort(cause));
        Interpreter.Execute(AbortLimit);
        foreach (var logic in Interpreter.Logics)
            if (logic is BoundaryLogic boundary)
                boundary.AbortOutside(cause);
        Interpreter.Finish();
    }
}
