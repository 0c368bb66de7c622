using System.Xml.Linq;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Plots;
using SkiaSharp;

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

        var measures = XDocument.Load(Path.Combine(folder.Root, "measures.svg"));
        Assert.Equal(["dB", "mean IoU and F-score", "mean average precision", "share", "value"], Texts(measures).Intersect(["dB", "mean IoU and F-score", "mean average precision", "share", "value"]).Order());
        Assert.Equal(5, Texts(measures).Count(text => text == "epoch"));
        Assert.Superset(new HashSet<string> { "Separation", "sdr", "sdr_oracle" }, Texts(measures).ToHashSet());
        Assert.Superset(new HashSet<string> { "Loss", "loss", "epoch" }, Texts(XDocument.Load(Path.Combine(folder.Root, "loss.svg"))).ToHashSet());
    }

    [Fact]
    public void Every_plot_is_there_as_a_picture_too()
    {
        var folder = new RunFolder(_folder.File("run"));
        File.WriteAllText(folder.History, "step,epoch,lr,loss,grad_norm\n1,0,0,2,1\n2,0.5,0.1,1,1\n");
        File.WriteAllText(folder.Epochs, """{"epoch":1,"steps":1,"loss":2,"score":1,"map":0.5}""");

        RunPlots.Write(folder);

        Assert.Equal([(880, 420), (880, 840), (880, 420)], new[] { "loss", "measures", "rate" }.Select(name =>
        {
            using var picture = SKBitmap.Decode(Path.Combine(folder.Root, $"{name}.png"));
            return (picture.Width, picture.Height);
        }));
    }

    [Theory]
    [InlineData(0.02, 3, "0.02 0.05 0.1 0.2 0.5 1 2")]
    [InlineData(0.5, 3, "")]                                                  // less than a decade
    [InlineData(0, 3, "")]                                                    // no logarithm
    public void Losses_that_fall_by_decades_are_shown_on_a_logarithmic_axis(double least, double most, string ticks)
    {
        var path = _folder.File("plot.svg");
        LinePlot.Save([new LinePlot("Loss", "epoch", "loss", [new PlotLine("loss", [(0, most), (1000, least), (2000, double.NaN)])], MayBeLogarithmic: true)], path);

        Assert.Equal(ticks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Texts(XDocument.Load(path)).Where(text => text is "0.02" or "0.05" or "0.1" or "0.2" or "0.5" or "1" or "2" && ticks.Length > 0).Order());
    }

    [Fact]
    public void No_two_lines_of_a_plot_look_the_same()
    {
        var path = _folder.File("plot.svg");
        LinePlot.Save([new LinePlot("Many", "epoch", "value", [.. Enumerable.Range(0, 20).Select(i => new PlotLine($"line {i}", [(0, i), (1, i + 0.5), (2, i)]))])], path);

        var looks = XDocument.Load(path).Descendants(Svg + "g").Elements(Svg + "path")                // the lines, then the legend; dashes are pieces of a filled path
            .Take(20).Select(line => (line.Attribute(line.Attribute("fill")!.Value == "none" ? "stroke" : "fill")!.Value, line.Attribute("d")!.Value.Count(letter => letter == 'M')));

        Assert.Equal(20, looks.Distinct().Count());
    }

    private static List<string> Texts(XDocument svg) => [.. svg.Descendants(Svg + "text").Select(text => text.Value.Trim())];
}
