using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Training.Live;

/// <summary>Judges the analyzer as people meet it: clips go through the same windows, network, regions, tracks and events as a live stream's, and what comes out is held against what was there.</summary>
public sealed class LiveEvaluation
{
    private readonly IWindowAnalyzer _analyzer;
    private readonly WindowSettings _windows;
    private readonly AssemblySettings _assembly;
    private readonly ILiveClips _clips;
    private readonly int _batch;
    private readonly List<JudgedObject> _objects = [];
    private long _judged;

    /// <param name="analyzer">What answers for windows; it stays the caller's.</param>
    /// <param name="batch">Windows that go through it together.</param>
    public LiveEvaluation(IWindowAnalyzer analyzer, WindowSettings windows, AssemblySettings assembly, int batch, ILiveClips clips) =>
        (_analyzer, _windows, _assembly, _batch, _clips) = (analyzer, windows, assembly, batch, clips);

    /// <summary>Clips that are judged so far, of how many; may be asked from another thread.</summary>
    public (long Judged, long Of) Progress => (Interlocked.Read(ref _judged), _clips.Count);

    /// <summary>Runs every clip.</summary>
    /// <exception cref="UserErrorException">A clip cannot be read.</exception>
    public LiveScores Run(CancellationToken cancellation)
    {
        var (sounds, places, events) = (new SoundTally(), new PlaceTally(), new EventTally());
        for (var index = 0; index < _clips.Count; index++)
        {
            var (clip, answer) = Analyse(index, keepsPictures: false, cancellation);
            _objects.AddRange(sounds.Add(clip.Truth, answer, places.Add(clip.Truth, answer, _windows.Step.TotalSeconds)).Select(one => one with { Clip = index }));
            events.Add(clip.Truth, answer);
            Interlocked.Increment(ref _judged);
        }

        return LiveScores.Of(sounds, places, events);
    }

    /// <summary>Writes what the best, the median and the worst of the things sound like, alone and as they were told, and where they are seen, after <see cref="Run"/>.</summary>
    /// <exception cref="UserErrorException">The folder cannot be written.</exception>
    public void Show(string folder, LabelFont font, CancellationToken cancellation)
    {
        var order = _objects.OrderBy(one => one.Gain).ToList();
        if (order.Count == 0) return;
        foreach (var (name, one) in new[] { ("best", order[^1]), ("median", order[order.Count / 2]), ("worst", order[0]) })
        {
            var (clip, answer) = Analyse(one.Clip, keepsPictures: true, cancellation);
            LiveShow.Write(folder, name, clip, answer, one, font);
            foreach (var picture in answer.Pictures) picture.Dispose();
        }
    }

    private (LiveClip Clip, LiveAnswer Answer) Analyse(int index, bool keepsPictures, CancellationToken cancellation)
    {
        var clip = _clips.Open(index, cancellation);
        using var windower = new SlidingWindower(new StreamId(clip.Name), new RunId(index), _windows, expectsPicture: true, expectsSound: true);
        var assembler = new StreamAssembler(_assembly, TimeProvider.System);
        var windows = new List<AvWindow>();
        var (told, pictures) = (new List<AvAnalysis>(), new List<PictureFrame>());
        try
        {
            foreach (var frame in clip.Frames)
            {
                cancellation.ThrowIfCancellationRequested();
                windows.AddRange(windower.Push(frame));
            }
        }
        catch (SourceException trouble)
        {
            throw new UserErrorException($"{clip.Name}: {trouble.Message}", trouble);
        }

        windows.AddRange(windower.Flush());
        foreach (var batch in windows.Chunk(_batch))
        {
            foreach (var (window, result) in batch.Zip(_analyzer.Analyse(batch))) told.Add(assembler.Add(WindowFacts.Of(window), result));
            if (keepsPictures) pictures.AddRange(batch.Select(window => window.Picture).OfType<PictureFrame>().Select(picture => picture.Retain()));
            foreach (var window in batch) window.Dispose();
        }

        if (assembler.Finish() is { } last) told.Add(last);
        return (clip, LiveAnswer.Of(told, clip.Truth.Mixture.Length) with { Pictures = pictures });
    }
}
