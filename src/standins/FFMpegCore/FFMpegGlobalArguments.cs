using FFMpegCore.Arguments;

namespace FFMpegCore;

/// <summary>Options that stand before all inputs.</summary>
public sealed class FFMpegGlobalArguments : FFMpegArgumentsBase
{
    internal FFMpegGlobalArguments()
    {
    }

    /// <summary>Sets <c>-loglevel</c>; the levels below <see cref="VerbosityLevel.Info"/> also hide the banner.</summary>
    public FFMpegGlobalArguments WithVerbosityLevel(VerbosityLevel verbosityLevel = VerbosityLevel.Error)
    {
        var banner = verbosityLevel < VerbosityLevel.Info ? "-hide_banner " : "";
        Arguments.Add(new CustomArgument($"{banner}-loglevel {CommandLine.Lower(verbosityLevel)}"));
        return this;
    }
}
