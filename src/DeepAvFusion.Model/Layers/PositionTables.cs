using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Layers;

/// <summary>Fixed sine-cosine position codes, evaluated in single precision as the published tables were.</summary>
public static class PositionTables
{
    /// <summary>Codes of a grid of patches: the column in the first half of the channels, the row in the second.</summary>
    /// <param name="grid">Rows and columns.</param>
    /// <param name="width">Channels, a multiple of 4.</param>
    /// <returns>[rows x columns, width]</returns>
    public static Tensor TwoDimensional(GridSize grid, int width)
    {
        var table = new float[grid.Cells * width];
        for (var cell = 0; cell < grid.Cells; cell++)
        {
            var code = table.AsSpan(cell * width, width);
            Write(code[..(width / 2)], position: cell % grid.Columns);
            Write(code[(width / 2)..], position: cell / grid.Columns);
        }

        return tensor(table, [grid.Cells, width]);
    }

    /// <summary>Codes of a video: time first, then the two places.</summary>
    /// <param name="frames">Temporal patches.</param>
    /// <param name="grid">Rows and columns of one frame.</param>
    /// <param name="width">Channels.</param>
    /// <returns>[frames x rows x columns, width]</returns>
    /// <remarks>
    /// A flat index n is read as (n / cells, a, b) with a up to the number of columns and b up to the number of rows,
    /// as the published video model does; for frames that are not square this is not the order of its tokens.
    /// </remarks>
    public static Tensor ThreeDimensional(int frames, GridSize grid, int width)
    {
        var side = width / 4;
        var time = width - (2 * side);
        var table = new float[frames * grid.Cells * width];
        for (var cell = 0; cell < frames * grid.Cells; cell++)
        {
            var code = table.AsSpan(cell * width, width);
            var place = cell % grid.Cells;
            Write(code[..time], position: cell / grid.Cells);
            Write(code[time..(time + side)], position: place / grid.Rows);
            Write(code[(time + side)..], position: place % grid.Rows);
        }

        return tensor(table, [frames * grid.Cells, width]);
    }

    /// <summary>All sines, then all cosines.</summary>
    private static void Write(Span<float> code, int position)
    {
        var half = code.Length / 2;
        for (var i = 0; i < half; i++)
        {
            var angle = position * (1f / MathF.Pow(10000f, i / (float)half));
            code[i] = MathF.Sin(angle);
            code[half + i] = MathF.Cos(angle);
        }
    }
}
