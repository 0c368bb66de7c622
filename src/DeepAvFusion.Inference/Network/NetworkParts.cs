using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>The networks that answer for a window: the joint model, and heads trained on their own that stand in for its, each with its own encoder.</summary>
internal sealed class NetworkParts : IDisposable
{
    /// <param name="joint">Answers what the others do not; null where all are given.</param>
    /// <param name="labels">Names of the classes that <paramref name="recognition"/> knows, and how it scores them.</param>
    /// <exception cref="UserErrorException">The parts look at inputs of different sizes.</exception>
    public NetworkParts(JointModel? joint, Classifier? recognition, (IReadOnlyList<string> Names, ScoreRule Rule)? labels, SegmentationModel? segmentation, SeparationModel? separation)
    {
        (Joint, Recognition, Segmentation, Separation) = (joint, recognition, segmentation, separation);
        (Labels, Rule) = labels ?? (joint!.Config.Labels, new ScoreRule(joint.Config.Scoring, joint.Config.Labels.Count));
        var encoders = new[] { ("model", joint?.Config.Encoder), ("recognition", recognition?.Encoder.Config), ("segmentation", segmentation?.Encoder.Config), ("separation", separation?.Encoder.Config) }
            .Where(part => part.Item2 is not null).Select(part => (Name: part.Item1, Encoder: part.Item2!)).ToList();
        Encoder = encoders[0].Encoder;
        if (encoders.Find(part => Inputs(part.Encoder) != Inputs(Encoder)) is { Encoder: not null } other)
            throw new UserErrorException(
                $"The {other.Name} looks at {Inputs(other.Encoder)}, the {encoders[0].Name} at {Inputs(Encoder)}; parts that run together must look at the same sizes"
                + (joint is null ? "." : ", or all three parts must be given, which leaves the model out."));
    }

    public JointModel? Joint { get; }

    public Classifier? Recognition { get; }

    public SegmentationModel? Segmentation { get; }

    public SeparationModel? Separation { get; }

    /// <summary>Names of the classes, in the order of the logits.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>How their logits become scores.</summary>
    public ScoreRule Rule { get; }

    /// <summary>The encoder whose input sizes all parts share.</summary>
    public EncoderConfig Encoder { get; }

    /// <summary>All networks that there are.</summary>
    public IEnumerable<nn.Module> Modules => new nn.Module?[] { Joint, Recognition, Segmentation, Separation }.OfType<nn.Module>();

    /// <summary>The same with taught labels in the joint model.</summary>
    public NetworkParts With(JointModel joint, TaughtWeights taught) => new(joint, Recognition, (taught.Labels, taught.Rule), Segmentation, Separation);

    /// <summary>The same with taught labels in the classifier.</summary>
    public NetworkParts With(Classifier recognition, TaughtWeights taught) => new(Joint, recognition, (taught.Labels, taught.Rule), Segmentation, Separation);

    /// <summary>Disposes the heads that can be taught and leaves all else, which the parts share that those with other heads were made of.</summary>
    public void DisposeHeads()
    {
        if (Recognition is { } own) own.Head.Dispose();
        else Joint!.DisposeHeads();
    }

    public void Dispose()
    {
        foreach (var module in Modules) module.Dispose();
    }

    private static string Inputs(EncoderConfig encoder) => $"pictures of {encoder.Image.Input} and spectrograms of {encoder.Audio.Input}";
}
