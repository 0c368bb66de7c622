namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Element type of a stored tensor; all are little endian on disk.</summary>
public enum CheckpointDType
{
    Float32,
    Float64,
    Float16,
    BFloat16,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt8,
    Bool,
}
