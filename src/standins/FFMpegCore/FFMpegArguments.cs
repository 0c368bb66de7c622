using FFMpegCore.Arguments;
using FFMpegCore.Pipes;

namespace FFMpegCore;

/// <summary>The inputs of one ffmpeg command; an output turns it into a <see cref="FFMpegArgumentProcessor"/>.</summary>
public sealed class FFMpegArguments : FFMpegArgumentsBase
{
    private readonly FFMpegGlobalArguments _global = new();

    private FFMpegArguments()
    {
    }

    /// <summary>The whole command line after the program's name.</summary>
    public string Text => string.Join(" ", _global.Arguments.Concat(Arguments).Select(argument => argument.Text));

    public static FFMpegArguments FromFileInput(string filePath, bool verifyExists = true, Action<FFMpegArgumentOptions>? addArguments = null) =>
        new FFMpegArguments().AddFileInput(filePath, verifyExists, addArguments);

    public static FFMpegArguments FromFileInput(IEnumerable<string> filePath, bool verifyExists = true, Action<FFMpegArgumentOptions>? addArguments = null) =>
        new FFMpegArguments().AddFileInput(filePath, verifyExists, addArguments);

    public static FFMpegArguments FromFileInput(FileInfo fileInfo, Action<FFMpegArgumentOptions>? addArguments = null) =>
        new FFMpegArguments().AddFileInput(fileInfo, addArguments);

    public static FFMpegArguments FromUrlInput(Uri uri, Action<FFMpegArgumentOptions>? addArguments = null) =>
        new FFMpegArguments().AddUrlInput(uri, addArguments);

    public static FFMpegArguments FromDeviceInput(string device, Action<FFMpegArgumentOptions>? addArguments = null) =>
        new FFMpegArguments().AddDeviceInput(device, addArguments);

    public static FFMpegArguments FromPipeInput(IPipeSource sourcePipe, Action<FFMpegArgumentOptions>? addArguments = null) =>
        new FFMpegArguments().AddPipeInput(sourcePipe, addArguments);

    public FFMpegArguments WithGlobalOptions(Action<FFMpegGlobalArguments> configureOptions)
    {
        configureOptions(_global);
        return this;
    }

    /// <summary>Adds a file; one that is missing is a <see cref="FileNotFoundException"/> when the command starts.</summary>
    public FFMpegArguments AddFileInput(string filePath, bool verifyExists = true, Action<FFMpegArgumentOptions>? addArguments = null) =>
        WithInput(new InputArgument(verifyExists, filePath), addArguments);

    /// <summary>Adds several files in a row; the options stand before the first.</summary>
    public FFMpegArguments AddFileInput(IEnumerable<string> filePath, bool verifyExists = true, Action<FFMpegArgumentOptions>? addArguments = null) =>
        WithInput(new MultiInputArgument(verifyExists, filePath), addArguments);

    public FFMpegArguments AddFileInput(FileInfo fileInfo, Action<FFMpegArgumentOptions>? addArguments = null) =>
        WithInput(new InputArgument(verifyExists: false, fileInfo.FullName), addArguments);

    public FFMpegArguments AddUrlInput(Uri uri, Action<FFMpegArgumentOptions>? addArguments = null) =>
        WithInput(new InputArgument(verifyExists: false, uri.AbsoluteUri), addArguments);

    /// <summary>Adds a device in ffmpeg's own spelling, unquoted.</summary>
    public FFMpegArguments AddDeviceInput(string device, Action<FFMpegArgumentOptions>? addArguments = null) =>
        WithInput(new InputDeviceArgument(device), addArguments);

    public FFMpegArguments AddPipeInput(IPipeSource sourcePipe, Action<FFMpegArgumentOptions>? addArguments = null) =>
        WithInput(new InputPipeArgument(sourcePipe), addArguments);

    public FFMpegArgumentProcessor OutputToFile(string file, bool overwrite = true, Action<FFMpegArgumentOptions>? addArguments = null) =>
        MultiOutput(outputs => outputs.OutputToFile(file, overwrite, addArguments));

    public FFMpegArgumentProcessor OutputToUrl(string uri, Action<FFMpegArgumentOptions>? addArguments = null) =>
        MultiOutput(outputs => outputs.OutputToUrl(uri, addArguments));

    public FFMpegArgumentProcessor OutputToUrl(Uri uri, Action<FFMpegArgumentOptions>? addArguments = null) =>
        MultiOutput(outputs => outputs.OutputToUrl(uri, addArguments));

    public FFMpegArgumentProcessor OutputToPipe(IPipeSink reader, Action<FFMpegArgumentOptions>? addArguments = null) =>
        MultiOutput(outputs => outputs.OutputToPipe(reader, addArguments));

    /// <summary>Several outputs of one process.</summary>
    public FFMpegArgumentProcessor MultiOutput(Action<FFMpegMultiOutputOptions> addOutputs)
    {
        var outputs = new FFMpegMultiOutputOptions();
        addOutputs(outputs);
        Arguments.AddRange(outputs.Arguments);
        return new FFMpegArgumentProcessor(this);
    }

    internal void Pre()
    {
        foreach (var end in Ends) end.Pre();
    }

    /// <summary>Moves the data of all pipes.</summary>
    /// <param name="exited">the process is gone: sources stop, sinks read what is left, and nobody connects any more</param>
    /// <param name="aborted">the run was cancelled: everything stops</param>
    internal IReadOnlyList<Task> During(CancellationToken exited, CancellationToken aborted) =>
        [.. Ends.Select(end => end is PipeArgument pipe ? pipe.During(exited, aborted) : end.During(exited))];

    internal void Post()
    {
        foreach (var end in Ends) end.Post();
    }

    private IEnumerable<IInputOutputArgument> Ends => Arguments.OfType<IInputOutputArgument>();

    private FFMpegArguments WithInput(IInputArgument input, Action<FFMpegArgumentOptions>? addArguments)
    {
        var options = new FFMpegArgumentOptions();
        addArguments?.Invoke(options);
        Arguments.AddRange(options.Arguments);
        Arguments.Add(input);
        return this;
    }
}
