using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Detail;
using DeepAvFusion.Model.Heads.Recognition;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Joint;

/// <summary>One encoder pass beside what was encoded, to be asked for what each head makes of it. Owns its tensors: dispose it even within a dispose scope.</summary>
/// <param name="Model">Whose pass it was.</param>
/// <param name="Tokens">What the encoder gave.</param>
/// <param name="Picture">[B, 3, H, W]</param>
/// <param name="Mixture">[B, 1, mel, time]</param>
public sealed record JointEncoding(JointModel Model, EncoderOutput Tokens, Tensor Picture, Tensor Mixture) : IDisposable
{
    /// <summary>What detailed heads see in the picture, once one of them has looked.</summary>
    internal DetailMaps? OfPicture { get; set; }

    /// <summary>What detailed heads see in the spectrogram, once one of them has looked.</summary>
    internal DetailMaps? OfSound { get; set; }

    /// <returns>[B, labels] each</returns>
    public RecognitionLogits Recognise() => Model.Recognition.call(Tokens);

    /// <summary>Where in the picture something sounds.</summary>
    /// <returns>[B, 1, H, W] logits</returns>
    public Tensor Segment() => Model.Locating.Segment(this);

    /// <summary>Which part of the mixture belongs to the picture.</summary>
    /// <returns>[B, 1, mel, time] logits of the mask</returns>
    public Tensor Separate() => Model.Locating.Separate(this);

    /// <summary>Which part of its mixture belongs to each part of a picture; <see cref="Heads.Separation.SharedEnergy"/> makes shares of them.</summary>
    /// <returns>[R, 1, mel, time] logits</returns>
    public Tensor Separate(PicturePools parts) => Model.Locating.Separate(this, parts);

    /// <summary>What is seen in each patch of the picture, sounding or not; null where the heads do not tell.</summary>
    /// <returns>[B, patches, labels] logits</returns>
    public Tensor? NameSeen() => Model.Locating.NameSeen(this);

    /// <summary>What is heard in each patch of the spectrogram, seen or not; null where the heads do not tell.</summary>
    /// <returns>[B, patches, labels] logits</returns>
    public Tensor? NameHeard() => Model.Locating.NameHeard(this);

    /// <summary>What patches of the picture are named by; null where the heads do not tell.</summary>
    /// <returns>[B, patches, C]</returns>
    public Tensor? SeenPatches() => Patches(NameSeen(), () => OfPicture);

    /// <summary>What patches of the spectrogram are named by; null where the heads do not tell.</summary>
    /// <returns>[B, patches, C]</returns>
    public Tensor? HeardPatches() => Patches(NameHeard(), () => OfSound);

    private static Tensor? Patches(Tensor? names, Func<DetailMaps?> maps) => names is null ? null : maps()!.Bottom.flatten(2).transpose(1, 2);

    /// <summary>How sure each label is seen, sounding or not: by the patch that shows it best, half a patch being enough; null where the heads do not tell.</summary>
    /// <returns>[B, labels], 0..1</returns>
    public Tensor? Seen()
    {
        using var scope = NewDisposeScope();
        return NameSeen() is { } names ? (names.sigmoid().amax([1]) * 2).clamp_max(1).MoveToOuterDisposeScope() : null;
    }

    /// <summary>How sure each label is heard, seen or not: by the columns of spectrogram patches that are named after it, the second-best of them, so that a quarter of a second alone does not tell;
    /// a quarter of a patch is as sure as not. Null where the heads do not tell.</summary>
    /// <returns>[B, labels], 0..1</returns>
    public Tensor? Heard() => NameHeard() is { } names ? Heard(names) : null;

    /// <summary>The same of names that are there.</summary>
    /// <param name="names">[B, patches, labels] logits</param>
    internal Tensor Heard(Tensor names)
    {
        using var scope = NewDisposeScope();
        var grid = Model.Config.Encoder.Audio.Grid;
        var surest = names.@float().sigmoid().reshape(names.shape[0], grid.Rows, grid.Columns, -1).amax([1]);           // [B, columns, labels]
        return surest.topk(Math.Min(2, (int)grid.Columns), dim: 1).values.amin([1]).sqrt().MoveToOuterDisposeScope();
    }

    /// <summary>What parts of the pictures show, and what is heard beside them.</summary>
    /// <returns>[R, labels] each</returns>
    public RecognitionLogits Recognise(PicturePools parts) => Model.Recognition.OfParts(Tokens, parts);

    /// <summary>How sure each label is seen in parts of the pictures: by the mean over a part, half of it being enough; null where the heads do not tell.</summary>
    /// <returns>[R, labels], 0..1</returns>
    public Tensor? Seen(PicturePools parts)
    {
        using var scope = NewDisposeScope();
        return NameSeen() is { } names ? (parts.Mean(names.sigmoid()) * 2).clamp_max(1).MoveToOuterDisposeScope() : null;
    }

    /// <summary>Some samples of it, by what <paramref name="part"/> makes of each tensor.</summary>
    /// <param name="part">[B, ..] to [b, ..]</param>
    public JointEncoding Part(Func<Tensor, Tensor> part) => new(
        Model,
        new EncoderOutput(
            Image: part(Tokens.Image), Audio: part(Tokens.Audio), Fusion: part(Tokens.Fusion),
            Layers: [.. Tokens.Layers.Select(layer => new LayerTokens(Image: part(layer.Image), Audio: part(layer.Audio), Fusion: part(layer.Fusion)))]),
        part(Picture), part(Mixture))
    { OfPicture = OfPicture?.Part(part), OfSound = OfSound?.Part(part) };

    /// <summary>Moves every tensor out of the current dispose scope.</summary>
    public JointEncoding MoveToOuterDisposeScope()
    {
        Tokens.MoveToOuterDisposeScope();
        Picture.MoveToOuterDisposeScope();
        Mixture.MoveToOuterDisposeScope();
        return this;
    }

    public void Dispose()
    {
        Tokens.Dispose();
        Picture.Dispose();
        Mixture.Dispose();
        OfPicture?.Dispose();
        OfSound?.Dispose();
    }
}
