using FFMpegCore.Arguments;
using FFMpegCore.Pipes;

namespace FFMpegCore;

/// <summary>Several outputs of one ffmpeg command, each with its own options.</summary>
public class FFMpegMultiOutputOptions
{
    private readonly List<FFMpegArgumentOptions> _outputs = [];

    public IEnumerable<IArgument> Arguments => _outputs.SelectMany(output => output.Arguments);

    public FFMpegMultiOutputOptions OutputToFile(string file, bool overwrite = true, Action<FFMpegArgumentOptions>? addArguments = null) =>
        AddOutput(new OutputArgument(file, overwrite), addArguments);

    public FFMpegMultiOutputOptions OutputToUrl(string uri, Action<FFMpegArgumentOptions>? addArguments = null) =>
        AddOutput(new OutputUrlArgument(uri), addArguments);

    public FFMpegMultiOutputOptions OutputToUrl(Uri uri, Action<FFMpegArgumentOptions>? addArguments = null) =>
        AddOutput(new OutputUrlArgument(uri.ToString()), addArguments);

    public FFMpegMultiOutputOptions OutputToPipe(IPipeSink reader, Action<FFMpegArgumentOptions>? addArguments = null) =>
        AddOutput(new OutputPipeArgument(reader), addArguments);

    public FFMpegMultiOutputOptions AddOutput(IOutputArgument argument, Action<FFMpegArgumentOptions>? addArguments)
    {
        var options = new FFMpegArgumentOptions();
        addArguments?.Invoke(options);
        options.WithArgument(argument);
        _outputs.Add(options);
        return this;
    }
}
