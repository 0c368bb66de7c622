using System.Text.Json;
using DeepAvFusion.Model.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>Recorded optimiser settings.</summary>
public static class GoldenOptimizers
{
    /// <summary>AdamW over groups, each at its own share of the recorded learning rate.</summary>
    public static AdamW AdamW(IReadOnlyList<ParameterGroup> groups, JsonElement train)
    {
        var (rate, betas, epsilon) = (train.GetProperty("lr").GetDouble(), train.GetProperty("betas"), train.GetProperty("eps").GetDouble());
        var (beta1, beta2) = (betas[0].GetDouble(), betas[1].GetDouble());
        return optim.AdamW(
            groups.Where(group => group.Parameters.Count > 0).Select(group => new AdamW.ParamGroup(
                group.Parameters, rate * group.LearningRateScale, beta1, beta2, epsilon, group.WeightDecay)),
            rate, beta1, beta2, epsilon);
    }

    /// <summary>Turns summed gradients into their mean.</summary>
    public static void DivideGradients(nn.Module model, int passes)
    {
        if (passes == 1) return;
        using var frozen = no_grad();
        foreach (var parameter in model.parameters()) parameter.grad?.div_(passes);
    }

    /// <summary>Null when recorded groups and ours agree in order, members and settings, else the first difference.</summary>
    /// <param name="recorded">Groups of <c>case.json</c></param>
    /// <param name="groups">Ours</param>
    /// <param name="names">The property that lists the members</param>
    public static string? Difference(JsonElement recorded, IReadOnlyList<ParameterGroup> groups, string names)
    {
        if (recorded.GetArrayLength() != groups.Count) return $"{groups.Count} groups where {recorded.GetArrayLength()} are recorded";
        foreach (var (index, entry) in recorded.EnumerateArray().Index())
        {
            var group = groups[index];
            var differs = !GoldenGradients.Names(entry.GetProperty(names)).SequenceEqual(group.Names) ? "members"
                : entry.GetProperty("weight_decay").GetDouble() != group.WeightDecay ? "weight decay"
                : entry.TryGetProperty("lr_scale", out var scale) && Math.Abs(scale.GetDouble() - group.LearningRateScale) > 1e-12 ? "learning-rate scale"
                : entry.TryGetProperty("pretrained", out var pretrained) && pretrained.GetBoolean() != group.Pretrained ? "pretrained flag"
                : null;
            if (differs is not null) return $"group {index} differs in its {differs}";
        }

        return null;
    }
}
