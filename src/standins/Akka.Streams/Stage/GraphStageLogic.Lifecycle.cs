using Akka.Pattern;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    private ActorMaterializer? _materializer;
    private GraphInterpreterShell? _shell;
    private List<ShellMessage>? _early;
    private object? _stage;
    private StageActor? _stageActor;

    /// <summary>The materializer that runs this stage.</summary>
    /// <exception cref="IllegalStateException">Used from a constructor.</exception>
    protected IMaterializer Materializer => _materializer
        ?? throw new IllegalStateException("Not yet initialized: only SetHandler is allowed in a GraphStageLogic constructor.");

    /// <summary>Runs inner streams in the actor of this stage.</summary>
    protected IMaterializer SubFusingMaterializer => new SubFusingMaterializer(_materializer!, Shell);

    /// <summary>The stage's own actor, once made by <see cref="GetStageActor"/>.</summary>
    public StageActor StageActor => _stageActor ?? throw StageActorRefNotInitializedException.Instance;

    protected virtual string? StageActorName => null;

    internal IMaterializer SubMaterializer => SubFusingMaterializer;

    internal Attributes Attributes { get; private set; } = Attributes.None;

    internal int IslandIndex { get; private set; }

    internal GraphInterpreterShell Shell => _shell
        ?? throw new IllegalStateException("Not yet initialized: only SetHandler is allowed in a GraphStageLogic constructor.");

    /// <summary>Makes a function that may be called from any thread; the handler then runs as a callback of this stage.</summary>
    /// <remarks>Calls after the stage has ended are ignored.</remarks>
    protected Action<T> GetAsyncCallback<T>(Action<T> handler) => value => Post(new AsyncInput<T>(this, handler, value, null));

    protected Action GetAsyncCallback(Action handler) =>
        () => Post(new AsyncInput<Action>(this, static run => run(), handler, null));

    /// <summary>As above; <paramref name="dropped"/> gets what comes after the stage has ended, on any thread.</summary>
    internal Action<T> GetAsyncCallback<T>(Action<T> handler, Action<T> dropped) =>
        value => Post(new AsyncInput<T>(this, handler, value, dropped));

    /// <summary>Gives the stage an actor that hands its messages to <paramref name="receive"/>; not from a constructor.</summary>
    protected StageActor GetStageActor(StageActorRef.Receive receive)
    {
        if (_stageActor is not null)
            _stageActor.Become(receive);
        else
            _stageActor = new StageActor(Shell.Host.Context, r => GetAsyncCallback<(Actor.IActorRef, object)>(m => r(m)), receive, StageActorName);
        return _stageActor;
    }

    public override string ToString() => _stage is string or null ? _stage as string ?? GetType().Name : NameOf(_stage);

    internal void Prepare(ActorMaterializer materializer, Attributes attributes, object stage, int island)
    {
        if (_materializer is not null)
            throw new IllegalStateException($"The logic of stage [{stage}] is used twice; CreateLogic must make a new one each time.");
        _materializer = materializer;
        Attributes = attributes;
        _stage = stage;
        IslandIndex = island;
    }

    internal void Attach(Outlet outlet, Connection connection)
    {
        var port = InCount + outlet.Id;
        RequireFree(port, outlet);
        connection.OutHandler = _handlers[port] as IOutHandler
            ?? throw new IllegalStateException($"No handler defined in stage [{this}] for out port [{outlet}]. All ports must have a handler.");
        _connections[port] = connection;
    }

    internal void Attach(Inlet inlet, Connection connection)
    {
        RequireFree(inlet.Id, inlet);
        connection.InHandler = _handlers[inlet.Id] as IInHandler
            ?? throw new IllegalStateException($"No handler defined in stage [{this}] for in port [{inlet}]. All ports must have a handler.");
        _connections[inlet.Id] = connection;
    }

    internal void RequireWired()
    {
        if (Array.Exists(_connections, c => c is null))
            throw new IllegalStateException($"Stage [{this}] has ports that are not connected.");
    }

    /// <summary>Binds the stage to what runs it and hands over the calls that came before.</summary>
    internal void Bind(GraphInterpreterShell shell)
    {
        lock (_connections)
        {
            foreach (var message in _early ?? [])
                shell.Host.Post(message.For(shell));
            _early = null;
            Volatile.Write(ref _shell, shell);
        }
    }

    internal void Post(ShellMessage message)
    {
        var shell = Volatile.Read(ref _shell);
        if (shell is null)
            lock (_connections)
            {
                shell = _shell;
                if (shell is null)
                {
                    (_early ??= []).Add(message);
                    return;
                }
            }

        shell.Host.Post(message.For(shell));
    }

    internal void RunPreStart()
    {
        BeforePreStart();
        PreStart();
    }

    internal void RunPostStop()
    {
        try
        {
            PostStop();
        }
        finally
        {
            AfterPostStop();
            _stageActor?.Stop();
        }
    }

    private static string NameOf(object stage)
    {
        var name = stage.ToString();
        return name is null || name == stage.GetType().ToString() ? stage.GetType().Name.Split('`')[0] : name;
    }

    private void RequireFree(int port, object name)
    {
        if (_connections[port] is not null)
            throw new IllegalStateException($"Port [{name}] of stage [{this}] is connected twice.");
    }
}
