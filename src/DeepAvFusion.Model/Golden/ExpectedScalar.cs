using System.Text.Json;

namespace DeepAvFusion.Model.Golden;

/// <summary>One recorded number.</summary>
/// <param name="Name">Its name in <c>case.json</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="MaxAbsolute">Largest absolute difference.</param>
public sealed record ExpectedScalar(string Name, double Value, double MaxAbsolute)
{
    public static ExpectedScalar Read(string name, JsonElement entry) =>
        new(name, entry.GetProperty("value").GetDouble(), entry.GetProperty("tolerance").GetProperty("max_abs").GetDouble());
}
