using NAudio.Wave.SampleProviders;

namespace NAudio.Wave;

/// <summary>Steps from one kind of sound to another.</summary>
public static class WaveExtensionMethods
{
    /// <summary>Makes numbers of bytes: PCM of 8, 16, 24 or 32 bits, or floating point of 32 bits.</summary>
    public static ISampleProvider ToSampleProvider(this IWaveProvider waveProvider) => waveProvider.WaveFormat.Encoding switch
    {
        WaveFormatEncoding.Pcm => waveProvider.WaveFormat.BitsPerSample switch
        {
            8 => new Pcm8BitToSampleProvider(waveProvider),
            16 => new Pcm16BitToSampleProvider(waveProvider),
            24 => new Pcm24BitToSampleProvider(waveProvider),
            32 => new Pcm32BitToSampleProvider(waveProvider),
            _ => throw new InvalidOperationException("Unsupported bit depth"),
        },
        WaveFormatEncoding.IeeeFloat => new WaveToSampleProvider(waveProvider),
        _ => throw new ArgumentException("Unsupported source encoding", nameof(waveProvider)),
    };

    public static WaveFormat AsStandardWaveFormat(this WaveFormat waveFormat) =>
        waveFormat is WaveFormatExtensible extensible ? extensible.ToStandardWaveFormat() : waveFormat;

    public static IWaveProvider ToWaveProvider(this ISampleProvider sampleProvider) => new SampleToWaveProvider(sampleProvider);

    public static IWaveProvider ToWaveProvider16(this ISampleProvider sampleProvider) => new SampleToWaveProvider16(sampleProvider);

    public static ISampleProvider FollowedBy(this ISampleProvider sampleProvider, ISampleProvider next) =>
        new ConcatenatingSampleProvider([sampleProvider, next]);

    public static ISampleProvider FollowedBy(this ISampleProvider sampleProvider, TimeSpan silenceDuration, ISampleProvider next) =>
        new ConcatenatingSampleProvider([new OffsetSampleProvider(sampleProvider) { LeadOut = silenceDuration }, next]);

    public static ISampleProvider Skip(this ISampleProvider sampleProvider, TimeSpan skipDuration) =>
        new OffsetSampleProvider(sampleProvider) { SkipOver = skipDuration };

    public static ISampleProvider Take(this ISampleProvider sampleProvider, TimeSpan takeDuration) =>
        new OffsetSampleProvider(sampleProvider) { Take = takeDuration };

    public static ISampleProvider ToMono(this ISampleProvider sourceProvider, float leftVol = 0.5f, float rightVol = 0.5f) =>
        sourceProvider.WaveFormat.Channels == 1
            ? sourceProvider
            : new StereoToMonoSampleProvider(sourceProvider) { LeftVolume = leftVol, RightVolume = rightVol };

    public static ISampleProvider ToStereo(this ISampleProvider sourceProvider, float leftVol = 1.0f, float rightVol = 1.0f) =>
        sourceProvider.WaveFormat.Channels == 2
            ? sourceProvider
            : new MonoToStereoSampleProvider(sourceProvider) { LeftVolume = leftVol, RightVolume = rightVol };
}
