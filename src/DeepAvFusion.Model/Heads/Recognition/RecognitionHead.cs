using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Recognition;

/// <summary>Names what is seen and heard: the mean token of each stream, optionally normalised, through a linear head.</summary>
/// <remarks>Source: DeepAVFusion models/classifier.py.</remarks>
public sealed class RecognitionHead : Module<EncoderOutput, RecognitionLogits>
{
    private const double NormEpsilon = 1e-6;
    private const double ShareOffset = 1e-3;

    [ComponentName(Name = "image_norm")] private readonly BatchNorm1d? _imageNorm;
    [ComponentName(Name = "audio_norm")] private readonly BatchNorm1d? _audioNorm;
    [ComponentName(Name = "fusion_norm")] private readonly BatchNorm1d? _fusionNorm;
    [ComponentName(Name = "image_head")] private readonly Linear _image;
    [ComponentName(Name = "audio_head")] private readonly Linear _audio;
    [ComponentName(Name = "fusion_head")] private readonly Linear _fusion;

    /// <summary>Heads on an encoder of <paramref name="width"/> channels.</summary>
    public RecognitionHead(int width, int classes, bool inputNorm, WeightInitializer weights)
        : base(nameof(RecognitionHead))
    {
        if (inputNorm) (_imageNorm, _audioNorm, _fusionNorm) = (Norm(width), Norm(width), Norm(width));
        (_image, _audio, _fusion) = (weights.Linear(width, classes), weights.Linear(width, classes), weights.Linear(width, classes));
        Classes = classes;
        RegisterComponents();
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Starts the biases at the log-odds of the class shares of the training set, as fine-tuning does.</summary>
    /// <param name="shares">One share per class.</param>
    /// <exception cref="ArgumentException">There is not one share per class.</exception>
    public void StartAtShares(IReadOnlyList<float> shares)
    {
        if (shares.Count != Classes) throw new ArgumentException($"{shares.Count} class shares were given for {Classes} classes.", nameof(shares));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var share = tensor(shares.ToArray());
        var odds = ((share + ShareOffset) / (1 - share + ShareOffset)).log();
        foreach (var head in new[] { _image, _audio, _fusion }) head.bias!.copy_(odds);
    }

    /// <param name="encoded">One encoder pass</param>
    /// <returns>Logits of the three streams, owned by the caller.</returns>
    public override RecognitionLogits forward(EncoderOutput encoded)
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(encoded);                                          // [B, D] each
        var (image, audio, fusion) = (_image.call(inputs.Image), _audio.call(inputs.Audio), _fusion.call(inputs.Fusion));   // [B, C]
        scope.MoveToOuter(image, audio, fusion);
        return new RecognitionLogits(Image: image, Audio: audio, Fusion: fusion);
    }

    /// <summary>What the linear layers see.</summary>
    /// <returns>[B, D] each, of the caller's scope.</returns>
    public (Tensor Image, Tensor Audio, Tensor Fusion) Inputs(EncoderOutput encoded) =>
        (Mean(encoded.Image, _imageNorm), Mean(encoded.Audio, _audioNorm), Mean(encoded.Fusion, _fusionNorm));

    /// <summary>A head of more classes that says the same of those that this one knows, and nothing of the others.</summary>
    public RecognitionHead WithClasses(int classes)
    {
        using var weights = WeightInitializer.Blank();
        var example = _image.weight!;
        var grown = new RecognitionHead((int)example.shape[1], classes, _imageNorm is not null, weights);
        ServedNetwork.Ready(grown, example.dtype, example.device);
        LabelGrowth.Copy(state_dict(), grown.state_dict(), Classes, classes);
        return grown;
    }

    /// <summary>What parts of pictures show.</summary>
    /// <param name="means">[R, D], mean image tokens of the parts</param>
    /// <returns>[R, classes] logits</returns>
    public Tensor Seen(Tensor means) => _image.call(_imageNorm is null ? means : _imageNorm.call(means));

    /// <summary>What parts of pictures show, and what is heard beside them.</summary>
    /// <returns>[R, C] each</returns>
    public RecognitionLogits OfParts(EncoderOutput encoded, PicturePools parts)
    {
        using var scope = NewDisposeScope();
        var whole = forward(encoded);
        var (image, audio, fusion) = (Seen(parts.Mean(encoded.Image)), parts.Rows(whole.Audio), parts.Rows(whole.Fusion));
        scope.MoveToOuter(image, audio, fusion);
        return new RecognitionLogits(Image: image, Audio: audio, Fusion: fusion);
    }

    private static Tensor Mean(Tensor tokens, BatchNorm1d? norm)
    {
        var mean = tokens.mean([1]);                                           // [B, D]
        return norm is null ? mean : norm.call(mean);
    }

    private static BatchNorm1d Norm(int width) => BatchNorm1d(width, NormEpsilon, affine: false);
}
