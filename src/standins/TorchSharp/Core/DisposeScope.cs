using System.Runtime.CompilerServices;

namespace TorchSharp;

/// <summary>
/// Disposes, when it is disposed, every tensor made on its thread while it was the innermost scope, except those moved out of it.
/// </summary>
/// <remarks>A tensor knows its place in the list of its scope, so entering and leaving a scope costs no hashing.</remarks>
public sealed class DisposeScope : IDisposable
{
    private DisposeScopeManager? _manager;
    private List<torch.Tensor> _tensors = new(32);

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer) => (_manager, OuterScope) = (manager, outer);

    internal DisposeScope? OuterScope { get; set; }

    public IReadOnlyList<IDisposable> DisposablesView => _tensors.ToArray();

    public int DisposablesCount => _tensors.Count;

    public bool Contains(IDisposable disposable) => disposable is torch.Tensor tensor && ReferenceEquals(tensor.OwningDisposeScope, this);

    /// <summary>The disposable then belongs to the scope around this one, or to none.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        MoveToOther(OuterScope, first, second);

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        MoveToOther(OuterScope, first, second, third);

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Move(scope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        Move(scope, first);
        Move(scope, second);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        Move(scope, first);
        Move(scope, second);
        Move(scope, third);
        return (first, second, third);
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) Move(scope, disposable);
    }

    /// <summary>The disposable then belongs to no scope.</summary>
    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => MoveToOther(null, first, second);

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        MoveToOther(null, first, second, third);

    public void Detach(params IDisposable[] disposables) => MoveToOther(null, (IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    /// <summary>The disposable then belongs to this scope, and no longer to the one that it was in.</summary>
    /// <exception cref="InvalidOperationException">Not a tensor.</exception>
    public void Attach(IDisposable disposable)
    {
        var manager = Manager();
        var tensor = disposable as torch.Tensor ?? throw new InvalidOperationException("A DisposeScope can only manage tensors.");
        if (ReferenceEquals(tensor.OwningDisposeScope, this)) return;
        tensor.OwningDisposeScope?.Take(tensor);
        Add(tensor);
        manager.StatisticsInstance.TensorStatistics.AttachedToScopeCount++;
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var list = disposables.ToList();
        foreach (var disposable in list) Attach(disposable);
        return list;
    }

    public void DisposeEverything()
    {
        Manager();
        DisposeAll(_tensors);
    }

    /// <summary>Disposes what is in the scope now, but not <paramref name="inKeep"/>, which stays in it.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        Manager();
        var keep = inKeep.OfType<torch.Tensor>().Where(t => ReferenceEquals(t.OwningDisposeScope, this)).Distinct(ReferenceEqualityComparer.Instance).Cast<torch.Tensor>().ToList();
        foreach (var tensor in keep) Take(tensor);
        var others = _tensors;
        _tensors = new List<torch.Tensor>(32);
        foreach (var tensor in keep) Add(tensor);
        DisposeAll(others);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    /// <summary>Takes a disposable that its owner has disposed off the list.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        Manager();
        if (Contains(disposable)) Take((torch.Tensor)disposable);
    }

    public void Dispose()
    {
        if (_manager is not { } manager) return;
        DisposeAll(_tensors);
        manager.Remove(this);
        _manager = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(torch.Tensor tensor)
    {
        tensor.OwningDisposeScope = this;
        tensor.PlaceInScope = _tensors.Count;
        _tensors.Add(tensor);
    }

    /// <summary>Puts <paramref name="replacement"/> in the place of a tensor whose native side it has taken over.</summary>
    internal static void Replace(torch.Tensor original, torch.Tensor replacement)
    {
        if (original.OwningDisposeScope is not { } scope) return;
        replacement.OwningDisposeScope = scope;
        replacement.PlaceInScope = original.PlaceInScope;
        scope._tensors[original.PlaceInScope] = replacement;
        original.OwningDisposeScope = null;
    }

    /// <summary>Removes a tensor of this scope: the last one of the list takes its place.</summary>
    internal void Take(torch.Tensor tensor)
    {
        var last = _tensors.Count - 1;
        if (tensor.PlaceInScope != last)
        {
            var moved = _tensors[last];
            moved.PlaceInScope = tensor.PlaceInScope;
            _tensors[tensor.PlaceInScope] = moved;
        }
        _tensors.RemoveAt(last);
        tensor.OwningDisposeScope = null;
    }

    private void Move(DisposeScope? target, IDisposable disposable)
    {
        var manager = Manager();
        if (disposable is not torch.Tensor tensor || !ReferenceEquals(tensor.OwningDisposeScope, this) || ReferenceEquals(target, this)) return;
        Take(tensor);
        if (target is null) manager.StatisticsInstance.TensorStatistics.DetachedFromScopeCount++;
        else target.Add(tensor);
    }

    private static void DisposeAll(List<torch.Tensor> tensors)
    {
        for (var i = tensors.Count - 1; i >= 0; i--) tensors[i].DisposeInScope();
        tensors.Clear();
    }

    private DisposeScopeManager Manager()
    {
        ObjectDisposedException.ThrowIf(_manager is null, this);
        return _manager;
    }
}
