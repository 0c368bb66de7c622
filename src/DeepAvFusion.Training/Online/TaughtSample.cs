using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>One window and all that was said of it.</summary>
/// <param name="Ids">The samples that it stands for.</param>
/// <param name="Group">Of its event or stretch.</param>
/// <param name="Who">Who spoke last; null for a window that nobody corrected.</param>
/// <param name="Features">What its labels are scored from.</param>
/// <param name="Said">By number of a label: true sounds, false does not.</param>
/// <param name="Region">Where what sounds is seen, by the last word; null where nobody said.</param>
internal sealed record TaughtSample(IReadOnlyList<SampleId> Ids, string Group, string? Who, WindowFeatures Features, IReadOnlyDictionary<int, bool> Said, PictureBox? Region = null)
{
    private const float ReservoirWeight = 1;

    /// <summary>A positive label of it, else a negative one; -1 for a window that nobody corrected.</summary>
    public int First => Said.Count == 0 ? -1 : Said.OrderByDescending(said => said.Value).ThenByDescending(said => said.Key).First().Key;

    public SampleId Newest => Ids[^1];

    /// <param name="window">Samples of one window, oldest first.</param>
    /// <param name="numbers">Of labels; of others nothing can be taught yet.</param>
    /// <param name="known">Labels of the model.</param>
    /// <returns>Null where nothing was said that counts.</returns>
    public static TaughtSample? Of(IReadOnlyList<(SampleSummary Sample, WindowFeatures Features)> window, IReadOnlyDictionary<string, int> numbers, int known)
    {
        var said = new Dictionary<int, bool>();
        foreach (var (sample, _) in window)
        {
            if (sample.Correction is not { } correction) continue;
            if (correction.Kind == CorrectionKind.Nothing)
            {
                foreach (var label in said.Keys) said[label] = false;
                foreach (var score in sample.Scores.Where(score => score.Score >= 0.2 && numbers.ContainsKey(score.Label))) said[numbers[score.Label]] = false;
            }
            else if (numbers.TryGetValue(correction.Label!, out var number)) said[number] = correction.Kind == CorrectionKind.Is;
        }
        var (last, features) = window[^1];
        return last.Correction is not null && said.Count == 0 ? null : new TaughtSample([.. window.Select(pair => pair.Sample.Id)], last.Split, last.Correction?.Who, features, said, last.Correction?.Region);
    }

    /// <summary>What is known of it: what was said; of new labels, that they do not sound where another is named or nobody spoke; all else as the model says.</summary>
    public Lesson ToLesson(int labels, int known)
    {
        var targets = new float[labels];
        targets.AsSpan(0, known).Fill(float.NaN);
        foreach (var (label, sounds) in Said) targets[label] = sounds ? 1 : 0;
        return new Lesson(Features, targets, Who is null ? ReservoirWeight : 1, Region);
    }
}
