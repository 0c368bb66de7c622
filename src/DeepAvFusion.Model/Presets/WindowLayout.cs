namespace DeepAvFusion.Model.Presets;

/// <summary>The windows of one shifted-window block.</summary>
/// <param name="Side">Rows and columns of a window.</param>
/// <param name="Shift">Cells by which the grid is rolled before it is cut; 0 for none.</param>
public readonly record struct WindowLayout(int Side, int Shift)
{
    private const int UsualSide = 4;

    /// <summary>The windows of block <paramref name="index"/>: odd blocks shift by half a window, small grids never.</summary>
    public static WindowLayout Of(GridSize grid, int index)
    {
        var smaller = Math.Min(grid.Rows, grid.Columns);
        return smaller <= UsualSide ? new WindowLayout(smaller, Shift: 0) : new WindowLayout(UsualSide, index % 2 * (UsualSide / 2));
    }

    /// <summary>Windows of this side that cover <paramref name="grid"/>.</summary>
    public int CountIn(GridSize grid) => grid.Cells / (Side * Side);

    internal static string? Problem(GridSize grid)
    {
        var side = Of(grid, index: 0).Side;
        return grid.Rows % side == 0 && grid.Columns % side == 0
            ? null
            : $"shifted windows of side {side} do not tile the {grid} grid; use plain blocks or a grid divisible by {side}";
    }
}
