using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Joint;

/// <summary>Where the first weights of joint training come from.</summary>
/// <param name="Taken">Parts of the model that a file held.</param>
/// <param name="Fresh">Parts that start from initial weights, because it holds none or others.</param>
public sealed record JointStart(IReadOnlyList<string> Taken, IReadOnlyList<string> Fresh)
{
    /// <summary>Takes the encoder, and of a checkpoint every head that it holds in the same shape.</summary>
    /// <exception cref="UserErrorException">The file is no checkpoint, or its encoder does not fit.</exception>
    internal static JointStart Load(JointModel model, EncoderStart start)
    {
        start.Load(model.Encoder);
        if (start.Checkpoint is not { } path) return new JointStart(["backbones"], []);
        using var file = CheckpointFile.Open(path);
        var (taken, fresh) = (new List<string> { "encoder" }, new List<string>());
        foreach (var (name, head) in model.named_children().Where(child => child.module != model.Encoder))
        {
            var tensors = file.Tensors(prefix: name + ".");
            var fits = CheckpointLoader.Compare(head.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.shape), tensors, []).IsEmpty;
            if (fits) CheckpointLoader.Load(head, path, tensors, [], progress: null, CancellationToken.None);
            (fits ? taken : fresh).Add(name);
        }

        return new JointStart(taken, fresh);
    }

    public override string ToString() =>
        $"starts with {string.Join(", ", Taken)} of the files given" + (Fresh.Count > 0 ? $" and with initial weights of {string.Join(", ", Fresh)}" : "");
}
