using System.Diagnostics;

namespace DeepAvFusion.Training.Trainers;

/// <summary>Measures a run's speed and tells how long it will still take.</summary>
internal sealed class RateClock(long firstStep, long steps, int samplesPerStep)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public TrainingProgress Tick(long step, double epoch, double loss, double rate, double norm, TimeSpan waited)
    {
        var spent = Stopwatch.GetElapsedTime(_started);
        var perStep = spent / Math.Max(1, step - firstStep);
        return new TrainingProgress(
            step, steps, epoch, loss, rate, norm, samplesPerStep / Math.Max(perStep.TotalSeconds, 1e-9), perStep * Math.Max(0, steps - step),
            Math.Min(1, waited / Max(spent)));
    }

    private static TimeSpan Max(TimeSpan spent) => spent > TimeSpan.Zero ? spent : TimeSpan.FromTicks(1);
}
