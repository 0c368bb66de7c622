using DeepAvFusion.Model.Checkpoints.Sources;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Checkpoints.Loading;

/// <summary>The elements of a live tensor, row-major.</summary>
internal sealed class TensorSource(string name, Tensor tensor, long length) : CheckpointSource(name, length)
{
    public override void Read(long offset, Span<byte> destination)
    {
        CheckRange(offset, destination.Length);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var here = tensor.cpu().contiguous();
        here.bytes.Slice((int)offset, destination.Length).CopyTo(destination);
        GC.KeepAlive(here);
        GC.KeepAlive(tensor);
    }
}
