using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Training.Live;

/// <summary>How good the live analyzer is, by name: what is measured, its value and its unit (`dB`, `s`, `/min`, `%` for shares, or none for counts).</summary>
public sealed record LiveScores(IReadOnlyList<LiveMeasure> Measures)
{
    internal static LiveScores Of(SoundTally sounds, PlaceTally places, EventTally events)
    {
        var measures = new List<LiveMeasure> { new("objects", sounds.Objects, ""), new("objects_missed", sounds.Missed, "") };
        foreach (var (name, gains) in new[] { ("gain", sounds.Gains()), ("gain_two", sounds.Gains(2)), ("gain_three", sounds.Gains(3)) })
        {
            measures.Add(new LiveMeasure($"{name}_mean", gains.Count > 0 ? gains.Average() : double.NaN, "dB"));
            measures.Add(new LiveMeasure($"{name}_median", At(gains, 0.5), "dB"));
            measures.Add(new LiveMeasure($"{name}_worst_tenth", At(gains, 0.1), "dB"));
        }

        measures.AddRange(
        [
            new("gain_best_region", sounds.BestGains.Count > 0 ? sounds.BestGains.Average() : double.NaN, "dB"),
            new("leakage", sounds.Leakage, "dB"), new("residual", sounds.Residual, "dB"), new("residual_true", sounds.TrueResidual, "dB"),
            new("region_labels", places.Labels, "%"), new("region_iou", places.Overlap, "%"), new("id_switches", places.Switches, "/min"), new("silences_kept", places.SilencesKept, "%"),
        ]);
        foreach (var (name, counts) in new[] { ("heard", events.Strict), ("heard_collar", events.Lenient) })
            measures.AddRange([new($"{name}_precision", counts.Precision, "%"), new($"{name}_recall", counts.Recall, "%"), new($"{name}_f1", counts.F1, "%")]);
        measures.AddRange(
        [
            new("verdicts", events.Verdicts, "%"), new("verdicts_of_heard", events.VerdictsOfHeard, "%"), new("silent_told_heard", events.SilentTold, "%"), new("onset_error", events.OnsetError, "s"), new("onsets_right", events.OnsetsRight, "%"),
        ]);
        foreach (var truth in Enum.GetValues<EventVerdict>())
            foreach (var told in Enum.GetValues<EventVerdict>()) measures.Add(new LiveMeasure($"verdict_{Name(truth)}_told_{Name(told)}", events.Confusion(truth, told), ""));
        return new LiveScores(measures);
    }

    private static string Name(EventVerdict verdict) => verdict switch
    {
        EventVerdict.HeardAndSeen => "heard_and_seen",
        EventVerdict.HeardOffScreen => "off_screen",
        _ => "silent",
    };

    /// <summary>The value that a share of all lies under.</summary>
    private static double At(IReadOnlyList<double> values, double share) => values.Count == 0 ? double.NaN : values.Order().ElementAt((int)(share * (values.Count - 1)));
}

/// <summary>One measure.</summary>
public sealed record LiveMeasure(string Name, double Value, string Unit);
