using System.Numerics;

namespace DeepAvFusion.Model.Checkpoints.Pickle;

/// <summary>The number that opens a checkpoint of PyTorch's legacy stream.</summary>
internal static class TorchMagic
{
    /// <summary>How the interpreter shows the number, which is too long for 64 bits.</summary>
    public const string Text = "0x1950a86a20f9469cfc6c";

    /// <summary>Version of the stream that follows the number.</summary>
    public const long Protocol = 1001;

    public static BigInteger Number { get; } = BigInteger.Parse("01950a86a20f9469cfc6c", System.Globalization.NumberStyles.HexNumber, null);
}
