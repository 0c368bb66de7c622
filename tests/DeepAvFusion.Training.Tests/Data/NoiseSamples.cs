using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;

namespace DeepAvFusion.Training.Tests.Data;

/// <summary>Random pictures and sounds of the size an encoder wants; some indices cannot be read, some are not numbers.</summary>
internal sealed class NoiseSamples(EncoderConfig config, int count) : ISampleSource
{
    private const int Classes = 3;

    public int Count => count;

    public HashSet<int> Broken { get; } = [];

    public HashSet<int> NotNumbers { get; } = [];

    public string Name(int index) => $"noise {index}";

    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        if (Broken.Contains(index)) throw new SampleException("is broken");
        var random = draw.Random();
        var image = Numbers(random, 3 * config.Image.Input.Height * config.Image.Input.Width);
        var audio = Numbers(random, config.Audio.Input.Height * config.Audio.Input.Width);
        if (NotNumbers.Contains(index)) image[0] = float.NaN;
        return new AvSample(Name(index), image, audio)
        {
            Label = index % Classes,
            Labels = [.. Enumerable.Range(0, Classes).Select(c => c == index % Classes ? 1f : 0f)],
            Map = [.. Enumerable.Range(0, config.Image.Input.Height * config.Image.Input.Width).Select(i => i % config.Image.Input.Width < config.Image.Input.Width / 2 ? 1f : 0f)],
            Separation = new SeparationTask(image, Numbers(random, audio.Length), Numbers(random, audio.Length)),
        };
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
}
