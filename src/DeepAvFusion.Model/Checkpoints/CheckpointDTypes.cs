namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Sizes and names of the element types.</summary>
public static class CheckpointDTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this CheckpointDType dtype) => dtype switch
    {
        CheckpointDType.Float64 or CheckpointDType.Int64 => 8,
        CheckpointDType.Float32 or CheckpointDType.Int32 => 4,
        CheckpointDType.Float16 or CheckpointDType.BFloat16 or CheckpointDType.Int16 => 2,
        _ => 1,
    };

    /// <summary>True for the four floating point types.</summary>
    public static bool IsFloating(this CheckpointDType dtype) => dtype <= CheckpointDType.BFloat16;

    /// <summary>PyTorch's name, such as "bfloat16".</summary>
    public static string Name(this CheckpointDType dtype) => dtype switch
    {
        CheckpointDType.BFloat16 => "bfloat16",
        _ => dtype.ToString().ToLowerInvariant(),
    };

    /// <summary>The type PyTorch stores under a storage class such as "FloatStorage"; null when there is none we read.</summary>
    internal static CheckpointDType? FromStorageClass(string name) => name switch
    {
        "FloatStorage" => CheckpointDType.Float32,
        "DoubleStorage" => CheckpointDType.Float64,
        "HalfStorage" => CheckpointDType.Float16,
        "BFloat16Storage" => CheckpointDType.BFloat16,
        "LongStorage" => CheckpointDType.Int64,
        "IntStorage" => CheckpointDType.Int32,
        "ShortStorage" => CheckpointDType.Int16,
        "CharStorage" => CheckpointDType.Int8,
        "ByteStorage" => CheckpointDType.UInt8,
        "BoolStorage" => CheckpointDType.Bool,
        _ => null,
    };

    internal static string ToStorageClass(this CheckpointDType dtype) => dtype switch
    {
        CheckpointDType.Float32 => "FloatStorage",
        CheckpointDType.Float64 => "DoubleStorage",
        CheckpointDType.Float16 => "HalfStorage",
        CheckpointDType.BFloat16 => "BFloat16Storage",
        CheckpointDType.Int64 => "LongStorage",
        CheckpointDType.Int32 => "IntStorage",
        CheckpointDType.Int16 => "ShortStorage",
        CheckpointDType.Int8 => "CharStorage",
        CheckpointDType.UInt8 => "ByteStorage",
        _ => "BoolStorage",
    };

    /// <summary>The type behind a safetensors tag such as "F32"; null when there is none we read.</summary>
    internal static CheckpointDType? FromSafetensors(string tag) => tag switch
    {
        "F32" => CheckpointDType.Float32,
        "F64" => CheckpointDType.Float64,
        "F16" => CheckpointDType.Float16,
        "BF16" => CheckpointDType.BFloat16,
        "I64" => CheckpointDType.Int64,
        "I32" => CheckpointDType.Int32,
        "I16" => CheckpointDType.Int16,
        "I8" => CheckpointDType.Int8,
        "U8" => CheckpointDType.UInt8,
        "BOOL" => CheckpointDType.Bool,
        _ => null,
    };

    internal static string ToSafetensors(this CheckpointDType dtype) => dtype switch
    {
        CheckpointDType.Float32 => "F32",
        CheckpointDType.Float64 => "F64",
        CheckpointDType.Float16 => "F16",
        CheckpointDType.BFloat16 => "BF16",
        CheckpointDType.Int64 => "I64",
        CheckpointDType.Int32 => "I32",
        CheckpointDType.Int16 => "I16",
        CheckpointDType.Int8 => "I8",
        CheckpointDType.UInt8 => "U8",
        _ => "BOOL",
    };
}
