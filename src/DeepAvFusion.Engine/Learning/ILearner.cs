using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Engine.Learning;

/// <summary>What the trainer needs of what was taught: <see cref="OnlineLearning"/>, or a stand-in. Thread-safe.</summary>
internal interface ILearner
{
    /// <summary>Labels of the model as it came, in the order of scores.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>What corrections were about.</summary>
    IReadOnlySet<string> Corrected { get; }

    /// <summary>Number of the version in use; 0 as it came.</summary>
    int Current { get; }

    /// <summary>When the version in use was promoted; null as it came.</summary>
    DateTimeOffset? Since { get; }

    /// <summary>The version that the one in use took the place of; 0 where that was the model as it came.</summary>
    int Before { get; }

    /// <summary>File in which it is kept how often labels are told by the hour; null for memory alone.</summary>
    string? Hours { get; }

    /// <summary>Corrections that no fit has seen yet.</summary>
    int Fresh { get; }

    /// <summary>The newest version, where it was fitted and judged good and nothing came of it since.</summary>
    int? Pending { get; }

    /// <summary>Whether enough is new for a fit; one line of why, either way.</summary>
    bool IsDue(out string why);

    /// <exception cref="UserErrorException">It cannot be kept.</exception>
    FitOutcome Fit(CancellationToken cancellation);

    /// <summary>Null for version 0.</summary>
    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    TaughtWeights? Weights(int number);

    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    void Promote(int number, string who, string reason);

    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    void RollBack(int number, string who, string reason);

    /// <summary>A candidate did not hold on live windows.</summary>
    void Reject(int number, string reason);

    /// <summary>Scores of all labels of a version; null scores by the model as it came.</summary>
    float[] Score(TaughtWeights? weights, WindowFeatures features);
}
