using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Plots;

namespace DeepAvFusion.Training.Tests.Plots;

public sealed class RunPlotsSpecs : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Measures_of_different_units_have_plots_of_their_own()
    {
        var folder = new RunFolder(_folder.File("run"));
        File.WriteAllText(folder.History, "step,epoch,lr,loss,grad_norm\n1,0,0,2,1\n2,0.5,0.1,1,1\n");
        File.WriteAllText(folder.Epochs, """
            {"epoch":1,"steps":1,"loss":2,"score":1,"map":0.5,"miou_avsbench":0.4,"sdr":3,"sdr_oracle":17,"silences_kept":1}
            {"epoch":2,"steps":2,"loss":1,"score":2,"map":0.6,"miou_avsbench":0.5,"sdr":4,"sdr_oracle":17,"silences_kept":1}
            """);

        RunPlots.Write(folder);

        var plots = XDocument.Load(Path.Combine(folder.Root, "measures.svg")).Root!.Elements(Svg + "g").ToArray();
        Assert.Equal(5, plots.Length);
        var separation = plots.Single(plot => plot.Elements(Svg + "text").First().Value == "Separation, dB");
        Assert.Equal(2, separation.Elements(Svg + "polyline").Count());
        Assert.Single(XDocument.Load(Path.Combine(folder.Root, "loss.svg")).Root!.Elements(Svg + "g"));
    }

    [Fact]
    public void No_two_lines_of_a_plot_look_the_same()
    {
        var svg = new LinePlot("Many", "epoch", [.. Enumerable.Range(0, 20).Select(i => new PlotLine($"line {i}", [(0, i), (1, i)]))]).ToSvg();

        var looks = Regex.Matches(svg, "<polyline fill=\"none\" stroke=\"(#[0-9a-f]+)\" stroke-width=\"1.8\" stroke-dasharray=\"([0-9 ]*)\"").Select(match => match.Value).ToArray();

        Assert.Equal(20, looks.Distinct().Count());
    }
}
