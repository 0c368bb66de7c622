using System.Runtime.ExceptionServices;
using DeepAvFusion.Training.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Trainers;

/// <summary>The same network several times, each with a thread of its own: batches are worked off side by side, gradients are added up in the first one, whose weights the others then take.</summary>
/// <remarks>Gradients are added in pairs, so eight devices need three rounds, and in the same order every time.</remarks>
internal sealed class ReplicaGroup : IDisposable
{
    private readonly IReadOnlyList<Recipe> _recipes;
    private readonly IReadOnlyList<IReadOnlyList<Parameter>> _parameters;
    private readonly IReadOnlyList<IReadOnlyList<Tensor>> _weights;
    private readonly IReadOnlyList<ReplicaThread> _threads;

    /// <param name="first">Has the optimiser that steps.</param>
    /// <param name="others">Of the same recipe and settings.</param>
    public ReplicaGroup(Recipe first, IReadOnlyList<Recipe> others)
    {
        _recipes = [first, .. others];
        _parameters = [.. _recipes.Select(recipe => recipe.Optimizer.Parameters)];
        _weights = [.. _recipes.Select(recipe => (IReadOnlyList<Tensor>)[.. recipe.Model.named_parameters().Select(entry => entry.parameter), .. recipe.Model.named_buffers().Select(entry => entry.buffer)])];
        _threads = [.. others.Select((_, i) => new ReplicaThread($"replica {i + 1}"))];
        foreach (var other in others) other.Optimizer.Dispose();                 // what it would remember of steps takes as much memory as the network twice
    }

    public int Count => _recipes.Count;

    /// <summary>Runs a piece of work on each of the first so many replicas, side by side, and waits for all of them.</summary>
    /// <exception cref="Exception">That of the first replica that failed.</exception>
    public void Each(int count, Action<int, Recipe> work)
    {
        var begun = Enumerable.Range(1, count - 1).Select(i => _threads[i - 1].Begin(() => work(i, _recipes[i]))).ToArray();
        var trouble = ReplicaThread.Try(() => work(0, _recipes[0]));
        foreach (var task in begun)
        {
            var other = task.GetAwaiter().GetResult();
            trouble ??= other;
        }
        if (trouble is not null) ExceptionDispatchInfo.Throw(trouble);
    }

    public void Train()
    {
        foreach (var recipe in _recipes) recipe.Model.train();
        foreach (var parameter in _parameters.SelectMany(of => of)) parameter.grad = null;
    }

    /// <summary>Adds all gradients to those of the first, and forgets the others'.</summary>
    public void Gather()
    {
        for (var stride = 1; stride < Count; stride *= 2)
        {
            var far = stride;
            Each(Count, (i, _) =>
            {
                if (i % (2 * far) == 0 && i + far < Count) Add(_parameters[i + far], _parameters[i]);
            });
        }
    }

    /// <summary>Gives the weights and the statistics of batch norm of the first to the others.</summary>
    public void Spread()
    {
        for (var stride = Power(Count); stride > 0; stride /= 2)
        {
            var far = stride;
            Each(Count, (i, _) =>
            {
                if (i % (2 * far) == far) Copy(_weights[i - far], _weights[i]);
            });
        }
    }

    public void Dispose()
    {
        foreach (var thread in _threads) thread.Dispose();
    }

    private static void Add(IReadOnlyList<Parameter> from, IReadOnlyList<Parameter> to)
    {
        using var frozen = no_grad();
        for (var i = 0; i < from.Count; i++)
        {
            using var scope = NewDisposeScope();
            if (from[i].grad is not { } gradient) continue;
            if (to[i].grad is { } sum) sum.add_(gradient.to(sum.device));
            else to[i].grad = gradient.to(to[i].device);
            from[i].grad = null;
        }
    }

    private static void Copy(IReadOnlyList<Tensor> from, IReadOnlyList<Tensor> to)
    {
        using var frozen = no_grad();
        for (var i = 0; i < from.Count; i++) to[i].copy_(from[i]);
    }

    /// <summary>The largest power of two below a number.</summary>
    private static int Power(int count)
    {
        var power = 1;
        while (power * 2 < count) power *= 2;
        return count > 1 ? power : 0;
    }
}
