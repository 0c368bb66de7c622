using Akka.Streams.Stage;
using C = Akka.Streams.Implementation.Fusing.Connection;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Runs the stages of one island, one signal at a time, on one thread at a time.</summary>
internal sealed class GraphInterpreter
{
    private const int ChaseLimit = 16;

    [ThreadStatic]
    private static GraphInterpreter? s_current;

    private readonly GraphStageLogic[] _logics;
    private readonly Connection[] _queue;
    private readonly int _mask;
    private Connection? _next;
    private int _head;
    private int _tail;
    private int _running;

    public GraphInterpreter(GraphStageLogic[] logics, int connections)
    {
        _logics = logics;
        _running = logics.Length;
        var size = 2;
        while (size < connections + 1)
            size *= 2;
        _queue = new Connection[size];
        _mask = size - 1;
    }

    /// <summary>The interpreter that runs on this thread.</summary>
    public static GraphInterpreter Current => s_current
        ?? throw new InvalidOperationException("This can only be done from a handler of a stage that runs.");

    /// <summary>The stage whose code runs.</summary>
    public GraphStageLogic ActiveStage { get; private set; } = null!;

    public bool IsCompleted => _running == 0;

    public bool HasEvents => _next is not null || _head != _tail;

    public IReadOnlyList<GraphStageLogic> Logics => _logics;

    public void Init()
    {
        foreach (var logic in _logics)
            logic.Interpreter = this;
        foreach (var logic in _logics)
            RunOn(logic, static l => l.RunPreStart());
    }

    /// <summary>Runs code of one stage, as if a signal had arrived there; a stage that has ended ignores it.</summary>
    public void RunOn<TState>(TState logic, Action<TState> code) where TState : GraphStageLogic
    {
        if (logic.IsFinalized)
            return;
        var outer = Enter();
        ActiveStage = logic;
        try
        {
            code(logic);
        }
        catch (Exception e)
        {
            Report(logic, e);
        }

        AfterStageHasRun(logic);
        s_current = outer;
    }

    /// <summary>Processes signals until there are none or a limit is reached.</summary>
    /// <returns>How many were processed.</returns>
    public int Execute(int limit)
    {
        var left = limit;
        var outer = Enter();
        while (left > 0)
        {
            var connection = Dequeue();
            if (connection is null)
                break;
            var chase = ChaseLimit;
            do
            {
                Process(connection);
                left--;
                connection = _next;
                _next = null;
            }
            while (connection is not null && --chase > 0 && left > 0);
            if (connection is not null)
                _queue[_tail++ & _mask] = connection;
        }

        s_current = outer;
        return limit - left;
    }

    /// <summary>Ends all stages that have not ended.</summary>
    public void Finish()
    {
        var outer = Enter();
        foreach (var logic in _logics)
            Finalize(logic);
        s_current = outer;
    }

    public void Enqueue(Connection connection)
    {
        if ((connection.State & C.Queued) != 0)
            return;
        connection.State |= C.Queued;
        if (_next is null)
            _next = connection;
        else
            _queue[_tail++ & _mask] = connection;
    }

    private Connection? Dequeue()
    {
        if (_head == _tail)
        {
            var chased = _next;
            _next = null;
            return chased;
        }

        var connection = _queue[_head & _mask];
        _queue[_head++ & _mask] = null!;
        return connection;
    }

    private GraphInterpreter? Enter()
    {
        var outer = s_current;
        s_current = this;
        return outer;
    }

    private void Process(Connection connection)
    {
        var state = connection.State & ~C.Queued;
        if ((state & (C.Pushing | C.InClosed)) == C.Pushing)
        {
            connection.State = state ^ (C.Pushing | C.InReady);
            var stage = ActiveStage = connection.InOwner;
            try
            {
                connection.InHandler.OnPush();
            }
            catch (Exception e)
            {
                Report(stage, e);
            }

            AfterStageHasRun(stage);
            if ((connection.State & (C.OutClosed | C.InClosed)) == C.OutClosed)
                Enqueue(connection);
        }
        else if ((state & (C.Pulling | C.OutClosed | C.InClosed)) == C.Pulling)
        {
            connection.State = state ^ (C.Pulling | C.OutReady);
            var stage = ActiveStage = connection.OutOwner;
            try
            {
                connection.OutHandler.OnPull();
            }
            catch (Exception e)
            {
                Report(stage, e);
            }

            AfterStageHasRun(stage);
        }
        else
            ProcessClosing(connection, state);
    }

    private void ProcessClosing(Connection connection, int state)
    {
        GraphStageLogic stage;
        switch (state & (C.OutClosed | C.InClosed))
        {
            case C.InClosed:
                stage = ActiveStage = connection.OutOwner;
                connection.State = state | C.OutClosed;
                connection.Clear();
                try
                {
                    connection.OutHandler.OnDownstreamFinish(connection.Cause ?? SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);
                }
                catch (Exception e)
                {
                    Report(stage, e);
                }

                break;
            case C.OutClosed:
                stage = ActiveStage = connection.InOwner;
                connection.State = state | C.InClosed;
                try
                {
                    if ((state & C.Failed) != 0)
                        connection.InHandler.OnUpstreamFailure(connection.Cause!);
                    else
                        connection.InHandler.OnUpstreamFinish();
                }
                catch (Exception e)
                {
                    Report(stage, e);
                }

                break;
            default:
                connection.State = state;
                return;
        }

        stage.OpenPorts--;
        AfterStageHasRun(stage);
    }

    private static void Report(GraphStageLogic stage, Exception cause)
    {
        stage.ReportError("Error in stage [{0}]: {1}", cause);
        stage.FailStage(cause);
    }

    private void AfterStageHasRun(GraphStageLogic logic)
    {
        if (logic.OpenPorts == 0 && !logic.MustKeepGoing)
            Finalize(logic);
    }

    private void Finalize(GraphStageLogic logic)
    {
        if (logic.IsFinalized)
            return;
        logic.IsFinalized = true;
        _running--;
        ActiveStage = logic;
        try
        {
            logic.RunPostStop();
        }
        catch (Exception e)
        {
            logic.ReportError("Error during PostStop in [{0}]: {1}", e);
        }
    }
}
