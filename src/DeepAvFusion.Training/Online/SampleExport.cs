using System.Security.Cryptography;
using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Stills;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Training.Online;

/// <summary>Corrections as a data set folder: clips and list in VGGSound's layout, for checking and finetuning, and beside them the samples as they were kept, for taking them over again.</summary>
internal sealed class SampleExport(SampleStore samples, string folder)
{
    private const int PictureRate = 8;
    private const int Quality = 20;
    private const int ClipLength = 10;      // seconds that a clip's name says, whatever it lasts
    private const int TestOneIn = 5;

    /// <summary>Where the samples as they were kept lie.</summary>
    public static string Raw(string folder) => Path.Combine(folder, "samples");

    /// <returns>Clips written.</returns>
    /// <exception cref="UserErrorException">The folder holds something, or cannot be written.</exception>
    public async Task<int> WriteAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new UserErrorException($"'{folder}' holds something already; give a new folder.");
        samples.Export(Raw(folder));
        Directory.CreateDirectory(Path.Combine(folder, "clips"));
        var lines = new List<string>();
        foreach (var sample in samples.All.Where(sample => sample.Correction is { Kind: CorrectionKind.Is }).ToList())
        {
            if (samples.PicturePath(sample.Id) is not { } picture || samples.SoundPath(sample.Id) is not { } sound) continue;
            var (name, label) = ($"{sample.Id}_{0:D6}_{ClipLength:D6}.mp4", FolderName(sample.Correction!.Label!));
            var clips = Directory.CreateDirectory(Path.Combine(folder, "clips", label)).FullName;
            if (!await IsWrittenAsync(picture, sound, Path.Combine(clips, name), cancellation).ConfigureAwait(false)) continue;
            lines.Add($"{sample.Id},0,{label},{(IsTest(sample.Split) ? "test" : "train")}");
        }
        Directory.CreateDirectory(Path.Combine(folder, "annotations"));
        await File.WriteAllLinesAsync(Path.Combine(folder, "annotations", "vggsound.csv"), lines, cancellation).ConfigureAwait(false);
        return lines.Count;
    }

    /// <summary>A label as a folder: what a list or a path would take for its own becomes an underscore.</summary>
    private static string FolderName(string label)
    {
        var name = string.Concat(label.Select(character => " ()/\\,\"'".Contains(character, StringComparison.Ordinal) ? '_' : character));
        return name is "." or ".." || name.StartsWith('#') ? $"_{name}" : name;
    }

    private static bool IsTest(string group) => SHA256.HashData(Encoding.UTF8.GetBytes(group))[0] % TestOneIn == 0;

    /// <summary>False where the sample's media cannot be read.</summary>
    private static async Task<bool> IsWrittenAsync(string picture, string sound, string path, CancellationToken cancellation)
    {
        if (new FileInfo(picture).Length == 0 || new FileInfo(sound).Length == 0) return false;
        try
        {
            await ClipAsync(picture, sound, path, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (SourceException)
        {
            return false;
        }
    }

    private static async Task ClipAsync(string picture, string sound, string path, CancellationToken cancellation)
    {
        var (still, samples) = (await StillFiles.ColoursAsync(picture, cancellation).ConfigureAwait(false), await StillFiles.SoundAsync(sound, cancellation).ConfigureAwait(false));
        var writer = Mp4Writer.Create(path, new Mp4Settings(still.Width, still.Height, HasSound: true, Quality, TimeSpan.FromSeconds(1)));
        await using var _ = writer.ConfigureAwait(false);
        var pictures = Math.Max(1, samples.Length * PictureRate / AudioClock.Rate);
        for (var i = 0; i < pictures; i++)
        {
            var time = MediaTime.FromSeconds(i / (double)PictureRate);
            await writer.WritePictureAsync(time, Bgra(still), cancellation).ConfigureAwait(false);
            var (from, to) = ((int)((long)samples.Length * i / pictures), (int)((long)samples.Length * (i + 1) / pictures));
            var part = Lease.Rent<float>(to - from);
            samples.AsSpan(from, to - from).CopyTo(part.Span);
            await writer.WriteSoundAsync(MediaTime.FromSample(from, AudioClock.Rate), part, cancellation).ConfigureAwait(false);
        }
        await writer.CompleteAsync(cancellation).ConfigureAwait(false);
    }

    private static Lease<byte> Bgra(StillPicture still)
    {
        var pixels = Lease.Rent<byte>(still.Width * still.Height * 4);
        var span = pixels.Span;
        for (var i = 0; i < still.Width * still.Height; i++)
            (span[4 * i], span[(4 * i) + 1], span[(4 * i) + 2], span[(4 * i) + 3]) = (still.Bytes[(3 * i) + 2], still.Bytes[(3 * i) + 1], still.Bytes[3 * i], 255);
        return pixels;
    }
}
