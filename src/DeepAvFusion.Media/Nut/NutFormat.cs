namespace DeepAvFusion.Media.Nut;

/// <summary>Constants of the NUT container, version 3.</summary>
/// <remarks>Source: the NUT Open Container Format specification.</remarks>
internal static class NutFormat
{
    public const ulong MainStart = 0x4E4D7A561F5F04AD;
    public const ulong StreamStart = 0x4E5311405BF2F9DB;
    public const ulong SyncpointStart = 0x4E4BE4ADEECA4569;
    public const ulong IndexStart = 0x4E58DD672F23E64E;
    public const ulong InfoStart = 0x4E49AB68B596BA78;

    public const int FlagKey = 1;
    public const int FlagCodedPts = 8;
    public const int FlagStreamId = 16;
    public const int FlagSizeMsb = 32;
    public const int FlagChecksum = 64;
    public const int FlagReserved = 128;
    public const int FlagSideData = 256;
    public const int FlagHeaderIndex = 1024;
    public const int FlagMatchTime = 2048;
    public const int FlagCoded = 4096;
    public const int FlagInvalid = 8192;

    /// <summary>What a file begins with.</summary>
    public static ReadOnlySpan<byte> Id => "nut/multimedia container\0"u8;

    private static readonly uint[] Table = MakeTable();

    /// <summary>CRC-32 of polynomial 04C11DB7, high bit first, going on from `crc`.</summary>
    /// <remarks>Our own: System.IO.Hashing has the form of zip and PNG only, low bit first, and some dozen bytes a frame are no cost.</remarks>
    public static uint Crc(ReadOnlySpan<byte> data, uint crc = 0)
    {
        foreach (var b in data)
            crc = (crc << 8) ^ Table[(crc >> 24) ^ b];
        return crc;
    }

    public static bool IsStart(ulong code) => code is MainStart or StreamStart or SyncpointStart or IndexStart or InfoStart;

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i << 24;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ 0x04C11DB7 : crc << 1;
            table[i] = crc;
        }
        return table;
    }
}
