using DeepAvFusion.Model.Golden;
using DeepAvFusion.Training.Metrics;

namespace DeepAvFusion.Training.Golden;

/// <summary>Average precision, area under the curve, top-1.</summary>
internal static class ClassificationMetricFamily
{
    public static void Run(GoldenSession session)
    {
        var classes = GoldenConfig.Number(session.Case.Config, "classes");
        var labels = new ScoreTable(classes, Array.ConvertAll(session.Case.Input("labels").Integers!, label => (float)label));
        foreach (var name in new[] { "scores", "scores_ties" })
        {
            var found = MultiLabelScores.Of(new ScoreTable(classes, session.Case.Input(name).Floats!), labels);
            session.ExpectScalar($"{name}_ap", 100 * found.AveragePrecision);
            session.ExpectScalar($"{name}_auc", 100 * found.RocArea);
        }

        var logits = new ScoreTable(classes, session.Case.Input("top1_logits").Floats!);
        session.ExpectScalar("top1", Classification.TopOne(logits, session.Case.Input("top1_labels").Integers!));
    }
}
