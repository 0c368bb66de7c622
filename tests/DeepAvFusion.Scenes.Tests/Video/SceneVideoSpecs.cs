using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Video;
using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Tests.Video;

public sealed class SceneVideoSpecs
{
    private static readonly SceneVideoSettings Small = new() { Width = 160, Height = 120, FrameRate = 12, Style = BackdropStyle.Street };

    [Fact]
    public void Shows_the_same_scene_again_for_the_same_seed_and_another_for_another()
    {
        var (first, second, other) = (new SceneVideo(Small, 4), new SceneVideo(Small, 4), new SceneVideo(Small, 5));
        var differs = false;
        for (var i = 0; i < 60; i++)
        {
            var (a, b, c) = (first.Next(), second.Next(), other.Next());
            Assert.True(a.Rgb.Span.SequenceEqual(b.Rgb.Span) && a.Samples.Span.SequenceEqual(b.Samples.Span), $"picture {i}");
            differs |= !a.Rgb.Span.SequenceEqual(c.Rgb.Span);
        }

        Assert.True(differs);
    }

    [Fact]
    public void Sound_has_exactly_the_length_of_its_pictures_and_is_the_sum_of_its_sources()
    {
        var video = new SceneVideo(Small with { FrameRate = 7 }, 1);
        var samples = 0L;
        for (var i = 0; i < 70; i++)
        {
            var frame = video.Next();
            Assert.Equal(frame.Time, MediaTime.FromSample(samples, AudioClock.Rate));
            samples += frame.Samples.Length;
            for (var s = 0; s < frame.Samples.Length; s++)
            {
                var sum = frame.Noise.Span[s];
                foreach (var source in frame.Sources) sum += source.Samples.IsEmpty ? 0 : source.Samples.Span[s];
                Assert.Equal(sum, frame.Samples.Span[s], 1e-5);
                Assert.InRange(frame.Samples.Span[s], -1, 1);
            }
        }

        Assert.Equal(10 * AudioClock.Rate, samples);
    }

    [Fact]
    public void Truth_agrees_with_the_picture_and_the_sound()
    {
        var video = new SceneVideo(Small, 2);
        for (var i = 0; i < 300; i++)
        {
            var frame = video.Next();
            var seen = frame.Owners.ToArray().Where(owner => owner > 0).Distinct().Order();
            Assert.Equal(seen, frame.Sources.Where(s => s.Number > 0).Select(s => s.Number).Order());
            Assert.Equal(frame.Sources.Count, frame.Sources.Select(s => s.Kind).Distinct().Count());
            Assert.True(frame.Sources.Count(s => !s.Samples.IsEmpty) <= Small.MostSounds);
            foreach (var source in frame.Sources)
            {
                var expected = source.Samples.IsEmpty ? EventVerdict.SeenSilent : source.Number > 0 ? EventVerdict.HeardAndSeen : EventVerdict.HeardOffScreen;
                Assert.Equal(expected, source.Verdict);
            }
        }
    }

    [Fact]
    public void Things_move_without_jumps()
    {
        var video = new SceneVideo(Small, 3);
        var before = new Dictionary<int, (double X, double Y, int Count)>();
        for (var i = 0; i < 240; i++)
        {
            var frame = video.Next();
            var now = frame.Sources.Where(s => s.Number > 0).ToDictionary(s => s.Id, s => Centre(frame.Owners.Span, s.Number));
            foreach (var (id, place) in now)
            {
                if (!before.TryGetValue(id, out var last) || Math.Abs(place.Count - last.Count) > last.Count / 4) continue;      // half hidden, or at the picture's edge
                Assert.True(Math.Abs(place.X - last.X) + Math.Abs(place.Y - last.Y) < 20, $"thing {id} jumps from {last} to {place}");
            }

            before = now;
        }
    }

    [Fact]
    public void Many_kinds_come_and_go_some_unseen_and_sometimes_all_are_silent()
    {
        var video = new SceneVideo(Small with { Width = 32, Height = 32, FrameRate = 4 }, 6);
        var (kinds, verdicts, quiet, longest) = (new HashSet<SceneKind>(), new HashSet<EventVerdict>(), 0, 0);
        for (var i = 0; i < 4 * 240; i++)
        {
            var sources = video.Next().Sources;
            kinds.UnionWith(sources.Select(s => s.Kind));
            verdicts.UnionWith(sources.Select(s => s.Verdict));
            quiet = sources.All(s => s.Samples.IsEmpty) ? quiet + 1 : 0;
            longest = Math.Max(longest, quiet);
        }

        Assert.True(kinds.Count >= 12);
        Assert.Equal(3, verdicts.Count);
        Assert.InRange(longest / 4.0, 3, 9);
    }

    [Theory]
    [InlineData(101, 100, 15, 4)]
    [InlineData(100, 100, 0, 4)]
    [InlineData(100, 100, 15, 16)]
    public void Impossible_settings_are_refused(int width, int height, int rate, int things) =>
        Assert.Throws<UserErrorException>(() => new SceneVideo(new SceneVideoSettings { Width = width, Height = height, FrameRate = rate, MostThings = things }, 1));

    [Fact]
    public async Task Ffmpeg_reads_the_stream_made_for_the_encoder_as_it_was_meant()
    {
        var video = new SceneVideo(Small, 8);
        var avi = new AviWriter(Small.Width, Small.Height, Small.FrameRate);
        var stream = new MemoryStream();
        stream.Write(avi.Header());
        var samples = new List<float>();
        byte[] picture = [];
        for (var i = 0; i < 24; i++)
        {
            var frame = video.Next();
            stream.Write(avi.Frame(frame).Span);
            samples.AddRange(frame.Samples.Span);
            picture = frame.Rgb.ToArray();
        }

        var sound = await Tool.RunAsync("ffmpeg", stream.ToArray(), "-f", "avi", "-i", "pipe:0", "-map", "0:a", "-f", "f32le", "pipe:1");
        Assert.Equal(samples.Count, sound.Length / 4);
        for (var i = 0; i < samples.Count; i++) Assert.Equal(samples[i], BitConverter.ToSingle(sound, i * 4), 1e-4);
        var pictures = await Tool.RunAsync("ffmpeg", stream.ToArray(), "-f", "avi", "-i", "pipe:0", "-map", "0:v", "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1");
        Assert.Equal(24 * picture.Length, pictures.Length);
        Assert.InRange(picture.Zip(pictures[^picture.Length..], (a, b) => Math.Abs(a - b)).Average(), 0, 4);      // colours are halved in resolution
    }

    private static (double X, double Y, int Count) Centre(ReadOnlySpan<byte> owners, byte number)
    {
        var (x, y, count) = (0L, 0L, 0);
        for (var i = 0; i < owners.Length; i++)
        {
            if (owners[i] != number) continue;
            x += i % Small.Width;
            y += i / Small.Width;
            count++;
        }

        return (x / (double)count, y / (double)count, count);
    }
}
