namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>What a checkpoint file holds.</summary>
public sealed record CheckpointReport
{
    public required string FileName { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Lower-case hexadecimal digest of the whole file.</summary>
    public required string Sha256 { get; init; }

    public required CheckpointFormat Format { get; init; }

    /// <summary>Entries of the file's outermost dictionary with a short description each.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> TopLevel { get; init; }

    /// <summary>Where the tensors below were found: "state_dict", "model", or "" for the outermost dictionary.</summary>
    public required string RootKey { get; init; }

    /// <summary>What a trainer has put before every key, and what the names below have lost; empty for nothing.</summary>
    public required string Wrapping { get; init; }

    public required IReadOnlyList<CheckpointTensorInfo> Tensors { get; init; }

    public required IReadOnlyList<CheckpointFamily> Families { get; init; }

    /// <summary>Numbers in all tensors.</summary>
    public required long Elements { get; init; }

    /// <summary>Bytes of all tensors by element type.</summary>
    public required IReadOnlyDictionary<CheckpointDType, long> BytesByType { get; init; }

    /// <summary>Keys of tensors that hold an infinity or NaN.</summary>
    public required IReadOnlyList<string> NonFinite { get; init; }

    /// <summary>Finished epochs; null where the file does not say.</summary>
    public required long? Epoch { get; init; }

    /// <summary>Optimiser steps taken; null where the file does not say.</summary>
    public required long? Steps { get; init; }

    /// <summary>Parameters the optimiser keeps state for; 0 without an optimiser.</summary>
    public required int OptimizerStates { get; init; }

    /// <summary>Texts of a safetensors header, or of "metadata" in a PyTorch file.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>Which network the shapes belong to; null when they are of no network this program knows.</summary>
    public required CheckpointArchitecture? Architecture { get; init; }
}
