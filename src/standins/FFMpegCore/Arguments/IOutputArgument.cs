namespace FFMpegCore.Arguments;

/// <summary>An output.</summary>
public interface IOutputArgument : IInputOutputArgument;
