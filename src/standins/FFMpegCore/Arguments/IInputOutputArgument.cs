namespace FFMpegCore.Arguments;

/// <summary>An input or output, which may have work around the process.</summary>
public interface IInputOutputArgument : IArgument
{
    /// <summary>Called before the process starts.</summary>
    void Pre();

    /// <summary>Runs beside the process; cancelled when that is gone.</summary>
    Task During(CancellationToken cancellationToken = default);

    /// <summary>Called when all is over.</summary>
    void Post();
}
