using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Engine.Status;

/// <summary>What the model is doing: written by the inference actor, read by those who start, serve and watch it. Nobody waits for the device to learn it. Thread-safe.</summary>
public sealed class ModelStatus(TimeProvider time)
{
    private readonly TaskCompletionSource<ModelIdentity> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Moment _now = new(null, "the model is being loaded", null, null);

    /// <summary>Completes when the model is loaded for the first time, or fails with the reason why it could not be.</summary>
    public Task<ModelIdentity> Opened => _opened.Task;

    /// <summary>The model in use; null while none is loaded.</summary>
    public ModelIdentity? Model => _now.Model;

    /// <summary>What the last pass that failed failed of; null when none did.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Why windows get no answer, in one line; null while they do.</summary>
    /// <param name="patience">A pass that takes longer counts as one that hangs.</param>
    public string? Trouble(TimeSpan patience)
    {
        var (_, trouble, failing, pass) = _now;
        if ((failing ?? trouble) is { } reason)
            return reason;
        if (pass is null)
            return null;
        var taken = time.GetElapsedTime(pass.Began);
        return taken > patience ? FormattableString.Invariant($"the model has not answered for {taken.TotalSeconds:0} s") : null;
    }

    internal void Load() => _now = new Moment(null, "the model is being loaded", null, null);

    internal void Open(ModelIdentity model)
    {
        _now = new Moment(model, null, _now.Failing, null);
        _opened.TrySetResult(model);
    }

    /// <summary>It took other weights, or labels, between two passes.</summary>
    internal void Wear(ModelIdentity model) => _now = _now with { Model = model };

    /// <summary>It could not be loaded. True when this was the first try, of which whoever awaits <see cref="Opened"/> tells.</summary>
    internal bool Refuse(Exception cause)
    {
        _now = new Moment(null, $"the model cannot be loaded: {cause.Message}", null, null);
        return _opened.TrySetException(cause);
    }

    /// <summary>A pass failed. When they do so one after another it stays trouble, whatever is tried, until one succeeds.</summary>
    internal void Fail(string cause, bool isOneOfMany)
    {
        LastFailure = cause;
        if (isOneOfMany)
            _now = _now with { Failing = $"the model cannot analyse: {cause}" };
    }

    internal void Succeed()
    {
        if (_now.Failing is not null)
            _now = _now with { Failing = null };
    }

    internal void BeginPass() => _now = _now with { Pass = new Pass(time.GetTimestamp()) };

    internal void EndPass() => _now = _now with { Pass = null };

    internal void Stop() => _now = new Moment(null, "the inference has stopped", null, null);

    private sealed record Moment(ModelIdentity? Model, string? Trouble, string? Failing, Pass? Pass);

    private sealed record Pass(long Began);
}
