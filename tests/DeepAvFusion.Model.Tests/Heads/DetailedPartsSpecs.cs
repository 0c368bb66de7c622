using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Heads;

/// <summary>The detailed separation is asked for parts of pictures, all in one call.</summary>
public sealed class DetailedPartsSpecs : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly JointModel _model = new(new JointConfig("small", Encoder, ["a", "b", "c"], LabelScoring.Sigmoid, IsDetailed: true), SmallModels.Weights());

    private static readonly EncoderConfig Encoder = SmallModels.Encoder();

    public DetailedPartsSpecs() => _model.eval();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_part_that_is_all_of_a_picture_gets_what_the_picture_gets()
    {
        using var encoded = _model.Encode(SmallModels.Image(), SmallModels.Audio());
        var whole = PicturePools.Of(ones([2, 32, 48]), tensor(new long[] { 3, 1 }), Encoder.Image.Grid);
        var (parts, pictures) = (encoded.Separate(whole), encoded.Separate());

        Assert.InRange(SmallModels.Distance(parts[0], pictures[3]), 0, 1e-4);
        Assert.InRange(SmallModels.Distance(parts[1], pictures[1]), 0, 1e-4);
        Assert.InRange(SmallModels.Distance(encoded.Recognise(whole).Image[0], encoded.Recognise().Image[3]), 0, 1e-4);
    }

    [Fact]
    public void What_another_part_of_the_picture_shows_counts_against_a_part()
    {
        using var encoded = _model.Encode(SmallModels.Image(), SmallModels.Audio());
        var (left, right) = (Part(..16), Part(16..));
        var alone = encoded.Separate(Pools([left], 0));
        var together = encoded.Separate(Pools([left, right], 0, 0));
        var apart = encoded.Separate(Pools([left, right], 0, 1));

        Assert.True(SmallModels.Distance(alone[0], together[0]) > 1e-4);
        Assert.InRange(SmallModels.Distance(alone[0], apart[0]), 0, 1e-4);     // the other is of another picture
    }

    [Fact]
    public void A_label_is_heard_as_surely_as_in_the_second_best_column_of_the_spectrogram()
    {
        using var encoded = _model.Encode(SmallModels.Image(), SmallModels.Audio());
        var grid = Encoder.Audio.Grid;
        var names = encoded.NameHeard()!.sigmoid();                                   // [B, rows * columns, labels]
        var heard = encoded.Heard()!;

        for (var label = 0; label < 3; label++)
        {
            var columns = Enumerable.Range(0, grid.Columns).Select(column => Enumerable.Range(0, grid.Rows).Max(row => names[1, (row * grid.Columns) + column, label].item<float>()));
            Assert.Equal(Math.Sqrt(columns.OrderDescending().ElementAt(1)), heard[1, label].item<float>(), 1e-5);
        }
    }

    [Fact]
    public void The_map_shows_what_is_heard_by_the_patches_of_the_spectrogram()
    {
        using var encoded = _model.Encode(SmallModels.Image(), SmallModels.Audio());
        var before = encoded.Segment();
        using var other = _model.Encode(SmallModels.Image(), SmallModels.Audio());
        encoded.OfSound!.Names.fill_(10);                                             // every label is heard, whatever the recognition says
        var after = encoded.Segment();

        Assert.InRange(SmallModels.Distance(before, other.Segment()), 0, 1e-6);
        Assert.True(SmallModels.Distance(before, after) > 1e-4);
    }

    private static TorchSharp.torch.Tensor Part(Range columns)
    {
        var mask = zeros([32, 48]);
        mask[.., columns] = 1;
        return mask;
    }

    private static PicturePools Pools(TorchSharp.torch.Tensor[] masks, params long[] pictures) => PicturePools.Of(stack(masks), tensor(pictures), Encoder.Image.Grid);
}
