using System.Text;

namespace NAudio.Wave;

/// <summary>A part of a WAV file that is neither its format nor its sound.</summary>
public class RiffChunk
{
    public RiffChunk(int identifier, int length, long streamPosition)
    {
        Identifier = identifier;
        Length = length;
        StreamPosition = streamPosition;
    }

    public int Identifier { get; }

    public string IdentifierAsString => Encoding.UTF8.GetString(BitConverter.GetBytes(Identifier));

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>Where its bytes begin.</summary>
    public long StreamPosition { get; }
}
