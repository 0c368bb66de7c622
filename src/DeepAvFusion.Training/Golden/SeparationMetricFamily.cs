using DeepAvFusion.Model.Golden;
using DeepAvFusion.Training.Metrics.Separation;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Golden;

/// <summary>Ratios of separated sources.</summary>
internal static class SeparationMetricFamily
{
    public static void Run(GoldenSession session)
    {
        var scores = BssEval.Of(Signals(session, "reference"), Signals(session, "estimate"));
        session.Expect("sdr", tensor(scores.Select(one => (float)one.Sdr).ToArray()));
        session.Expect("sir", tensor(scores.Select(one => (float)one.Sir).ToArray()));
        session.Expect("sar", tensor(scores.Select(one => (float)one.Sar).ToArray()));
    }

    private static float[][] Signals(GoldenSession session, string name)
    {
        var file = session.Case.Input(name);
        return [.. file.Floats!.Chunk((int)file.Shape[1])];
    }
}
