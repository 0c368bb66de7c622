using System.Buffers.Binary;
using DeepAvFusion.Core;

namespace DeepAvFusion.Scenes.Video;

/// <summary>
/// Puts raw pictures (planar YUV 4:2:0) and 16-bit sound into an AVI stream without end, in turns, so that one pipe carries both
/// to the encoder and the place of each in the stream is its time.
/// </summary>
internal sealed class AviWriter
{
    private const int SampleBytes = 2;
    private readonly int _width, _height, _rate;
    private readonly byte[] _block;
    private int _at;

    public AviWriter(int width, int height, int rate)
    {
        (_width, _height, _rate) = (width, height, rate);
        _block = new byte[(width * height * 3 / 2) + (((AudioClock.Rate / rate) + 1) * SampleBytes) + 64];
    }

    /// <summary>What comes before the first picture. Lengths are left open: the stream ends when it ends.</summary>
    public byte[] Header()
    {
        _at = 0;
        Tag("RIFF");
        Number(0);
        Tag("AVI ");
        var list = Open("LIST");
        Tag("hdrl");
        var main = Open("avih");
        Numbers(1_000_000 / _rate, _width * _height * 3 / 2 * _rate, 0, 0x100, 0, 0, 2, 0, _width, _height, 0, 0, 0, 0);
        Close(main);
        Stream("vids", "I420", 1, _rate, () =>
        {
            Numbers(40, _width, _height, 1 | (12 << 16));
            Tag("I420");
            Numbers(_width * _height * 3 / 2, 0, 0, 0, 0);
        });
        Stream("auds", "\0\0\0\0", SampleBytes, AudioClock.Rate * SampleBytes, () =>
            Numbers(1 | (1 << 16), AudioClock.Rate, AudioClock.Rate * SampleBytes, SampleBytes | (16 << 16)));
        Close(list);
        Tag("LIST");
        Number(0);
        Tag("movi");
        return _block[.._at];
    }

    /// <summary>One picture and its sound; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Frame(SceneVideoFrame frame)
    {
        _at = 0;
        Tag("01wb");
        Number(frame.Samples.Length * SampleBytes);
        foreach (var sample in frame.Samples.Span)
        {
            BinaryPrimitives.WriteInt16LittleEndian(_block.AsSpan(_at), (short)MathF.Round(Math.Clamp(sample, -1, 1) * 32767));
            _at += SampleBytes;
        }

        Tag("00dc");
        Number(_width * _height * 3 / 2);
        YuvPlanes.Write(frame.Rgb.Span, _width, _height, _block.AsSpan(_at));
        _at += _width * _height * 3 / 2;
        if (_at % 2 != 0) _block[_at++] = 0;
        return _block.AsMemory(0, _at);
    }

    private void Stream(string type, string handler, int scale, int rate, Action format)
    {
        var list = Open("LIST");
        Tag("strl");
        var header = Open("strh");
        Tag(type);
        Tag(handler);
        Numbers(0, 0, 0, scale, rate, 0, 0, 0, -1, type == "auds" ? SampleBytes : 0, 0, _width | (_height << 16));
        Close(header);
        var body = Open("strf");
        format();
        Close(body);
        Close(list);
    }

    private int Open(string tag)
    {
        Tag(tag);
        Number(0);
        return _at;
    }

    private void Close(int start) => BinaryPrimitives.WriteInt32LittleEndian(_block.AsSpan(start - 4), _at - start);

    private void Tag(string tag)
    {
        foreach (var letter in tag) _block[_at++] = (byte)letter;
    }

    private void Number(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_block.AsSpan(_at), value);
        _at += 4;
    }

    private void Numbers(params ReadOnlySpan<int> values)
    {
        foreach (var value in values) Number(value);
    }
}
