namespace FFMpegCore.Pipes;

/// <summary>Feeds raw audio to ffmpeg.</summary>
public class RawAudioPipeSource : IPipeSource
{
    private readonly IEnumerator<IAudioSample> _samples;

    public RawAudioPipeSource(IEnumerator<IAudioSample> sampleEnumerator) => _samples = sampleEnumerator;

    public RawAudioPipeSource(IEnumerable<IAudioSample> sampleEnumerator)
        : this(sampleEnumerator.GetEnumerator())
    {
    }

    /// <summary>ffmpeg's name of the sample format.</summary>
    public string Format { get; set; } = "s16le";

    /// <summary>Hz.</summary>
    public uint SampleRate { get; set; } = 8000;

    public uint Channels { get; set; } = 1;

    public string GetStreamArguments() => $"-f {Format} -ar {SampleRate} -ac {Channels}";

    public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        while (_samples.MoveNext()) await _samples.Current.SerializeAsync(outputStream, cancellationToken).ConfigureAwait(false);
    }
}
