using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Inference.Network;

/// <summary>The parts of a network with taught labels in place of those it came with.</summary>
internal static class TaughtParts
{
    /// <exception cref="UserErrorException">The weights are not of this model.</exception>
    public static NetworkParts Of(NetworkParts parts, TaughtWeights taught)
    {
        if (parts.Joint is not { } joint || parts.Recognition is not null)
            throw new UserErrorException("Heads that were trained on their own cannot be taught.");
        if (!taught.Labels.Take(parts.Labels.Count).SequenceEqual(parts.Labels))
            throw new UserErrorException($"Version {taught.Version} was taught to a model with other labels.");
        var grown = joint.WithLabels(taught.Labels);
        try
        {
            TaughtKeys.Fill(grown.state_dict(), taught);
        }
        catch
        {
            grown.DisposeHeads();
            throw;
        }
        return parts.With(grown);
    }
}
