using DeepAvFusion.Model.Heads;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Joint;

/// <summary>The heads of a joint model that find where: in the picture, and in the sound.</summary>
internal abstract class LocatingHeads : IDisposable
{
    public abstract nn.Module Segmentation { get; }

    public abstract nn.Module Separation { get; }

    /// <summary>What is added to the map's logits at last.</summary>
    public abstract Tensor MapBias { get; }

    /// <returns>[B, 1, H, W] logits</returns>
    public abstract Tensor Segment(JointEncoding encoded);

    /// <returns>[B, 1, mel, time] logits</returns>
    public abstract Tensor Separate(JointEncoding encoded);

    /// <returns>[R, 1, mel, time] logits</returns>
    public abstract Tensor Separate(JointEncoding encoded, PicturePools parts);

    /// <returns>[B, patches, labels] logits, or null</returns>
    public virtual Tensor? NameSeen(JointEncoding encoded) => null;

    /// <returns>[B, patches, labels] logits, or null</returns>
    public virtual Tensor? NameHeard(JointEncoding encoded) => null;

    public void Dispose()
    {
        Segmentation.Dispose();
        Separation.Dispose();
    }
}
