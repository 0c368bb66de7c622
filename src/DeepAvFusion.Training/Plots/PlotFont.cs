using DeepAvFusion.Media.Drawing;
using ScottPlot;
using SkiaSharp;

namespace DeepAvFusion.Training.Plots;

/// <summary>Gives plots an installed font: Skia's build without dependencies knows none by its name.</summary>
internal sealed class PlotFont : IFontResolver
{
    private static readonly Lazy<PlotFont> Taken = new(Take, LazyThreadSafetyMode.PublicationOnly);

    private PlotFont()
    {
    }

    /// <exception cref="Core.UserErrorException">No font is installed.</exception>
    public static void Require() => _ = Taken.Value;

    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => InstalledFonts.Shared.Base;

    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => InstalledFonts.Shared.Base;

    private static PlotFont Take()
    {
        Fonts.Default = Fonts.Sans = InstalledFonts.Shared.Base.FamilyName;
        var font = new PlotFont();
        Fonts.FontResolvers.Insert(0, font);
        return font;
    }
}
