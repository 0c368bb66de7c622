namespace DeepAvFusion.Model.Tests.Features;

/// <summary>A test on a recorded case that may not be part of the project; skipped unless DEEPAV_GOLDEN leads to it.</summary>
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute(string name)
    {
        if (!GoldenCase.Exists(name))
            Skip = $"golden case '{name}' is not part of the project; set DEEPAV_GOLDEN to the folder that has it";
    }
}
