using FFMpegCore.Arguments;

namespace FFMpegCore;

/// <summary>An ordered list of command line parts.</summary>
public abstract class FFMpegArgumentsBase
{
    internal readonly List<IArgument> Arguments = [];
}
