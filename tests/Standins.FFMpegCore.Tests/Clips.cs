using FFMpegCore;
using FFMpegCore.Pipes;

namespace Standins.FFMpegCore.Tests;

/// <summary>Inputs that ffmpeg makes by itself.</summary>
internal static class Clips
{
    public const int Width = 64;
    public const int Height = 48;
    public const int Rate = 25;

    public static FFMpegArguments TestPicture(int seconds) =>
        FFMpegArguments.FromFileInput($"testsrc2=size={Width}x{Height}:rate={Rate}:duration={seconds}", false, input => input.ForceFormat("lavfi"));

    /// <summary>One second at 44.1 kHz.</summary>
    public static FFMpegArguments Tone() => FFMpegArguments.FromFileInput("sine=duration=1", false, input => input.ForceFormat("lavfi"));

    /// <summary>A picture in real time that never ends.</summary>
    public static FFMpegArguments Endless() => FFMpegArguments.FromFileInput(
        $"testsrc2=size={Width}x{Height}:rate={Rate}", false, input => input.WithCustomArgument("-re").ForceFormat("lavfi"));

    /// <summary>Frames whose every pixel is the frame's number.</summary>
    public static IEnumerable<IVideoFrame> GrayFrames(int count) => Enumerable.Range(0, count).Select(i => new GrayFrame(Width, Height, (byte)i));

    public sealed record GrayFrame(int Width, int Height, byte Value) : IVideoFrame
    {
        public string Format => "gray";

        public void Serialize(Stream pipe) => pipe.Write(Pixels());

        public Task SerializeAsync(Stream pipe, CancellationToken token) => pipe.WriteAsync(Pixels(), token).AsTask();

        private byte[] Pixels()
        {
            var pixels = new byte[Width * Height];
            Array.Fill(pixels, Value);
            return pixels;
        }
    }
}
