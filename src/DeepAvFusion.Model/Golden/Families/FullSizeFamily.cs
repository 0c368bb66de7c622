using System.Text.Json;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>The full-size models, filled by formula. All share one encoder pass, as the live analyzer does.</summary>
internal static class FullSizeFamily
{
    public static void Run(GoldenSession session)
    {
        using var frozen = no_grad();
        var config = session.Case.Config;
        var decoder = config.GetProperty("masked_autoencoder");
        var encoder = GoldenConfig.Encoder(config);
        var recorded = Recorded(session);
        using var autoencoder = new MaskedAutoencoder(Autoencoder(encoder, decoder), WeightInitializer.Blank());
        Fill(session, autoencoder, "", recorded);
        var (image, audio) = (Input(session, "image"), Input(session, "audio"));
        Reconstruct(session, autoencoder, image, audio);

        using var encoded = autoencoder.Encoder.forward(image: image, audio: audio, keepLayers: true);
        EncoderFamily.Expect(session, encoded with { Layers = [] });
        foreach (var (layer, tokens) in encoded.Layers.Index()) ExpectLayer(session, layer, tokens);
        Recognize(session, config.GetProperty("classifier"), encoder, encoded, recorded);
        Separate(session, config.GetProperty("source_separation"), encoder, encoded, audio, recorded);
        Segment(session, GoldenConfig.Number(config.GetProperty("segmentation"), "num_classes"), encoder, encoded, recorded);
        CheckSpots(session);
    }

    private static AutoencoderConfig Autoencoder(EncoderConfig encoder, JsonElement decoder)
    {
        var (kind, depth, norm) = (DecoderKinds.Parse(decoder.GetProperty("arch").GetString()!), GoldenConfig.Number(decoder, "depth"), GoldenConfig.Flag(decoder, "norm_loss"));
        return new AutoencoderConfig(
            encoder,
            new DecoderConfig(decoder.GetProperty("image_mask_ratio").GetDouble(), kind, depth, norm),
            new DecoderConfig(decoder.GetProperty("audio_mask_ratio").GetDouble(), kind, depth, norm),
            GoldenConfig.Number(decoder, "dim"), GoldenConfig.Number(decoder, "num_heads"), decoder.GetProperty("mlp_ratio").GetDouble());
    }

    private static void Reconstruct(GoldenSession session, MaskedAutoencoder model, Tensor image, Tensor audio)
    {
        using var output = model.forward(
            image: image, audio: audio, imageNoise: Numbers(session, "noise_image"), audioNoise: Numbers(session, "noise_audio"));
        session.Expect("masked_autoencoder_pred_image", output.ImagePrediction);
        session.Expect("masked_autoencoder_pred_audio", output.AudioPrediction);
        session.ExpectScalar("masked_autoencoder_loss_image", output.ImageLoss.ToDouble());
        session.ExpectScalar("masked_autoencoder_loss_audio", output.AudioLoss.ToDouble());
    }

    private static void ExpectLayer(GoldenSession session, int layer, LayerTokens tokens)
    {
        session.Expect($"emb{layer}_image", tokens.Image);
        session.Expect($"emb{layer}_audio", tokens.Audio);
        session.Expect($"emb{layer}_fusion", tokens.Fusion);
    }

    private static void Recognize(GoldenSession session, JsonElement config, EncoderConfig encoder, EncoderOutput encoded, JsonElement recorded)
    {
        using var head = new RecognitionHead(encoder.Width, GoldenConfig.Number(config, "num_classes"), GoldenConfig.Flag(config, "input_norm"), WeightInitializer.Blank());
        Fill(session, head, "", recorded);
        using var logits = head.call(encoded);
        session.Expect("classifier_image", logits.Image);
        session.Expect("classifier_audio", logits.Audio);
        session.Expect("classifier_fusion", logits.Fusion);
    }

    private static void Separate(GoldenSession session, JsonElement config, EncoderConfig encoder, EncoderOutput encoded, Tensor mixture, JsonElement recorded)
    {
        using var head = new SeparationHead(encoder, WeightInitializer.Blank());
        Fill(session, head, "avss_decoder.", recorded);
        using var logits = head.call(encoded);
        session.Expect("source_separation_logits", logits);
        var loss = new SeparationLoss(GoldenConfig.Flag(config, "weighted_loss"), GoldenConfig.Flag(config, "binary_mask"));
        session.ExpectScalar("source_separation_loss", loss.Of(logits, Input(session, "audio_gt"), mixture).ToDouble());
    }

    private static void Segment(GoldenSession session, int classes, EncoderConfig encoder, EncoderOutput encoded, JsonElement recorded)
    {
        using var head = new SegmentationHead(encoder, classes, WeightInitializer.Blank());
        Fill(session, head, "", recorded);
        using var logits = head.call(encoded);
        session.Expect("segmentation_logits", logits);
        if (!session.Case.Extra.GetProperty("inputs").TryGetProperty("segmentation_target", out var target)) return;
        var shape = target.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
        var numbers = GoldenFormula.Indices(shape.Aggregate(1L, (product, side) => product * side)).Select(j => (long)j % classes).ToArray();
        session.ExpectScalar("segmentation_loss", SegmentationLoss.Of(logits, session.Place(tensor(numbers, shape))).ToDouble());
    }

    private static Tensor Input(GoldenSession session, string name) => session.Place(Numbers(session, name));

    private static Tensor Numbers(GoldenSession session, string name)
    {
        var entry = session.Case.Extra.GetProperty("inputs").GetProperty(name);
        var shape = entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
        return GoldenFormula.Input(
            entry.GetProperty("name").GetString()!, shape, entry.GetProperty("offset").GetDouble(), entry.GetProperty("scale").GetDouble()).to(session.Options.Place);
    }

    private static JsonElement Recorded(GoldenSession session)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(session.Case.File("parameters.json")));
        return document.RootElement.Clone();
    }

    /// <summary>Fills a part of a complete model and checks that every key and shape is a recorded one.</summary>
    private static void Fill(GoldenSession session, nn.Module part, string prefix, JsonElement recorded)
    {
        var unknown = part.state_dict().Where(entry =>
            !recorded.TryGetProperty(prefix + entry.Key, out var found) || !found[0].EnumerateArray().Select(side => side.GetInt64()).SequenceEqual(entry.Value.shape));
        session.Check($"keys of {part.GetName()}", unknown.Any() ? $"not recorded so: {string.Join(", ", unknown.Select(entry => entry.Key))}" : null);
        GoldenFormula.Fill(part, prefix);
        session.Move(part);
    }

    private static void CheckSpots(GoldenSession session)
    {
        if (!session.Case.Extra.TryGetProperty("spot_values", out var spots)) return;
        foreach (var spot in spots.EnumerateArray())
        {
            var shape = spot.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
            var values = GoldenFormula.Values(spot.GetProperty("name").GetString()!, shape);
            var wrong = spot.GetProperty("index").EnumerateArray().Select(index => values[index.GetInt64()])
                .Zip(spot.GetProperty("value").EnumerateArray().Select(value => value.GetDouble()), (mine, recorded) => Math.Abs(mine - recorded))
                .Any(difference => difference > 1e-6);
            session.Check($"formula of {spot.GetProperty("name").GetString()}", wrong ? "the formula gives other numbers" : null);
        }
    }
}
