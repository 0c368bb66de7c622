using System.Text.RegularExpressions;

namespace DeepAvFusion.Cli.Tests;

/// <summary>
/// oneDNN of libtorch 2.10 sums over undefined channels on some CPUs where channels do not fill a block of 16. Not every CPU shows it, so this asks oneDNN itself: nothing of that
/// kind may reach it, neither forward nor backward.
/// </summary>
public sealed partial class ConvolutionBlockSpecs
{
    private const int Block = 16;

    [Theory]
    [InlineData("06_avsrcsep_d16_depth5", "float32")]
    [InlineData("06_avsrcsep_d16_depth5", "bfloat16")]
    [InlineData("07_avsegm_1", "float32")]
    [InlineData("07_avsegm_71", "bfloat16")]
    [InlineData("02_vit_plain", "bfloat16")]
    [InlineData("13_video_earlyfusion", "bfloat16")]
    public async Task Every_convolution_of_the_library_has_whole_blocks_of_channels(string golden, string type)
    {
        var (code, output) = await Deepav.RunAsync(new Dictionary<string, string?> { ["ONEDNN_VERBOSE"] = "1" }, "verify", "--golden", Path.Combine(Golden.Folder, golden), "--dtype", type);
        Assert.Equal(0, code);
        Assert.Contains("onednn_verbose", output, StringComparison.Ordinal);
        var channels = Sizes().Matches(output).Select(found => (Inputs: int.Parse(found.Groups[1].Value), Outputs: int.Parse(found.Groups[2].Value))).Distinct().ToList();
        Assert.DoesNotContain(channels, size => size.Inputs % Block != 0 || size.Outputs % Block != 0);
        Assert.Equal(golden.StartsWith("06", StringComparison.Ordinal) || golden.StartsWith("07", StringComparison.Ordinal), channels.Count > 0);
    }

    [GeneratedRegex(@"onednn_verbose.*,convolution,.*[,_]ic(\d+)oc(\d+)_")]
    private static partial Regex Sizes();
}
