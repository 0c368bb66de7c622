using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Joint;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>What every use of a checkpoint does with it: opens it, finds the weights, reads them all, and what it says of itself.</summary>
internal static class CheckpointReading
{
    public static string? Read(byte[] input)
    {
        try
        {
            using var file = CheckpointFile.Open("input", input);
            _ = file.Origin;
            var tensors = file.Tensors();
            foreach (var tensor in tensors.Values) _ = tensor.ToFloat32();
            _ = CheckpointArchitecture.Detect(tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Shape))?.ToString();
            return About(file);
        }
        catch (UserErrorException refusal)
        {
            return refusal.Message;
        }
    }

    private static string? About(CheckpointFile file)
    {
        try
        {
            _ = TaskMetadata.Of(file.Metadata);
            _ = JointMetadata.Of(file.Metadata);
            return null;
        }
        catch (FormatException)
        {
            return "what it says of itself is damaged";                        // the message quotes the file; whoever prints it cleans it
        }
    }
}
