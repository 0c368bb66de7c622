namespace FFMpegCore.Arguments;

/// <summary>A device in ffmpeg's own spelling.</summary>
internal sealed class InputDeviceArgument : PlainEnd, IInputArgument
{
    private readonly string _device;

    public InputDeviceArgument(string device) => _device = device;

    public override string Text => $"-i {_device}";
}
