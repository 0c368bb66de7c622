using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp;

namespace DeepAvFusion.Model.Tests.Layers;

public sealed class PositionTableSpecs
{
    [Fact]
    public void Column_comes_first_and_sines_before_cosines()
    {
        using var table = PositionTables.TwoDimensional(new GridSize(2, 3), width: 8);

        var row = table[5];      // row 1, column 2

        float[] expected =
        [
            MathF.Sin(2), MathF.Sin(0.02f), MathF.Cos(2), MathF.Cos(0.02f),
            MathF.Sin(1), MathF.Sin(0.01f), MathF.Cos(1), MathF.Cos(0.01f),
        ];
        Assert.Equal(expected, row.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Video_tables_code_time_in_half_of_the_channels()
    {
        using var table = PositionTables.ThreeDimensional(frames: 3, new GridSize(2, 2), width: 16);

        Assert.Equal([12L, 16L], table.shape);
        Assert.Equal(MathF.Sin(2), table[8][0].ToSingle(), 1e-6f);      // frame 2, place 0
        Assert.Equal(0, table[8][8].ToSingle());                        // row 0
        Assert.Equal(MathF.Sin(1), table[11][12].ToSingle(), 1e-6f);    // column 1
    }
}
