using System.Buffers.Binary;
using DeepAvFusion.Fuzz.Running;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>Safetensors files; the header's length goes with the header that was changed.</summary>
internal sealed class SafetensorsTarget() : FuzzTarget(
    "safetensors", "\"__metadata__\":{", "\"dtype\":\"F32\"", "\"dtype\":\"BF16\"", "\"dtype\":\"I64\"", "\"dtype\":\"F8_E4M3\"", "\"shape\":[", "\"data_offsets\":[", "\"format\":\"davf.task/1\"", "\"format\":\"davf.joint/2\"",
    "\"labels\":\"[null]\"", "\"encoder\":\"", "\"scoring\":\"9\"", "\"task\":\"finetune\"", "\\ud800", "\\u0000", "null", "true", "[", "]", "{", "}", ",", ":", "\"", "1e999")
{
    private const int Prefix = 8;

    public override byte[] Mutate(Mutation mutation, byte[] seed)
    {
        var length = seed.Length < Prefix ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(seed);
        if (mutation.Random.Next(4) == 0 || length > (ulong)(seed.Length - Prefix)) return mutation.Of(seed);
        var header = mutation.Of(seed[Prefix..(Prefix + (int)length)]);
        var prefix = new byte[Prefix];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. header, .. seed[(Prefix + (int)length)..]];
    }

    public override string? Read(byte[] input) => CheckpointReading.Read(input);
}
