using System.Text.Json;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Position tables.</summary>
internal static class PositionFamily
{
    public static void Run(GoldenSession session)
    {
        foreach (var table in session.Case.Config.GetProperty("tables").EnumerateArray())
            session.Expect(table.GetProperty("key").GetString()!, Rows(table));
    }

    private static Tensor Rows(JsonElement table)
    {
        var (grid, width) = (table.GetProperty("grid"), GoldenConfig.Number(table, "dim"));
        var whole = table.GetProperty("kind").GetString() == "3d"
            ? PositionTables.ThreeDimensional(grid[0].GetInt32(), new GridSize(grid[1].GetInt32(), grid[2].GetInt32()), width)
            : PositionTables.TwoDimensional(new GridSize(grid[0].GetInt32(), grid[1].GetInt32()), width);
        if (!table.TryGetProperty("rows", out var rows)) return whole;
        return whole.index_select(0, tensor(rows.EnumerateArray().Select(row => row.GetInt64()).ToArray()));
    }
}
