using NAudio.Utils;
using NAudio.Wave;
using NAudio.Wave.SampleProviders;

namespace Standins.NAudio.Tests;

public sealed class SampleProviderSpecs
{
    [Fact]
    public void Stereo_becomes_mono_and_back()
    {
        Assert.Equal([0.5f, -0.25f], Sounds.Of(2, 0.25f, 0.75f, -0.5f, 0).ToMono().ReadAll());
        Assert.Equal([0.25f, -0.5f], Sounds.Of(2, 0.25f, 0.75f, -0.5f, 0).ToMono(1, 0).ReadAll());
        Assert.Equal([1, 0.5f, 2, 1], Sounds.Of(1, 1, 2).ToStereo(1, 0.5f).ReadAll());
        Assert.Equal(1, Sounds.Of(2, 0, 0).ToMono().WaveFormat.Channels);
        var mono = Sounds.Of(1, 1);
        Assert.Same(mono, mono.ToMono());
        Assert.Throws<ArgumentException>(() => new StereoToMonoSampleProvider(mono));
        Assert.Throws<ArgumentException>(() => new MonoToStereoSampleProvider(Sounds.Of(2, 0, 0)));
    }

    [Fact]
    public void Sixteen_bits_are_limited()
    {
        var provider = new SampleToWaveProvider16(Sounds.Of(1, 2, -2, 0.5f)) { Volume = 0.75f };
        var bytes = new byte[8];

        Assert.Equal(6, provider.Read(bytes, 2, 6));
        var samples = Enumerable.Range(0, 4).Select(i => BitConverter.ToInt16(bytes, i * 2));
        Assert.Equal([0, short.MaxValue, -short.MaxValue, (short)(0.375f * short.MaxValue)], samples);
        Assert.Equal(new WaveFormat(8000, 16, 1), provider.WaveFormat);
    }

    [Fact]
    public void Bytes_and_numbers_are_the_same_floating_point()
    {
        var provider = Sounds.Of(1, 0.1f, -5).ToWaveProvider();

        Assert.Equal([0.1f, -5], provider.ToSampleProvider().ReadAll());
        Assert.Throws<ArgumentException>(() => new WaveToSampleProvider(new RawSourceWaveStream([], 0, 0, new WaveFormat())));
        Assert.Throws<ArgumentException>(() => new RawSourceWaveStream([], 0, 0, WaveFormat.CreateALawFormat(8000, 1)).ToSampleProvider());
    }

    [Fact]
    public void A_part_of_a_sound_with_silence_around_it()
    {
        for (var chunk = 1; chunk < 9; chunk++)
        {
            var sound = Sounds.Of(1, 1, 2, 3, 4, 5, 6);
            var part = new OffsetSampleProvider(sound) { DelayBySamples = 2, SkipOverSamples = 1, TakeSamples = 3, LeadOutSamples = 1 };
            Assert.Equal([0, 0, 2, 3, 4, 0], part.ReadAll(chunk));
            Assert.Throws<InvalidOperationException>(() => part.TakeSamples = 1);
        }

        Assert.Throws<ArgumentException>(() => new OffsetSampleProvider(Sounds.Of(2, 0, 0)) { TakeSamples = 1 });
    }

    [Fact]
    public void Times_are_counted_in_whole_samples()
    {
        var part = new OffsetSampleProvider(Sounds.Of(2, new float[20])) { Take = TimeSpan.FromSeconds(3 / 8000.0) };

        Assert.Equal(6, part.TakeSamples);
        Assert.Equal(TimeSpan.FromSeconds(3 / 8000.0), part.Take);
        Assert.Equal([3, 4], Sounds.Of(1, 1, 2, 3, 4).Skip(TimeSpan.FromSeconds(2 / 8000.0)).ReadAll());
        Assert.Equal([1, 2], Sounds.Of(1, 1, 2, 3, 4).Take(TimeSpan.FromSeconds(2 / 8000.0)).ReadAll());
    }

    [Fact]
    public void Sounds_follow_each_other()
    {
        Assert.Equal([1, 2, 3], Sounds.Of(1, 1, 2).FollowedBy(Sounds.Of(1, 3)).ReadAll());
        Assert.Equal([1, 2, 0, 0, 3], Sounds.Of(1, 1, 2).FollowedBy(TimeSpan.FromSeconds(2 / 8000.0), Sounds.Of(1, 3)).ReadAll());
        Assert.Throws<ArgumentException>(() => Sounds.Of(1, 1).FollowedBy(Sounds.Of(2, 1, 1)));
        Assert.Throws<ArgumentException>(() => new ConcatenatingSampleProvider([]));
    }

    [Fact]
    public void Volume_is_a_factor() => Assert.Equal([0.5f, -1], new VolumeSampleProvider(Sounds.Of(1, 1, -2)) { Volume = 0.5f }.ReadAll());

    [Theory]
    [InlineData(SignalGeneratorType.Sin, new[] { 0f, 0.5f, 0f, -0.5f })]
    [InlineData(SignalGeneratorType.Triangle, new[] { 0f, 0.5f, 0f, -0.5f })]
    [InlineData(SignalGeneratorType.SawTooth, new[] { -0.5f, -0.25f, 0f, 0.25f })]
    [InlineData(SignalGeneratorType.Square, new[] { -0.5f, -0.5f, 0.5f, 0.5f })]
    public void A_generator_repeats_its_period(SignalGeneratorType type, float[] period)
    {
        var generator = new SignalGenerator(8000, 1) { Type = type, Frequency = 2000, Gain = 0.5 };
        var buffer = new float[8];

        Assert.Equal(8, generator.Read(buffer, 0, 8));
        Assert.All(buffer.Zip([.. period, .. period]), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void A_sweep_gets_faster_and_noise_stays_within_its_gain()
    {
        var sweep = new SignalGenerator(8000, 1) { Type = SignalGeneratorType.Sweep, Frequency = 100, FrequencyEnd = 1000, SweepLengthSecs = 1 };
        var buffer = new float[8000];
        sweep.Read(buffer, 0, 8000);
        int Crossings(int from) => Enumerable.Range(from, 1999).Count(i => buffer[i] < 0 != buffer[i + 1] < 0);
        Assert.True(Crossings(0) * 3 < Crossings(6000));

        new SignalGenerator(8000, 2) { Type = SignalGeneratorType.White, Gain = 0.5, PhaseReverse = { [1] = true } }.Read(buffer, 0, 8000);
        Assert.InRange(buffer.Max(), 0.45f, 0.5f);
        Assert.Equal(buffer[0], -buffer[1]);
    }

    [Fact]
    public void A_queue_gives_what_it_got_and_then_silence()
    {
        var queue = new BufferedWaveProvider(new WaveFormat(8000, 8, 1)) { BufferLength = 5 };
        var buffer = new byte[] { 9, 9, 9, 9 };
        queue.AddSamples([1, 2, 3], 0, 3);
        Assert.Equal((3, 2), (queue.BufferedBytes, queue.Read(buffer, 0, 2)));
        queue.AddSamples([4, 5, 6, 7], 0, 4);
        Assert.Throws<InvalidOperationException>(() => queue.AddSamples([8], 0, 1));
        queue.DiscardOnBufferOverflow = true;
        queue.AddSamples([8], 0, 1);

        Assert.Equal(4, queue.Read(buffer, 0, 4));
        Assert.Equal([3, 4, 5, 6], buffer);
        Assert.Equal(4, queue.Read(buffer, 0, 4));
        Assert.Equal([7, 0, 0, 0], buffer);
        queue.ReadFully = false;
        Assert.Equal(0, queue.Read(buffer, 0, 4));
    }

    [Fact]
    public void A_queue_has_room_for_five_seconds_unless_told_otherwise()
    {
        var queue = new BufferedWaveProvider(new WaveFormat(8000, 16, 1));
        Assert.Equal(TimeSpan.FromSeconds(5), queue.BufferDuration);

        queue.BufferDuration = TimeSpan.FromSeconds(2);
        Assert.Equal(32000, queue.BufferLength);
        queue.AddSamples(new byte[16000], 0, 16000);
        Assert.Equal(TimeSpan.FromSeconds(1), queue.BufferedDuration);
        queue.ClearBuffer();
        Assert.Equal(0, queue.BufferedBytes);
    }

    [Fact]
    public void A_ring_keeps_the_order_over_its_end()
    {
        var ring = new CircularBuffer(5);
        var expected = new Queue<byte>();
        var random = new Random(2);
        byte next = 0;
        for (var i = 0; i < 500; i++)
        {
            var given = Enumerable.Range(0, random.Next(7)).Select(_ => next++).ToArray();
            var taken = ring.Write(given, 0, given.Length);
            Assert.Equal(Math.Min(given.Length, 5 - expected.Count), taken);
            foreach (var value in given.Take(taken)) expected.Enqueue(value);
            var buffer = new byte[random.Next(7)];
            var read = ring.Read(buffer, 0, buffer.Length);
            Assert.Equal(Math.Min(buffer.Length, expected.Count), read);
            Assert.All(buffer.Take(read), value => Assert.Equal(expected.Dequeue(), value));
            Assert.Equal(expected.Count, ring.Count);
        }
    }

    [Fact]
    public void A_stream_outlives_what_ignores_its_end()
    {
        using var stream = new MemoryStream();
        new IgnoreDisposeStream(stream).Dispose();
        Assert.True(stream.CanWrite);

        new IgnoreDisposeStream(stream) { IgnoreDispose = false }.Dispose();
        Assert.False(stream.CanWrite);
    }

    [Fact]
    public void Bytes_without_a_header_have_a_position()
    {
        using var stream = new RawSourceWaveStream(new byte[100], 10, 40, new WaveFormat(8000, 16, 2));

        stream.Position = 6;
        Assert.Equal((4, 40), (stream.Position, stream.Length));
        Assert.Equal(36, stream.Read(new byte[100], 0, 100));
        Assert.Equal(TimeSpan.FromSeconds(10 / 8000.0), stream.TotalTime);
    }
}
