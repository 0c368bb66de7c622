namespace FFMpegCore.Arguments;

/// <summary>An input.</summary>
public interface IInputArgument : IInputOutputArgument;
