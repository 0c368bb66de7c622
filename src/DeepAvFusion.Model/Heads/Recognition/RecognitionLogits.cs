using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Recognition;

/// <summary>Class scores of the three streams, before any sigmoid or softmax.</summary>
/// <param name="Image">[B, C]</param>
/// <param name="Audio">[B, C]</param>
/// <param name="Fusion">[B, C]</param>
public sealed record RecognitionLogits(Tensor Image, Tensor Audio, Tensor Fusion) : IDisposable
{
    /// <summary>[B, C], the mean of the three.</summary>
    public Tensor Average()
    {
        using var sum = Image + Audio;
        using var all = sum + Fusion;
        return all / 3;
    }

    /// <summary>[B, C], what is heard: the mean of the streams that hear.</summary>
    public Tensor Heard()
    {
        using var sum = Audio + Fusion;
        return sum / 2;
    }

    public void Dispose()
    {
        Image.Dispose();
        Audio.Dispose();
        Fusion.Dispose();
    }
}
