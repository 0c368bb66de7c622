using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>Weights of a case, from its file or its formula.</summary>
internal static class GoldenFill
{
    /// <summary>Fills a complete model, moves it and sets it to evaluation.</summary>
    public static void Weights(GoldenSession session, nn.Module model)
    {
        if (session.Case.HasWeights("weights"))
        {
            session.Load(model);
            return;
        }

        session.Check("parameter_table", Trouble(session, model));
        GoldenFormula.Fill(model);
        session.Move(model);
    }

    /// <summary>Null when keys and shapes are the recorded ones.</summary>
    private static string? Trouble(GoldenSession session, nn.Module model)
    {
        var recorded = session.Case.Extra.GetProperty("parameter_table").EnumerateObject()
            .Select(entry => $"{entry.Name} [{string.Join(", ", entry.Value.GetProperty("shape").EnumerateArray())}]");
        return GoldenGradients.Difference(recorded, model.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]"));
    }
}
