using System.Globalization;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>A dictionary key: a text, or an integer as the optimiser states of PyTorch have them.</summary>
public readonly record struct CheckpointKey(string Text, bool IsInteger)
{
    public static implicit operator CheckpointKey(string text) => FromString(text);

    public static implicit operator CheckpointKey(long number) => FromInt64(number);

    public static CheckpointKey FromString(string text) => new(text, false);

    public static CheckpointKey FromInt64(long number) => new(number.ToString(CultureInfo.InvariantCulture), true);

    public override string ToString() => Text;
}
