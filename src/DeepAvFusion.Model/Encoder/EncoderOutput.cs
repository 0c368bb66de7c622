using static TorchSharp.torch;

namespace DeepAvFusion.Model.Encoder;

/// <summary>What one encoder pass gives to every head that shares it. Owned by whoever asked for it.</summary>
/// <param name="Image">[B, Ni, D] after the image norm</param>
/// <param name="Audio">[B, Na, D] after the audio norm</param>
/// <param name="Fusion">[B, F, D] after the fusion norm</param>
/// <param name="Layers">Un-normalised tokens of every executed layer; empty unless asked for.</param>
public sealed record EncoderOutput(Tensor Image, Tensor Audio, Tensor Fusion, IReadOnlyList<LayerTokens> Layers) : IDisposable
{
    /// <summary>Moves every tensor out of the current dispose scope.</summary>
    public EncoderOutput MoveToOuterDisposeScope()
    {
        foreach (var tokens in All()) tokens.MoveToOuterDisposeScope();
        return this;
    }

    /// <summary>Releases every tensor.</summary>
    public void Dispose()
    {
        foreach (var tokens in All()) tokens.Dispose();
    }

    /// <exception cref="ArgumentException">The layers were not kept.</exception>
    internal IReadOnlyList<LayerTokens> RequireLayers(string head) => Layers.Count > 0
        ? Layers
        : throw new ArgumentException($"The {head} head reads the tokens of every layer: run the encoder with keepLayers: true.");

    private IEnumerable<Tensor> All()
    {
        yield return Image;
        yield return Audio;
        yield return Fusion;
        foreach (var layer in Layers)
        {
            yield return layer.Image;
            yield return layer.Audio;
            yield return layer.Fusion;
        }
    }
}
