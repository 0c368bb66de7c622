using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;
using Tensorboard;

namespace DeepAvFusion.Training.Checkpointing;

/// <summary>Pictures of what a network does, as TensorBoard reads them: a run of its own beside the numbers, since it follows one file a folder.</summary>
internal sealed class PictureEvents
{
    private const string Version = "brain.Event:2";
    private const int Sides = 16;                  // where a PNG tells its width and height
    private const int Colours = 3;                 // red, green, blue
    private readonly string _path;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public PictureEvents(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{now.ToUnixTimeMilliseconds()}.pictures"));
        Append(new Event { WallTime = now.ToUnixTimeMilliseconds() / 1000.0, FileVersion = Version });
    }

    /// <param name="png">The picture's file.</param>
    public void Add(long step, string name, string png, DateTimeOffset now)
    {
        var bytes = File.ReadAllBytes(png);
        Append(new Event
        {
            WallTime = now.ToUnixTimeMilliseconds() / 1000.0,
            Step = step,
            Summary = new Summary
            {
                Value =
                {
                    new Summary.Types.Value
                    {
                        Tag = name,
                        Image = new Summary.Types.Image
                        {
                            Width = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(Sides)), Height = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(Sides + 4)),
                            Colorspace = Colours, EncodedImageString = ByteString.CopyFrom(bytes),
                        },
                    },
                },
            },
        });
    }

    private void Append(Event record)
    {
        var bytes = record.ToByteArray();
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Checksum(head[..8]));
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Checksum(bytes));
        using var file = new FileStream(_path, FileMode.Append);
        file.Write(head);
        file.Write(bytes);
        file.Write(tail);
    }

    /// <summary>CRC-32C, turned and shifted as in TensorFlow's records.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes) sum = BitOperations.Crc32C(sum, one);
        return unchecked(BitOperations.RotateRight(~sum, 15) + 0xA282EAD8);
    }
}
