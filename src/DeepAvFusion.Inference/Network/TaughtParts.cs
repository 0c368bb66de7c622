using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Inference.Network;

/// <summary>The parts of a network with taught labels in place of those it came with.</summary>
internal static class TaughtParts
{
    private const string Untrained = "heads not trained";

    /// <exception cref="UserErrorException">The weights are not of this model.</exception>
    public static NetworkParts Of(NetworkParts parts, TaughtWeights taught)
    {
        if (taught.Rule.Known > 0 && !taught.Labels.Take(parts.Labels.Count).SequenceEqual(parts.Labels))
            throw new UserErrorException($"Version {taught.Version} was taught to a model with other labels.");
        var grown = parts.Recognition is { } own ? parts.With(own.WithClasses(taught.Labels.Count), taught)
            : parts.With(taught.Rule.Known == 0 ? parts.Joint!.WithNewLabels(taught.Labels) : parts.Joint!.WithLabels(taught.Labels), taught);
        try
        {
            if (grown.Recognition is { } recognition) TaughtKeys.Fill(recognition.state_dict(), taught, TaughtKeys.OfClassifiers);
            else TaughtKeys.Fill(grown.Joint!.state_dict(), taught);
        }
        catch
        {
            grown.DisposeHeads();
            throw;
        }
        return grown;
    }

    /// <summary>What results say they come from.</summary>
    /// <param name="came">The model as it came, which is untrained where that was an encoder alone.</param>
    public static ModelIdentity Identity(ModelIdentity came, NetworkParts parts, TaughtWeights taught)
    {
        var identity = came with { Sha256 = taught.Sha256, Version = taught.Version };
        if (taught.Rule.Known > 0) return identity;
        var isWhole = parts is { Segmentation: not null, Separation: not null };
        return identity with { IsTrained = true, Name = came.Name.Replace(Untrained, isWhole ? "labels taught here" : "labels taught here, regions and sounds untrained", StringComparison.Ordinal) };
    }
}
