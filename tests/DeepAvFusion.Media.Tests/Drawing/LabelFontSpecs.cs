using DeepAvFusion.Core;
using DeepAvFusion.Media.Drawing;

namespace DeepAvFusion.Media.Tests.Drawing;

public sealed class LabelFontSpecs
{
    private readonly LabelFont _font = LabelFont.Load(14);

    [Fact]
    public void Letters_have_widths_of_their_own_and_one_line()
    {
        Assert.True(_font.Width("iii") < _font.Width("mmm"));
        Assert.InRange(_font.LineHeight, 14, 20);
        Assert.InRange(_font.Ascent, 10, 16);
    }

    [Theory]
    [InlineData("\u4e00\u4e8c")]                  // Chinese
    [InlineData("\u0623\u0635\u0648\u0627\u062a")] // Arabic
    [InlineData("\U0001F3B8 guitar")]
    [InlineData("e\u0301\u200d\ufffd")]
    [InlineData("\ud83c")]                        // half a letter
    [InlineData("a\tb\r\n\u0000c")]
    [InlineData("")]
    public void Any_script_can_be_written(string text)
    {
        Assert.True(_font.Width(text) >= 0);
        Assert.All(_font.Fit(text, 1000), run => Assert.True(run.Width >= 0));
    }

    [Fact]
    public void Letters_that_no_font_has_are_boxes_and_not_left_out() => Assert.True(_font.Width("\U000F0000") > 3);

    [Theory]
    [InlineData("guitar")]
    [InlineData("\u0645\u0648\u0633\u064a\u0642\u0649 \u4e00 \U0001F3B8\U0001F3B8")]
    public void Cut_text_always_fits(string text)
    {
        for (var room = 0.0; room < _font.Width(text) + 2; room += 1.5)
            Assert.True(_font.Fit(text, room).Sum(run => run.Width) <= room);
        Assert.Equal(text, string.Concat(_font.Fit(text, _font.Width(text)).Select(run => run.Text)));
    }

    [Fact]
    public void Another_font_helps_out_where_the_first_has_no_letter()
    {
        var folder = Directory.CreateTempSubdirectory("davf-fonts-");
        try
        {
            // Without the preferred name, the mono font comes first by its path; what it lacks is in the other.
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "a.ttf"), "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf");
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "b.ttf"), "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
            File.WriteAllText(Path.Combine(folder.FullName, "0.ttf"), "no font");
            var font = new LabelFont(new InstalledFonts([folder.FullName]), 14);
            var runs = font.Fit("ab\u05d0c", 1000);                  // a Hebrew letter, which the mono font lacks
            Assert.Equal([("ab", "DejaVu Sans Mono"), ("\u05d0", "DejaVu Sans"), ("c", "DejaVu Sans Mono")], runs.Select(run => (run.Text, run.Font.Typeface.FamilyName)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Says_what_to_install_where_there_is_no_font()
    {
        var folder = Directory.CreateTempSubdirectory("davf-fonts-");
        Assert.Contains("fonts-dejavu-core", Assert.Throws<UserErrorException>(() => new InstalledFonts([folder.FullName, "/not/there"])).Message);
        folder.Delete();
    }
}
