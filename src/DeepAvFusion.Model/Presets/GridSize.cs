namespace DeepAvFusion.Model.Presets;

/// <summary>Rows and columns of patches; tokens run row by row.</summary>
public readonly record struct GridSize(int Rows, int Columns)
{
    /// <summary>Number of patches.</summary>
    public int Cells => Rows * Columns;

    public override string ToString() => $"{Rows}x{Columns}";
}
