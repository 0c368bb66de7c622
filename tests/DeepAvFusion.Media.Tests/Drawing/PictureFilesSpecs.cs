using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Media.Stills;

namespace DeepAvFusion.Media.Tests.Drawing;

public sealed class PictureFilesSpecs(Clips clips) : IClassFixture<Clips>
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(37, 11)]
    [InlineData(640, 3)]
    public async Task Grey_values_are_read_back_as_they_were(int width, int height)
    {
        var values = Noise(width * height);
        PictureFiles.WritePng(clips["grey.png"], width, height, 1, values);
        var read = await StillFiles.NumbersAsync(clips["grey.png"], CancellationToken.None);
        Assert.Equal((width, height), (read.Width, read.Height));
        Assert.Equal(values, read.Bytes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(37, 11)]
    public async Task Colours_are_read_back_as_they_were(int width, int height)
    {
        var values = Noise(width * height * 3);
        PictureFiles.WritePng(clips["rgb.png"], width, height, 3, values);
        Assert.Equal(values, (await StillFiles.ColoursAsync(clips["rgb.png"], CancellationToken.None)).Bytes);
    }

    [Fact]
    public async Task A_jpeg_looks_like_the_picture()
    {
        var values = Enumerable.Range(0, 64 * 48).SelectMany(i => new[] { (byte)(4 * (i % 64)), (byte)(5 * (i / 64)), (byte)60 }).ToArray();
        PictureFiles.WriteJpeg(clips["picture.jpg"], 64, 48, values);
        var read = await StillFiles.ColoursAsync(clips["picture.jpg"], CancellationToken.None);
        Assert.Equal((64, 48), (read.Width, read.Height));
        Assert.True(values.Zip(read.Bytes).Average(pair => Math.Abs(pair.First - pair.Second)) < 3);
    }

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
