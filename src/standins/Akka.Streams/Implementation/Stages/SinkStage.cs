using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A named stage with one inlet and a materialized value.</summary>
internal abstract class SinkStage<T, TMat> : GraphStageWithMaterializedValue<SinkShape<T>, TMat>
{
    private readonly string _name;

    protected SinkStage(string name)
    {
        _name = name;
        In = new Inlet<T>($"{name}.in");
        Shape = new SinkShape<T>(In);
    }

    public Inlet<T> In { get; }

    public override SinkShape<T> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName(_name);

    public override string ToString() => _name;
}

/// <summary>The logic of a stage with one inlet.</summary>
internal abstract class SinkLogic<T> : InGraphStageLogic
{
    protected SinkLogic(SinkShape<T> shape) : base(shape)
    {
        In = shape.Inlet;
        SetHandler(In, (IInHandler)this);
    }

    protected Inlet<T> In { get; }

    public override void PreStart() => Pull(In);
}

/// <summary>The logic of a sink whose value is a task that ends with the stream; an abrupt end leaves the task as it is.</summary>
internal abstract class TaskSinkLogic<T, TResult>(SinkShape<T> shape) : SinkLogic<T>(shape)
{
    private readonly TaskCompletionSource<TResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Result => _result.Task;

    public override void OnUpstreamFinish()
    {
        Finish();
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        FailResult(e);
        FailStage(e);
    }

    /// <summary>The stream has completed: sets or fails the result.</summary>
    protected abstract void Finish();

    protected void SetResult(TResult result) => _result.TrySetResult(result);

    protected void FailResult(Exception cause) => _result.TrySetException(cause);
}

/// <summary>A sink whose value is a task.</summary>
internal abstract class TaskSink<T, TResult>(string name) : SinkStage<T, Task<TResult>>(name)
{
    public sealed override ILogicAndMaterializedValue<Task<TResult>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = CreateLogic(inheritedAttributes);
        return new LogicAndMaterializedValue<Task<TResult>>(logic, logic.Result);
    }

    protected abstract TaskSinkLogic<T, TResult> CreateLogic(Attributes attributes);
}
