using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>Comparisons of gradients.</summary>
public static class GoldenGradients
{
    /// <summary>Global L2 norm of all gradients; parameters without one do not count.</summary>
    public static double Norm(nn.Module module) => Math.Sqrt(module.parameters().Sum(parameter => Math.Pow(Norm(parameter.grad), 2)));

    /// <summary>Compares <c>grad/...</c>, norms of single parameters and which parameters have none.</summary>
    public static void Expect(GoldenSession session, nn.Module module, string prefix = "grad/")
    {
        session.ExpectAll(prefix, key => GoldenState.Gradient(module, key));
        var extra = session.Case.Extra;
        if (extra.ValueKind != JsonValueKind.Object) return;
        var gradients = module.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad);
        if (extra.TryGetProperty("grad_norm_per_parameter", out var norms)) ExpectNorms(session, gradients, norms);
        if (extra.TryGetProperty("parameters_without_gradient", out var without))
        {
            var expected = Names(without);
            var actual = gradients.Where(entry => entry.Value is null).Select(entry => entry.Key);
            session.Check("parameters_without_gradient", Difference(expected, actual));
        }

        if (extra.TryGetProperty("zero_gradient_parameters", out var zero))
        {
            var wrong = Names(zero).Where(name => gradients.GetValueOrDefault(name) is not { } gradient || Norm(gradient) != 0).ToArray();
            session.Check("zero_gradient_parameters", wrong.Length == 0 ? null : $"no zero gradient: {string.Join(", ", wrong)}");
        }
    }

    /// <summary>Compares a whole file of gradients; the row shows the one that comes closest to its tolerance.</summary>
    public static void ExpectFile(GoldenSession session, nn.Module module, string weights)
    {
        if (!session.Case.HasWeights(weights)) return;
        var (file, tensors) = session.Case.OpenWeights(weights);
        using var open = file;
        var limits = session.Case.Weights(weights).GetProperty("tolerance");
        GoldenResult? worst = null;
        foreach (var (key, expected) in tensors)
        {
            var gradient = GoldenState.Gradient(module, key);
            var row = gradient is null
                ? GoldenResult.Fail(session.Case.Name, weights, $"{key} has no gradient")
                : GoldenComparison.Of(
                    session.Case.Name, weights, expected.ToFloat32(), GoldenComparison.Floats(gradient.to(CPU)),
                    limits.GetProperty(key).GetProperty("max_abs").GetDouble(), session.Options);
            worst = Closer(worst, row, key);
        }

        if (worst is not null) session.Add(worst);
    }

    public static string[] Names(JsonElement list) => [.. list.EnumerateArray().Select(name => name.GetString()!)];

    /// <summary>Null when two lists hold the same names, else what one has and the other has not.</summary>
    public static string? Difference(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (wanted, found) = (expected.ToHashSet(), actual.ToHashSet());
        var (missing, surplus) = (wanted.Except(found).ToArray(), found.Except(wanted).ToArray());
        return missing.Length + surplus.Length == 0 ? null : $"missing: {string.Join(", ", missing)}; surplus: {string.Join(", ", surplus)}";
    }

    private static void ExpectNorms(GoldenSession session, Dictionary<string, Tensor?> gradients, JsonElement norms)
    {
        GoldenResult? worst = null;
        foreach (var entry in norms.EnumerateObject())
        {
            var (value, limit) = (entry.Value.GetProperty("value").GetDouble(), entry.Value.GetProperty("max_abs").GetDouble());
            var row = gradients.GetValueOrDefault(entry.Name) is { } gradient
                ? GoldenComparison.Judge(session.Case.Name, "grad_norm_per_parameter", Math.Abs(Norm(gradient) - value), value, limit)
                : GoldenResult.Fail(session.Case.Name, "grad_norm_per_parameter", "no gradient");
            worst = Closer(worst, row, entry.Name);
        }

        if (worst is not null) session.Add(worst);
    }

    private static GoldenResult Closer(GoldenResult? worst, GoldenResult row, string name)
    {
        if (worst is not null && (worst.Verdict == GoldenVerdict.Failed || (row.Verdict == GoldenVerdict.Passed && Share(row) <= Share(worst))))
            return worst;
        return row.Verdict == GoldenVerdict.Failed ? row with { Reason = $"{name}: {row.Reason}" } : row;
    }

    private static double Share(GoldenResult row) => row.Tolerance > 0 ? row.WorstAbsolute / row.Tolerance : 0;

    private static double Norm(Tensor? gradient)
    {
        if (gradient is null) return 0;
        using var norm = gradient.to(ScalarType.Float64).norm();
        return norm.ToDouble();
    }
}
