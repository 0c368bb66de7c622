using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Optimizers;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Recipes;

/// <summary>A way to train: the network, its optimiser and the loss of a batch.</summary>
public abstract class Recipe : IDisposable
{
    private protected Recipe(string name, nn.Module model, GroupedOptimizer optimizer, Device device) =>
        (Name, Model, Optimizer, Device) = (name, model, optimizer, device);

    /// <summary>Name that checkpoints carry.</summary>
    public string Name { get; }

    public nn.Module Model { get; }

    public GroupedOptimizer Optimizer { get; }

    /// <summary>What checkpoints say of the network; null where they need not.</summary>
    public TaskMetadata? Description { get; set; }

    /// <summary>Runs after some epochs, with the network set to evaluation; null for none.</summary>
    public Func<CancellationToken, IReadOnlyDictionary<string, double>>? Evaluation { get; set; }

    /// <summary>Runs after the last epoch as well; null for none.</summary>
    public Func<CancellationToken, IReadOnlyDictionary<string, double>>? FinalEvaluation { get; set; }

    /// <summary>Writes so many pictures of what the network makes of samples into a folder; null where there is nothing to show.</summary>
    public Action<string, int, LabelFont, CancellationToken>? Pictures { get; set; }

    /// <summary>Where the network is.</summary>
    public Device Device { get; }

    /// <summary>Whether a forward pass draws from the global generator: it drops something.</summary>
    internal virtual bool Drops => false;

    /// <summary>The loss of a batch, recorded for its gradients. Random draws come from the global generator and from <paramref name="random"/>, both seeded for this batch.</summary>
    /// <param name="parts">Takes further numbers for the history.</param>
    public abstract Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts);

    /// <summary>What an evaluation gives, by name; the first is what "best" is judged by, larger being better. Empty where there is none.</summary>
    /// <param name="isLast">Whether what runs at the end of a training only is to run, too.</param>
    public IReadOnlyDictionary<string, double> Evaluate(bool isLast, CancellationToken cancellation)
    {
        var measures = new Dictionary<string, double>(Evaluation?.Invoke(cancellation) ?? new Dictionary<string, double>());
        if (!isLast || FinalEvaluation is null) return measures;
        foreach (var (name, value) in FinalEvaluation(cancellation)) measures[name] = value;
        return measures;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Dispose();
        GC.SuppressFinalize(this);
    }
}
