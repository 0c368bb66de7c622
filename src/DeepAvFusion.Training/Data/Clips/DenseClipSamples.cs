using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Every file of a data set's clips once, as several windows each, for the dense evaluation.</summary>
public sealed class DenseClipSamples : ISampleSource
{
    /// <summary>Windows of a clip, as published.</summary>
    public const int Windows = 10;

    private const double PictureRate = 25;                                     // so that a picture is at most 40 ms from where it belongs
    private const int ShortSide = 256;                                         // as much as the evaluation looks at, because many pictures are kept
    private readonly ClipIndex _clips;
    private readonly ClipWindow _window;
    private readonly ClipDecoder _decoder = new(PictureRate, ShortSide);
    private readonly IReadOnlyList<(string File, ClipEntry Entry)> _files;

    /// <param name="window">Of the evaluation, not of training.</param>
    public DenseClipSamples(ClipIndex clips, ClipWindow window)
    {
        (_clips, _window) = (clips, window);
        _files = [.. clips.Clips.SelectMany(entry => entry.Files.Select(file => (file, entry)))];
    }

    public int Count => _files.Count;

    public string Name(int index) => _files[index].File;

    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        var (file, entry) = _files[index];
        var clip = _decoder.ReadAsync(Path.Combine(_clips.Folder, file), cancellation).GetAwaiter().GetResult();
        var windows = _window.Dense(clip, Windows);
        var labels = new float[_clips.ClassNames.Count];
        foreach (var label in entry.Labels) labels[label] = 1;
        return new AvSample(file, [.. windows.SelectMany(one => one.Picture)], [.. windows.SelectMany(one => _window.Spectrogram(one.Waveform))])
        {
            Label = entry.Labels[0],
            Labels = labels,
        };
    }
}
