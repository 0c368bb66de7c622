namespace NAudio.Wave;

/// <summary>Format tags of the RIFF registry.</summary>
public enum WaveFormatEncoding : ushort
{
    Unknown = 0x0000,
    Pcm = 0x0001,
    Adpcm = 0x0002,
    IeeeFloat = 0x0003,
    ALaw = 0x0006,
    MuLaw = 0x0007,
    DviAdpcm = 0x0011,
    ImaAdpcm = DviAdpcm,
    Gsm610 = 0x0031,
    Mpeg = 0x0050,
    MpegLayer3 = 0x0055,
    RawAac = 0x00FF,
    Extensible = 0xFFFE,
}
