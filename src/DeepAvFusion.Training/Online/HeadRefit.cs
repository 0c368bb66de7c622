using DeepAvFusion.Inference.Teaching;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Online;

/// <summary>Fits rows of labels anew, from the weights as they came: of labels that are new, and of those somebody corrected. All other rows stay as they are, bit for bit.</summary>
/// <remarks>Every layer is fitted by itself, every row of it too; on a CPU the same lessons in the same order give the same bits.</remarks>
/// <param name="layers">The layers as they came.</param>
/// <param name="known">Labels that they know.</param>
internal sealed class HeadRefit(IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, int known, RefitSettings settings)
{
    private const float Present = 0.1f;     // share that windows with a label have among what it is fitted to: sounds are rare
    private const float Unlikely = -3;      // where the bias of a new label begins

    /// <param name="labels">Number of all labels, the new ones last.</param>
    /// <param name="taught">Numbers of the labels to fit.</param>
    /// <param name="lessons">Windows, of the same order every time.</param>
    public IReadOnlyDictionary<TaughtLayer, LayerWeights> Fit(int labels, IReadOnlyList<int> taught, IReadOnlyList<Lesson> lessons, CancellationToken cancellation)
    {
        var grown = layers.ToDictionary(layer => layer.Key, layer => Grown(layer.Value, labels));
        if (taught.Count == 0 || lessons.Count == 0) return grown;
        foreach (var layer in layers.Keys.Order()) Fit(layer, grown[layer], taught, lessons, cancellation);
        return grown;
    }

    private LayerWeights Grown(LayerWeights came, int labels)
    {
        var (weight, bias) = (new float[labels * came.Width], new float[labels]);
        came.Weight.CopyTo(weight, 0);
        came.Bias.CopyTo(bias, 0);
        bias.AsSpan(known).Fill(Unlikely);
        return new LayerWeights(came.Width, weight, bias);
    }

    /// <summary>Fits the taught rows of one layer in place.</summary>
    private void Fit(TaughtLayer layer, LayerWeights grown, IReadOnlyList<int> taught, IReadOnlyList<Lesson> lessons, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var inputs = LayerInputs.Stack(layer, [.. lessons.Select(lesson => lesson.Features)]);                                 // [N, rows, width]
        var start = LayerInputs.Own(tensor(taught.SelectMany(label => grown.Weight.AsSpan(label * grown.Width, grown.Width).ToArray()).ToArray(), [taught.Count, grown.Width]));
        var weight = new TorchSharp.Modules.Parameter(start.clone());
        var bias = new TorchSharp.Modules.Parameter(LayerInputs.Own(tensor(taught.Select(label => grown.Bias[label]).ToArray())));
        var (targets, weights) = Wanted(layer, inputs, weight, bias, taught, lessons);                                         // [N, T] each
        using var optimizer = optim.Adam([weight, bias], settings.Rate);
        for (var step = 0; step < settings.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            optimizer.ParamGroups.First().LearningRate = settings.Rate * 0.5 * (1 + Math.Cos(Math.PI * step / settings.Steps));
            optimizer.zero_grad();
            var logits = LayerInputs.Pooled(layer, LayerInputs.Logits(inputs, weight, bias));                                 // [N, T]
            var loss = (nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction: nn.Reduction.None) * weights).sum() + (settings.Pull * (weight - start).pow(2).sum());
            loss.backward();
            optimizer.step();
        }

        var (fitted, shifted) = (weight.data<float>().ToArray(), bias.data<float>().ToArray());
        foreach (var (row, label) in taught.Index())
        {
            fitted.AsSpan(row * grown.Width, grown.Width).CopyTo(grown.Weight.AsSpan(label * grown.Width));
            grown.Bias[label] = shifted[row];
        }
    }

    /// <summary>What each window should be given, and how much it counts: for each label, windows with it as much as those without.</summary>
    private (Tensor Targets, Tensor Weights) Wanted(TaughtLayer layer, Tensor inputs, Tensor weight, Tensor bias, IReadOnlyList<int> taught, IReadOnlyList<Lesson> lessons)
    {
        using var frozen = no_grad();
        var came = LayerInputs.Pooled(layer, LayerInputs.Logits(inputs, weight, bias)).sigmoid().data<float>().ToArray();
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
