using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Engine.Learning;

/// <summary>What was taught, opened once, beside everything else that starts.</summary>
internal sealed class LearningCore(Func<OnlineLearning> open) : IDisposable
{
    private readonly Lazy<Task<OnlineLearning>> _opening = new(() => Task.Run(open));

    /// <summary>Null while it is not open.</summary>
    public OnlineLearning? Opened => _opening is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? _opening.Value.Result : null;

    /// <exception cref="Core.UserErrorException">The model cannot be taught, or the folder cannot be used.</exception>
    public async Task<ILearner> OpenAsync(CancellationToken cancel)
    {
        var taught = await _opening.Value.WaitAsync(cancel).ConfigureAwait(false);
        LearningMetrics.Count(taught);
        return new Learner(taught);
    }

    public void Dispose() => Opened?.Dispose();

    private sealed class Learner(OnlineLearning taught) : ILearner
    {
        public IReadOnlyList<string> Labels => taught.Model.Labels;

        public IReadOnlySet<string> Corrected =>
            taught.Samples(null, null, int.MaxValue, isCorrected: true).Select(sample => sample.Correction!.Label).OfType<string>().ToHashSet(StringComparer.Ordinal);

        public int Current => taught.Current;

        public DateTimeOffset? Since => taught.Versions.FirstOrDefault(version => version.Number == taught.Current)?.History[^1].When;

        public int Before => taught.Versions.FirstOrDefault(version => version.Number == taught.Current)?.Parent ?? 0;

        public string? Hours => taught.FileIn("hours.json");

        public int Fresh
        {
            get
            {
                HashSet<SampleId> fitted = taught.Versions is [var last, ..] ? [.. last.Samples, .. last.HeldOut] : [];
                return taught.Samples(null, null, int.MaxValue, isCorrected: true).Count(sample => !fitted.Contains(sample.Id));
            }
        }

        public int? Pending => taught.Versions is [{ State: VersionState.Candidate } newest, ..] ? newest.Number : null;

        public bool IsDue(out string why) => taught.IsDue(out why);

        public FitOutcome Fit(CancellationToken cancellation) => taught.Fit(cancellation);

        public TaughtWeights? Weights(int number) => taught.Weights(number);

        public void Promote(int number, string who, string reason) => taught.Promote(number, who, reason);

        public void RollBack(int number, string who, string reason) => taught.RollBack(number, who, reason);

        public void Reject(int number, string reason) => taught.Reject(number, "trainer", reason);

        public float[] Score(TaughtWeights? weights, WindowFeatures features) => taught.Score(weights, features);
    }
}
