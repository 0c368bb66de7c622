using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Joint;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Online;

/// <summary>Fits rows of labels anew, from the weights as they came: of labels that are new, and of those somebody corrected. All other rows stay as they are, bit for bit.</summary>
/// <remarks>Every layer is fitted by itself, every row of it too; on a CPU the same lessons in the same order give the same bits.</remarks>
/// <param name="model">The model as it came.</param>
internal sealed class HeadRefit(TeachableModel model, RefitSettings settings)
{
    private const float Present = 0.1f;     // share that windows with a label have among what it is fitted to: sounds are rare
    private const float Unlikely = -3;      // where the bias of a new label begins
    private const float Nowhere = 1e4f;     // below every logit
    private const double Bare = 0.1;        // of the rate of weights, where every number of a mean counts alike: there are hundreds of them
    private readonly IReadOnlyDictionary<TaughtLayer, LayerWeights> _layers = model.Layers;
    private readonly int _known = model.Labels.Count;

    /// <param name="labels">Number of all labels, the new ones last.</param>
    /// <param name="taught">Numbers of the labels to fit.</param>
    /// <param name="lessons">Windows, of the same order every time.</param>
    public IReadOnlyDictionary<TaughtLayer, LayerWeights> Fit(int labels, IReadOnlyList<int> taught, IReadOnlyList<Lesson> lessons, CancellationToken cancellation)
    {
        var grown = _layers.ToDictionary(layer => layer.Key, layer => Grown(layer.Value, labels));
        if (taught.Count == 0 || lessons.Count == 0) return grown;
        foreach (var layer in _layers.Keys.Order()) Fit(layer, grown[layer], taught, lessons, cancellation);
        return grown;
    }

    private LayerWeights Grown(LayerWeights came, int labels)
    {
        var (weight, bias) = (new float[labels * came.Width], new float[labels]);
        came.Weight.CopyTo(weight, 0);
        came.Bias.CopyTo(bias, 0);
        bias.AsSpan(_known).Fill(Unlikely);
        return new LayerWeights(came.Width, weight, bias);
    }

    /// <summary>Fits the taught rows of one layer in place.</summary>
    private void Fit(TaughtLayer layer, LayerWeights grown, IReadOnlyList<int> taught, IReadOnlyList<Lesson> lessons, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var stacked = LayerInputs.Stack(layer, [.. lessons.Select(lesson => lesson.Features)]);                                // [N, rows, width]
        var rivals = Rivals(layer, stacked, taught);
        var elsewhere = Elsewhere(layer, (int)stacked.shape[1], taught, lessons);
        var scale = model.IsBare ? FeatureScale.Of(stacked) : FeatureScale.None;
        var inputs = scale.Applied(stacked);
        var came = LayerInputs.Own(tensor(taught.SelectMany(label => grown.Weight.AsSpan(label * grown.Width, grown.Width).ToArray()).ToArray(), [taught.Count, grown.Width]));
        var (start, offset) = scale.Into(came, LayerInputs.Own(tensor(taught.Select(label => grown.Bias[label]).ToArray())));
        var weight = new Parameter(start.clone());
        var bias = new Parameter(offset);
        var (targets, weights) = Wanted(Answer().sigmoid(), taught, lessons);                                                  // [N, T] each
        double[] rates = [model.IsBare ? Bare * settings.Rate : settings.Rate, settings.Rate];
        using var optimizer = optim.Adam([new Adam.ParamGroup([weight], rates[0]), new Adam.ParamGroup([bias], rates[1])]);
        for (var step = 0; step < settings.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            foreach (var (group, rate) in optimizer.ParamGroups.Zip(rates)) group.LearningRate = rate * 0.5 * (1 + Math.Cos(Math.PI * step / settings.Steps));
            optimizer.zero_grad();
            var loss = (nn.functional.binary_cross_entropy_with_logits(Answer(), targets, reduction: nn.Reduction.None) * weights).sum() + (settings.Pull * (weight - start).pow(2).sum());
            loss.backward();
            optimizer.step();
        }

        var (whole, moved) = scale.OutOf(weight.detach(), bias.detach());
        var (fitted, shifted) = (whole.data<float>().ToArray(), moved.data<float>().ToArray());
        foreach (var (row, label) in taught.Index())
        {
            fitted.AsSpan(row * grown.Width, grown.Width).CopyTo(grown.Weight.AsSpan(label * grown.Width));
            grown.Bias[label] = shifted[row];
        }

        Tensor Answer() => LayerInputs.Pooled(layer, LayerInputs.Logits(inputs, weight, bias) - elsewhere) - rivals;           // [N, T]
    }

    /// <summary>What is seen outside of the region that somebody marked does not count for a label that sounds there.</summary>
    /// <returns>[N, rows, T], or one 0 where nobody marked any.</returns>
    private static Tensor Elsewhere(TaughtLayer layer, int rows, IReadOnlyList<int> taught, IReadOnlyList<Lesson> lessons)
    {
        if (layer != TaughtLayer.SeenPatches || lessons.All(lesson => lesson.Region is null)) return zeros(1);
        var all = new float[lessons.Count * rows * taught.Count];
        foreach (var (number, lesson) in lessons.Index())
        {
            if (lesson.Region is not { } region || RegionRows.Of(region, rows, LayerInputs.SurestOf(layer)) is not { } inside) continue;
            foreach (var (column, label) in taught.Index().Where(one => lesson.Targets[one.Item] > 0.5f))
                for (var row = 0; row < rows; row++) all[(((number * rows) + row) * taught.Count) + column] = inside[row] ? 0 : Nowhere;
        }
        return LayerInputs.Own(tensor(all, [lessons.Count, rows, taught.Count]));
    }

    /// <summary>Where one label alone can be true, what a label of the model is weighed against: the others as they came, so that a sigmoid of the difference is its softmax.</summary>
    /// <returns>[N, T], or one 0 where every label stands for itself.</returns>
    private Tensor Rivals(TaughtLayer layer, Tensor inputs, IReadOnlyList<int> taught)
    {
        if (model.Rule.Scoring == LabelScoring.Sigmoid || _known < 2) return zeros(1);
        using var frozen = no_grad();
        var came = _layers[layer];
        var logits = LayerInputs.Pooled(layer, LayerInputs.Logits(inputs, tensor(came.Weight, [_known, came.Width]), tensor(came.Bias)));      // [N, known]
        return stack([.. taught.Select(label => label >= _known ? zeros(logits.shape[0])
            : cat([logits.narrow(1, 0, label), logits.narrow(1, label + 1, _known - label - 1)], 1).logsumexp(1))], 1);
    }

    /// <summary>What each window should be given, and how much it counts: for each label, windows with it as much as those without.</summary>
    /// <param name="answered">[N, T], what the weights as they came say.</param>
    private (Tensor Targets, Tensor Weights) Wanted(Tensor answered, IReadOnlyList<int> taught, IReadOnlyList<Lesson> lessons)
    {
        var came = answered.detach().contiguous().data<float>().ToArray();
        var (targets, weights) = (new float[lessons.Count * taught.Count], new float[lessons.Count * taught.Count]);
        foreach (var (column, label) in taught.Index())
        {
            var (with, without, quoted) = (0f, 0f, 0f);
            foreach (var lesson in lessons)
            {
                if (float.IsNaN(lesson.Targets[label])) quoted += lesson.Weight;
                else if (lesson.Targets[label] > 0.5f) with += lesson.Weight;
                else without += lesson.Weight;
            }

            foreach (var (row, lesson) in lessons.Index())
            {
                var (at, target) = ((row * taught.Count) + column, lesson.Targets[label]);
                var isQuoted = float.IsNaN(target);
                targets[at] = isQuoted ? came[at] : Math.Min(target, 1 - (float)settings.Smoothing);
                weights[at] = lesson.Weight * (isQuoted ? (float)settings.Distil / quoted : (target > 0.5f ? Present / with : (1 - Present) / without));
            }
        }

        return (LayerInputs.Own(tensor(targets, [lessons.Count, taught.Count])), LayerInputs.Own(tensor(weights, [lessons.Count, taught.Count])));
    }
}
