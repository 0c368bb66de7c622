using System.Text.Json;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Parameter groups: their order, members, decay and learning-rate scales.</summary>
internal static class ParameterGroupFamily
{
    public static void Run(GoldenSession session)
    {
        foreach (var (name, expected) in session.Case.Expected)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(session.Case.File(expected.File)));
            var recorded = document.RootElement;
            using var model = Model(recorded, out var encoder);
            var decay = recorded.GetProperty("weight_decay").GetDouble();
            var groups = recorded.TryGetProperty("layer_decay", out var layerDecay)
                ? ParameterGroups.ForFinetuning(model, encoder, decay, layerDecay.GetDouble())
                : ParameterGroups.ForPretraining(model, decay, IsGiven("image_pt"), IsGiven("audio_pt"));
            var trouble = GoldenOptimizers.Difference(recorded.GetProperty("groups"), groups, "parameters")
                ?? GoldenGradients.Difference(
                    GoldenGradients.Names(recorded.GetProperty("in_no_group")),
                    model.named_parameters().Select(entry => entry.name).Except(groups.SelectMany(group => group.Names)));
            session.Add(trouble is null
                ? new GoldenResult(session.Case.Name, name, 0, 0, 0, GoldenVerdict.Passed)
                : GoldenResult.Fail(session.Case.Name, name, trouble));

            bool IsGiven(string source) => session.Case.Config.GetProperty(name).GetProperty("pt").GetProperty(source).ValueKind != JsonValueKind.Null;
        }
    }

    private static nn.Module Model(JsonElement recorded, out EncoderConfig encoder)
    {
        var config = recorded.GetProperty("cfg");
        var shapes = recorded.GetProperty("shapes");
        encoder = GoldenConfig.Encoder(config);
        return recorded.GetProperty("kind").GetString() switch
        {
            "classifier" => new Classifier(new ClassifierConfig(encoder, Rows("image_head.weight")), WeightInitializer.Blank()),
            "avsrcsep" => new SeparationModel(encoder, WeightInitializer.Blank()),
            "avsegm" => new SegmentationModel(encoder, Rows("predictor.2.weight"), WeightInitializer.Blank()),
            _ => new MaskedAutoencoder(GoldenConfig.Autoencoder(config), WeightInitializer.Blank()),
        };

        int Rows(string key) => shapes.GetProperty(key)[0].GetInt32();
    }
}
