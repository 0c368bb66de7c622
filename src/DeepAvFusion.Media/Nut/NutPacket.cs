namespace DeepAvFusion.Media.Nut;

/// <summary>Reads the fields of one checked header packet.</summary>
internal ref struct NutPacket(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public readonly int Left => _rest.Length;

    public byte Byte()
    {
        if (_rest.IsEmpty)
            throw new NutException("A header is cut off.");
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    /// <summary>A number of variable length, most significant group first.</summary>
    public long Number()
    {
        var value = 0L;
        byte next;
        do
        {
            next = Byte();
            if (value > long.MaxValue >> 7)
                throw new NutException("A number is too large.");
            value = (value << 7) | (uint)(next & 0x7F);
        }
        while ((next & 0x80) != 0);
        return value;
    }

    /// <summary>The same, refused beyond `most`.</summary>
    public int Number(string name, long most)
    {
        var value = Number();
        return value <= most ? (int)value : throw new NutException($"{name} is {value}, more than {most}.");
    }

    /// <summary>Passes over a number, however large.</summary>
    public void Skip()
    {
        for (var bytes = 1; (Byte() & 0x80) != 0; bytes++)
            if (bytes == 10)
                throw new NutException("A number is too large.");
    }

    public long Signed()
    {
        var value = Number() + 1;
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }

    public ReadOnlySpan<byte> Bytes(int most)
    {
        var length = Number("A length", most);
        if (length > _rest.Length)
            throw new NutException("A header is cut off.");
        var bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }
}
