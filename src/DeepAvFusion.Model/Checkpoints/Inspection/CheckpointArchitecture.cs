using System.Globalization;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>The network a set of keys and shapes belongs to, as far as shapes tell (they do not tell the number of heads).</summary>
public sealed record CheckpointArchitecture
{
    public required CheckpointTask Task { get; init; }

    /// <summary>Channels of a token.</summary>
    public required int Width { get; init; }

    /// <summary>Layers of the (image) backbone.</summary>
    public required int Depth { get; init; }

    /// <summary>Side of a patch in pixels.</summary>
    public required int Patch { get; init; }

    /// <summary>Positions of the image backbone, or of the only one; 0 where the table is missing.</summary>
    public required int ImageTokens { get; init; }

    /// <summary>Positions of the audio backbone; 0 for a single stream.</summary>
    public int AudioTokens { get; init; }

    /// <summary>Learned fusion tokens; 0 for a single stream.</summary>
    public int FusionTokens { get; init; }

    /// <summary>Null for a single stream, and when no layer has a fusion block.</summary>
    public FusionKind? Fusion { get; init; }

    /// <summary>Layers that have a fusion block.</summary>
    public IReadOnlyList<int> FusionLayers { get; init; } = [];

    /// <summary>Width of fusion queries as a share of the width.</summary>
    public double AttentionRatio { get; init; }

    /// <summary>Hidden width of the fusion MLP as a multiple of the width.</summary>
    public double MlpRatio { get; init; }

    /// <summary>Outputs of a recognition or segmentation head; 0 for other tasks.</summary>
    public int Classes { get; init; }

    /// <summary>The preset of exactly this width and depth; null when there is none.</summary>
    public string? Preset => Presets().FirstOrDefault(preset => preset.Width == Width && preset.Depth == Depth).Name;

    /// <summary>The preset whose width and depth come closest.</summary>
    public string NearestPreset => Presets()
        .MinBy(preset => Math.Abs(Math.Log((double)preset.Width / Width)) + Math.Abs(Math.Log((double)preset.Depth / Depth))).Name;

    /// <summary>Recognises a network by its keys; null when the keys are of none this program knows.</summary>
    /// <param name="shapes">Shapes by key.</param>
    public static CheckpointArchitecture? Detect(IReadOnlyDictionary<string, IReadOnlyList<long>> shapes) => new ArchitectureProbe(shapes).Detect();

    public override string ToString()
    {
        var size = Preset is { } preset ? $"'{preset}'" : $"of no preset (nearest '{NearestPreset}')";
        var text = $"{Name()} {size}: width {Width}, {Depth} layers, patches of {Patch}";
        if (Task != CheckpointTask.SingleStream)
            text += $", {ImageTokens} image and {AudioTokens} audio positions, {FusionTokens} fusion tokens, {DescribeFusion()}";
        return Classes > 0 ? $"{text}, {Classes} {(Classes == 1 ? "class" : "classes")}" : text;
    }

    private string DescribeFusion() => Fusion is { } kind
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{kind.ToString().ToLowerInvariant()} fusion in {Layers()}, attention ratio {AttentionRatio:0.###}, MLP ratio {MlpRatio:0.###}")
        : "no fusion";

    private string Name() => Task switch
    {
        CheckpointTask.MaskedAutoencoder => "masked autoencoder",
        CheckpointTask.Recognition => "recognition model",
        CheckpointTask.Separation => "separation model",
        CheckpointTask.Segmentation => "segmentation model",
        CheckpointTask.SingleStream => "single-stream backbone",
        _ => "encoder",
    };

    private string Layers() => FusionLayers.Count == Depth ? "all layers" : $"layers {string.Join('-', FusionLayers)}";

    private IEnumerable<(string Name, int Width, int Depth)> Presets() => Task == CheckpointTask.SingleStream
        ? BackbonePresets.Names.Select(name => (name, BackbonePresets.Image(name).Width, BackbonePresets.Image(name).Depth))
        : EncoderPresets.Names.Select(name => (name, EncoderPresets.Named(name).Width, EncoderPresets.Named(name).Image.Depth));
}
