using System.Globalization;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>A plain value: null, bool, long, double or string.</summary>
public sealed class CheckpointScalar : CheckpointNode
{
    private CheckpointScalar(object? value) => Value = value;

    public static CheckpointScalar Null { get; } = new(null);

    public static CheckpointScalar True { get; } = new(true);

    public static CheckpointScalar False { get; } = new(false);

    /// <summary>null, bool, long, double or string.</summary>
    public object? Value { get; }

    public static CheckpointScalar Of(bool value) => value ? True : False;

    public static CheckpointScalar Of(long value) => new(value);

    public static CheckpointScalar Of(double value) => new(value);

    public static CheckpointScalar Of(string value) => new(value);

    public override string ToString() => Value switch
    {
        null => "null",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Value.ToString()!,
    };
}
