using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Training.Data;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Evaluation.Pictures;

/// <summary>Shows segmentations: the picture, with what truly sounds in it, and with what the model finds.</summary>
internal static class SegmentationPictures
{
    /// <summary>Writes frame-NNN.png of the first samples.</summary>
    /// <exception cref="Core.UserErrorException">The folder cannot be written.</exception>
    public static void Write(SegmentationModel model, SampleLoader data, Device device, string folder, int frames, LabelFont font, CancellationToken cancellation) =>
        EvaluationSheet.WriteAll(folder, "frame", data.Read(0, 0, cancellation)
            .SelectMany(batch => batch.Samples.Zip(Found(model, batch, device))).Take(frames).Select(one => Sheet(one.First, one.Second, font)));

    private static EvaluationSheet Sheet(AvSample sample, bool[] found, LabelFont font)
    {
        var side = (int)Math.Sqrt(sample.Image.Length / 3);
        var truth = sample.Map!;
        var rgb = EvaluationSheet.Colours(sample.Image);
        var scale = EvaluationSheet.Enlarged(side);
        var sheet = new EvaluationSheet(columns: 3, side * scale, side * scale + EvaluationSheet.Caption, font);
        sheet.Picture(0, 0, scale, sample.Name, rgb, side, _ => false);
        sheet.Picture(1, 0, scale, "truth", rgb, side, i => truth[Place(i, side, (int)Math.Sqrt(truth.Length))] > 0);
        sheet.Picture(2, 0, scale, "estimate", rgb, side, i => found[Place(i, side, (int)Math.Sqrt(found.Length))]);
        return sheet;
    }

    /// <summary>Where a pixel lies in a map of another size.</summary>
    private static int Place(int pixel, int side, int mapSide) => pixel / side * mapSide / side * mapSide + pixel % side * mapSide / side;

    /// <summary>Maps of what is not background.</summary>
    private static bool[][] Found(SegmentationModel model, AvBatch batch, Device device)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        model.eval();
        var config = model.Encoder.Config;
        var logits = model.forward(image: Recipes.Inputs.Image(batch, config, device), audio: Recipes.Inputs.Audio(batch, config, device));
        var found = model.Head.Classes > 1 ? logits.argmax(1) : logits.gt(0);
        return [.. found.ToNumbers().Select(value => value > 0).ToArray().Chunk((int)(found.numel() / batch.Count))];
    }
}
