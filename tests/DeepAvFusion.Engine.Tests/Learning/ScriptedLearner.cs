using DeepAvFusion.Core;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Engine.Tests.Learning;

/// <summary>What was taught, as a test says: two labels, `dog` and `bell`, of which only `bell` was corrected.</summary>
internal sealed class ScriptedLearner : ILearner
{
    private readonly Dictionary<int, TaughtWeights> _weights = [];
    private readonly List<string> _changes = [];

    public IReadOnlyList<string> Labels { get; } = ["dog", "bell"];

    public IReadOnlySet<string> Corrected { get; } = new HashSet<string> { "bell" };

    public int Current { get; private set; }

    public DateTimeOffset? Since { get; set; }

    public int Before { get; set; }

    public string? Hours => null;

    public int Fresh { get; set; }

    public int? Pending { get; set; }

    public bool Due { get; set; }

    public string? Gone { get; set; }

    /// <summary>What a fit gives; by default a candidate that holds all gates.</summary>
    public Func<ScriptedLearner, FitOutcome> Fitting { get; set; } = learner => learner.Candidate(holds: true);

    /// <summary>Scores of a version for `dog` and `bell`; by default all say the same.</summary>
    public Func<int, float[]> Scoring { get; set; } = _ => [0.9f, 0.1f];

    public string Changes
    {
        get
        {
            lock (_changes)
                return string.Join(", ", _changes);
        }
    }

    public FitOutcome Candidate(bool holds)
    {
        var number = _weights.Count + 1;
        Make(number);
        return new FitOutcome(new ModelVersion
        {
            Number = number, Parent = Current, MadeAt = DateTimeOffset.UnixEpoch, BaseSha256 = "base", Sha256 = $"sha-{number}", Seed = 0, Labels = Labels, NewLabels = [], Samples = [], HeldOut = [],
            Quarantined = [], Gates = [new GateResult("gain", 0.1, 0, holds, "")], FitSeconds = 1, History = [],
        }, holds ? "it holds" : "it does not hold");
    }

    public TaughtWeights Make(int number) => _weights[number] = new TaughtWeights(number, $"sha-{number}", Labels, new Dictionary<TaughtLayer, LayerWeights>());

    public bool IsDue(out string why)
    {
        why = $"{Fresh} new";
        return Due;
    }

    public FitOutcome Fit(CancellationToken cancellation)
    {
        Due = false;
        return Fitting(this);
    }

    public TaughtWeights? Weights(int number) =>
        number == 0 ? null : Gone is null && _weights.TryGetValue(number, out var weights) ? weights : throw new UserErrorException(Gone ?? $"There is no version {number}.");

    public void Promote(int number, string who, string reason) => Change(number, $"{number} promoted by {who}");

    public void RollBack(int number, string who, string reason) => Change(number, $"back to {number} by {who}");

    public void Reject(int number, string reason)
    {
        lock (_changes)
            _changes.Add($"{number} rejected");
    }

    public float[] Score(TaughtWeights? weights, WindowFeatures features) => Scoring(weights?.Version ?? 0);

    private void Change(int number, string what)
    {
        Current = number;
        lock (_changes)
            _changes.Add(what);
    }
}
