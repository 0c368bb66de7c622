using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Teaching;
using Sample = DeepAvFusion.Engine.Tests.Windows;

namespace DeepAvFusion.Server.Tests;

/// <summary>A model that loads and passes as a test says.</summary>
internal sealed class HeldModel : IWindowAnalyzer
{
    public Action Loading { get; set; } = () => { };

    public Action Passing { get; set; } = () => { };

    public ModelIdentity Identity { get; } = Sample.Model;

    public string Device => "cpu";

    public HeldModel Open()
    {
        Loading();
        return this;
    }

    public IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows)
    {
        Passing();
        return [.. windows.Select(_ => Sample.Result())];
    }

    public void Teach(TaughtWeights? weights)
    {
    }

    public void Dispose()
    {
    }
}
