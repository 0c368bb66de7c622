using System.Text.Json;
using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>The same nested content in every container, value by value.</summary>
internal static class CheckpointFamily
{
    private static readonly string[] Containers = ["zip", "legacy"];

    public static void Run(GoldenSession session)
    {
        foreach (var (name, expected) in session.Case.Expected)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(session.Case.File(expected.File)));
            var troubles = new List<string>();
            foreach (var container in Containers.Where(session.Case.HasWeights))
            {
                using var file = TorchCheckpoint.Read(session.Case.File(session.Case.Weights(container).GetProperty("file").GetString()!));
                Compare(session, document.RootElement, file.Root, container, troubles);
            }

            session.Add(troubles.Count == 0
                ? new GoldenResult(session.Case.Name, name, 0, 0, 0, GoldenVerdict.Passed)
                : GoldenResult.Fail(session.Case.Name, name, string.Join("; ", troubles)));
        }
    }

    private static void Compare(GoldenSession session, JsonElement expected, CheckpointNode actual, string path, List<string> troubles)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when expected.TryGetProperty("tensor", out var file):
                if (actual is not CheckpointTensor tensor || !IsSame(NpyFile.Read(session.Case.File(file.GetString()!)), tensor)) troubles.Add($"{path} differs");
                break;
            case JsonValueKind.Object when actual is CheckpointMap map && map.Count == expected.EnumerateObject().Count():
                foreach (var entry in expected.EnumerateObject())
                {
                    var child = map.Entries.FirstOrDefault(found => found.Key.Text == entry.Name).Value;
                    if (child is null) troubles.Add($"{path}/{entry.Name} is missing");
                    else Compare(session, entry.Value, child, $"{path}/{entry.Name}", troubles);
                }

                break;
            case JsonValueKind.Array when actual is CheckpointList list && list.Items.Count == expected.GetArrayLength():
                foreach (var (index, item) in expected.EnumerateArray().Index())
                    Compare(session, item, list.Items[index], $"{path}/{index}", troubles);
                break;
            default:
                if (actual is not CheckpointScalar scalar || !IsSame(expected, scalar.Value)) troubles.Add($"{path} is {actual}");
                break;
        }
    }

    private static bool IsSame(NpyFile expected, CheckpointTensor actual) =>
        expected.Shape.SequenceEqual(actual.Shape)
        && (expected.Integers is { } integers ? !actual.DType.IsFloating() && actual.ToInt64().SequenceEqual(integers) : actual.ToFloat32().SequenceEqual(expected.Floats!));

    private static bool IsSame(JsonElement expected, object? actual) => (expected.ValueKind, actual) switch
    {
        (JsonValueKind.Null, null) => true,
        (JsonValueKind.True, bool flag) => flag,
        (JsonValueKind.False, bool flag) => !flag,
        (JsonValueKind.String, string text) => text == expected.GetString(),
        (JsonValueKind.Number, long number) => expected.GetDouble() == number,
        (JsonValueKind.Number, double number) => expected.GetDouble() == number,
        _ => false,
    };
}
