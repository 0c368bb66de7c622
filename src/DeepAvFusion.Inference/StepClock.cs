using System.Diagnostics;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference;

/// <summary>The steps of a pass.</summary>
internal enum Step
{
    Features,
    Encoder,
    Heads,
    Regions,
    Separation,
}

/// <summary>Times the steps of one pass and shares them evenly over its windows.</summary>
internal sealed class StepClock(int windows)
{
    private readonly TimeSpan[] _laps = new TimeSpan[Enum.GetValues<Step>().Length];
    private long _since = Stopwatch.GetTimestamp();

    /// <summary>Ends a step; the next one begins.</summary>
    public void Lap(Step step)
    {
        var now = Stopwatch.GetTimestamp();
        _laps[(int)step] = Stopwatch.GetElapsedTime(_since, now) / windows;
        _since = now;
        for (var i = 0; i < windows; i++)
            InferenceMetrics.StageDuration.WithLabels(step.ToString().ToLowerInvariant()).Observe(_laps[(int)step].TotalSeconds);
    }

    public StageTimes PerWindow() => StageTimes.None with
    {
        Features = _laps[(int)Step.Features],
        Encoder = _laps[(int)Step.Encoder],
        Heads = _laps[(int)Step.Heads],
        Regions = _laps[(int)Step.Regions],
        Separation = _laps[(int)Step.Separation],
    };
}
