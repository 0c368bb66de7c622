using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Joint;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Joint;

/// <summary>One encoder pass of a joint model beside what was encoded; its heads share it.</summary>
internal sealed record JointEncoded(JointModel Model, EncoderOutput Tokens, Tensor Picture, Tensor Mixture)
{
    /// <returns>[B, C] each</returns>
    public RecognitionLogits Recognise() => Model.Recognition.call(Tokens);

    /// <returns>[B, 1, H, W] logits</returns>
    public Tensor Segment() => Model.Segment(Tokens, Picture);

    /// <returns>[B, 1, mel, time] logits</returns>
    public Tensor Separate() => Model.Separate(Tokens, Mixture);

    /// <returns>[B, N, 2 C] logits</returns>
    public Tensor NamePatches() => Model.Patches.call(Tokens.Image);

    /// <summary>Some of its samples.</summary>
    public JointEncoded Rows(int start, int count)
    {
        return new JointEncoded(Model, new EncoderOutput(
            Image: Cut(Tokens.Image), Audio: Cut(Tokens.Audio), Fusion: Cut(Tokens.Fusion),
            Layers: [.. Tokens.Layers.Select(layer => new LayerTokens(Image: Cut(layer.Image), Audio: Cut(layer.Audio), Fusion: Cut(layer.Fusion)))]), Cut(Picture), Cut(Mixture));

        Tensor Cut(Tensor all) => all.narrow(0, start, count);
    }
}
