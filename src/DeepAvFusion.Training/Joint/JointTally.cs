using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Metrics;
using DeepAvFusion.Training.Metrics.Segmentation;
using DeepAvFusion.Training.Metrics.Separation;

namespace DeepAvFusion.Training.Joint;

/// <summary>Gathers what a joint model makes of windows.</summary>
internal sealed class JointTally(int classes)
{
    private readonly ScoreTable _heard = new(classes);
    private readonly ScoreTable _audio = new(classes);
    private readonly ScoreTable _seen = new(classes);
    private readonly ScoreTable _isHeard = new(classes);
    private readonly ScoreTable _isSeen = new(classes);
    private readonly AvsBenchMetrics _all = new();
    private readonly AvsBenchMetrics _sounding = new();
    private readonly OriginalSegmentationMetrics _original = new(channels: 1);
    private readonly List<bool> _silentMasked = [];
    private readonly List<double> _silences = [];

    public void Add(SceneClip clip, JointAnswer answer)
    {
        _heard.Add(answer.Heard);
        _audio.Add(answer.Audio);
        _seen.Add(answer.Seen);
        _isHeard.Add(Truth(clip.Heard));
        _isSeen.Add(Truth(clip.Seen));
        var truth = Array.ConvertAll(clip.Sounding, pixel => pixel > 0);
        Add(_all, answer.Map, truth);
        if (truth.Contains(true)) Add(_sounding, answer.Map, truth);
        _original.Add(answer.Map, Array.ConvertAll(clip.Sounding, pixel => (long)pixel));
        foreach (var source in clip.Sources.Where(source => source.IsSeen && !source.IsHeard))
            _silentMasked.Add(MaskedShare(clip, source, answer.Map) >= JointEvaluationSettings.MaskedShare);
    }

    public void AddSilence(SceneClip clip, JointAnswer answer) => _silences.Add(answer.Map.Count(logit => logit > 0) / (double)answer.Map.Length);

    public JointScores Scores(List<SeparationScores> separated, List<SeparationScores> mixture, List<SeparationScores> oracle) => new(
        _heard.Samples,
        MultiLabelScores.Of(_heard, _isHeard).AveragePrecision,
        MultiLabelScores.Of(_audio, _isHeard).AveragePrecision,
        MultiLabelScores.Of(_seen, _isSeen).AveragePrecision,
        _all.Scores(),
        _sounding.Scores().MeanIou,
        _original.Scores(),
        _silentMasked.Count,
        _silentMasked.Count == 0 ? double.NaN : _silentMasked.Count(masked => masked) / (double)_silentMasked.Count,
        _silences.Count,
        _silences.Count == 0 ? double.NaN : _silences.Count(area => area < JointEvaluationSettings.LargestSilentArea) / (double)_silences.Count,
        _silences.Count == 0 ? double.NaN : _silences.Average(),
        separated.Count / 2,
        SeparationScores.Mean(separated),
        SeparationScores.Mean(mixture),
        SeparationScores.Mean(oracle));

    /// <summary>Labels that were taught to a model come after those of the world that judges it, and are in none of its windows.</summary>
    private float[] Truth(float[] kinds) => [.. kinds.Take(classes), .. new float[Math.Max(0, classes - kinds.Length)]];

    private static void Add(AvsBenchMetrics metrics, float[] map, bool[] truth)
    {
        metrics.Add(map, truth);
        metrics.EndClip();
    }

    private static double MaskedShare(SceneClip clip, SceneSource source, float[] map)
    {
        var (pixels, masked) = (0, 0);
        for (var i = 0; i < map.Length; i++)
        {
            if (clip.Owners[i] != source.Number) continue;
            pixels++;
            if (map[i] > 0) masked++;
        }

        return pixels == 0 ? 0 : masked / (double)pixels;
    }
}
