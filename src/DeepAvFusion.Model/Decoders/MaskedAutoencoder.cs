using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Decoders;

/// <summary>The pre-training model: encodes a few patches of both modalities and reconstructs the rest.</summary>
/// <remarks>Source: DeepAVFusion models/avmae.py; "Masked Autoencoders Are Scalable Vision Learners", He et al. 2022.</remarks>
public sealed class MaskedAutoencoder : nn.Module
{
    [ComponentName(Name = "audio_decoder_mask_token")] private readonly Parameter _audioMaskToken;     // [1, 1, W]
    [ComponentName(Name = "audio_decoder_pos_embed")] private readonly Parameter _audioPositions;      // [1, La, W], trained
    [ComponentName(Name = "image_decoder_mask_token")] private readonly Parameter _imageMaskToken;
    [ComponentName(Name = "image_decoder_pos_embed")] private readonly Parameter _imagePositions;
    private readonly ReconstructionDecoder _audio;                             // registered flat, after the encoder
    private readonly ReconstructionDecoder _image;

    /// <summary>An autoencoder with an encoder of its own.</summary>
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public MaskedAutoencoder(AutoencoderConfig config, WeightInitializer weights)
        : base(nameof(MaskedAutoencoder))
    {
        ModelConfigurationException.ThrowIfAny("autoencoder", config.Problems());
        Config = config;
        Encoder = new DeepAvFusionEncoder(config.Encoder, weights);
        (_audioMaskToken, _audioPositions) = (weights.Tokens(1, 1, config.Width), Positions(config.Encoder.Audio.Grid));
        (_imageMaskToken, _imagePositions) = (weights.Tokens(1, 1, config.Width), Positions(config.Encoder.Image.Grid));
        _audio = new ReconstructionDecoder(config, config.Audio, config.Encoder.Audio, weights);
        _image = new ReconstructionDecoder(config, config.Image, config.Encoder.Image, weights);
        RegisterComponents();
        Register("audio", _audio);
        Register("image", _image);
    }

    /// <summary>What this model was built from.</summary>
    public AutoencoderConfig Config { get; }

    /// <summary>The encoder that downstream tasks keep.</summary>
    [field: ComponentName(Name = "encoder")]
    public DeepAvFusionEncoder Encoder { get; }

    /// <summary>One pass of pre-training.</summary>
    /// <param name="image">[B, 3, H, W]</param>
    /// <param name="audio">[B, 1, mel, time]</param>
    /// <param name="imageNoise">[B, Li] whose lowest entries are kept; null draws it, before the audio noise</param>
    /// <param name="audioNoise">[B, La] whose lowest entries are kept; null draws it</param>
    public AutoencoderOutput forward(Tensor image, Tensor audio, Tensor? imageNoise = null, Tensor? audioNoise = null)
    {
        using var scope = NewDisposeScope();
        var imageMask = Mask(image, imageNoise, Config.Image, Config.Encoder.Image);
        var audioMask = Mask(audio, audioNoise, Config.Audio, Config.Encoder.Audio);
        var encoded = Encoder.forward(image: image, audio: audio, imageKeep: imageMask.Keep, audioKeep: audioMask.Keep);
        var imagePrediction = _image.Decode(encoded.Image, encoded.Fusion, imageMask.Restore, _imageMaskToken, _imagePositions);
        var audioPrediction = _audio.Decode(encoded.Audio, encoded.Fusion, audioMask.Restore, _audioMaskToken, _audioPositions);
        var imageLoss = ReconstructionLoss.Of(
            imagePrediction, PatchTargets.Patchify(image, Config.Encoder.Image), imageMask.Removed, Config.Image.NormalizeTargets);
        var audioLoss = ReconstructionLoss.Of(
            audioPrediction, PatchTargets.Patchify(audio, Config.Encoder.Audio), audioMask.Removed, Config.Audio.NormalizeTargets);
        scope.MoveToOuter(imageLoss, audioLoss, imagePrediction, audioPrediction);
        return new AutoencoderOutput(imageLoss, audioLoss, imagePrediction, audioPrediction);
    }

    private static PatchMask Mask(Tensor picture, Tensor? noise, DecoderConfig decoder, BackboneConfig backbone) =>
        PatchMask.FromNoise(noise ?? rand(picture.shape[0], backbone.Grid.Cells, device: picture.device), decoder.Kept(backbone.Grid.Cells));

    private Parameter Positions(GridSize grid) =>
        WeightInitializer.Positions(PositionTables.TwoDimensional(grid, Config.Width), trained: true);

    private void Register(string modality, ReconstructionDecoder decoder)
    {
        register_module($"{modality}_decoder_embed", decoder.Embed);
        register_module($"{modality}_decoder_blocks", decoder.Blocks);
        register_module($"{modality}_decoder_norm", decoder.Norm);
        register_module($"{modality}_decoder_pred", decoder.Predict);
    }
}
