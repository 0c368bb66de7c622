using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;
using Microsoft.Extensions.DependencyInjection;
using Sample = DeepAvFusion.Engine.Tests.Windows;

namespace DeepAvFusion.Server.Tests.Api;

/// <summary>Teaching through the API: a real folder of samples for the shipped model, and a stream `door` whose last ten seconds are remembered.</summary>
public sealed class LearningEndpointsSpecs : IAsyncLifetime
{
    private static readonly StreamId Door = new("door");
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-learning-");
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        var davf = new SettingsReader(SettingsLoader.Load([], [$"davf.learning.folder=\"{_folder.FullName}\"", "davf.model.device=cpu"]).Config.GetConfig("davf"), new SettingsReport());
        var (engine, online) = (EngineSettings.From(davf), OnlineSettings.From(davf));
        _server = await RunningServer.StartAsync(services => services
            .AddLearning(engine, () => OnlineLearning.Open(online, TeachableModel.Open(engine.Model), TimeProvider.System)));
        _server.Services.GetRequiredService<StatusBoard>().Add(Door, "test", isLive: true);
        while (!(await _server.Client.GetAsync("/api/learning")).IsSuccessStatusCode)
            await Task.Yield();
        var shelf = _server.Services.GetRequiredService<RecallShelf>();
        for (var second = 0; second < 8; second++)
            Remember(shelf, second);
        shelf.Note(Analysis());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stretch_that_is_taught_is_kept_with_its_media_until_it_is_deleted()
    {
        var told = await Json(await TeachAsync(new { stream = "door", from = At(4), to = At(7), @is = "door bell", by = "anna" }));
        Assert.Equal((3, "door bell"), (told.GetProperty("windows").GetInt32(), told.GetProperty("label").GetString()));
        var samples = (await _server.Client.GetFromJsonAsync<JsonElement>("/api/learning/samples?label=door%20bell&limit=1")).GetProperty("samples");
        var sample = Assert.Single(samples.EnumerateArray());
        Assert.Equal(("is", "anna", "door"), (Text(sample, "said"), Text(sample, "by"), Text(sample, "stream")));
        var media = $"/api/learning/samples/{Text(sample, "id")}";
        Assert.Equal([0xFF, 0xD8], (await _server.Client.GetByteArrayAsync($"{media}/picture")).Take(2));
        Assert.Equal("RIFF"u8.ToArray(), (await _server.Client.GetByteArrayAsync($"{media}/sound")).Take(4));
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Client.DeleteAsync(media)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Client.DeleteAsync(media)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Client.GetAsync($"{media}/picture")).StatusCode);
    }

    [Fact]
    public async Task A_region_is_kept_with_a_correction()
    {
        var told = await Json(await TeachAsync(new { stream = "door", from = At(4), to = At(7), @is = "door bell", region = new { x = 0.5, y = 0.25, width = 0.25, height = 0.5 } }));
        Assert.DoesNotContain("region", told.GetProperty("notes").ToString(), StringComparison.Ordinal);
        var sample = (await _server.Client.GetFromJsonAsync<JsonElement>("/api/learning/samples?limit=1")).GetProperty("samples")[0];
        Assert.Equal((0.5, 0.25), (sample.GetProperty("region").GetProperty("x").GetDouble(), sample.GetProperty("region").GetProperty("width").GetDouble()));
    }

    [Fact]
    public async Task An_event_is_taught_by_its_id()
    {
        var told = await Json(await TeachAsync(new { stream = "door", @event = "door.1.5", isNot = "dog" }));
        Assert.True(told.GetProperty("kept").GetArrayLength() > 0);
        var trainer = await _server.Client.GetFromJsonAsync<JsonElement>("/api/learning");
        Assert.Equal(("dog", told.GetProperty("kept").GetArrayLength()), (Text(trainer.GetProperty("taught")[0], "label"), trainer.GetProperty("corrections").GetInt32()));
    }

    public static TheoryData<string, string, int> Refused => new()
    {
        { """{"stream":"yard","event":"yard.1.5","is":"x"}""", "There is no stream called 'yard'.", 404 },
        { """{"stream":"door","event":"door.1.99","is":"x"}""", "Event 99 of stream 'door' is not remembered any more", 400 },
        { """{"stream":"door","event":"yard.1.5","is":"x"}""", "'yard.1.5' is no event of stream 'door'", 400 },
        { """{"stream":"door","from":"2026-01-30T08:00:00Z","to":"2026-01-30T08:00:04Z","is":"x"}""", "it goes back to 2026-01-31 08:00:00Z", 400 },
        { """{"stream":"door","from":"2026-01-31T08:00:00Z","to":"2026-01-31T09:00:00Z","is":"x"}""", "The stretch is 3600 s long; at most 60 s", 400 },
        { """{"stream":"door","from":"2026-01-31T08:00:04Z","to":"2026-01-31T08:00:00Z","is":"x"}""", "before it begins", 400 },
        { """{"stream":"door","is":"x"}""", "Name an event, or a stretch by from and to.", 400 },
        { """{"stream":"door","event":"door.1.5"}""", "Say exactly one of", 400 },
        { """{"stream":"door","event":"door.1.5","is":"x","nothing":true}""", "Say exactly one of", 400 },
        { """{"stream":"door","event":"door.1.5","is":"x","region":{"x":0.6,"y":0,"width":0.5,"height":1}}""", "The region 0.6, 0, 0.5 x 1 is none", 400 },
        { """{"stream":"door","event":"door.1.5","is":"  "}""", "The label is empty.", 400 },
        { """{"stream":"door","event":"door.1.5","is":"a\u0007b"}""", "control characters", 400 },
        { $$"""{"stream":"door","event":"door.1.5","is":"{{new string('x', 10_000)}}"}""", "The label has 10000 characters; at most 64", 400 },
        { $$"""{"stream":"door","event":"door.1.5","is":"x","by":"{{new string('x', 10_000)}}"}""", "has 10000 characters", 400 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_taught_is_refused_with_one_line_and_nothing_is_kept(string correction, string line, int status)
    {
        using var response = await _server.Client.PostAsync("/api/learning/corrections", new StringContent(correction, null, "application/json"));
        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var detail = Text(await response.Content.ReadFromJsonAsync<JsonElement>(), "detail")!;
        Assert.Contains(line, detail, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', detail);
        Assert.Equal(0, (await _server.Client.GetFromJsonAsync<JsonElement>("/api/learning")).GetProperty("corrections").GetInt32());
    }

    [Theory]
    [InlineData("/api/learning/versions/7/promote", "{}", "There is no version 7", 404)]
    [InlineData("/api/learning/rollback", """{"version":7}""", "There is no version 7", 404)]
    [InlineData("/api/learning/rollback", "{}", "Give the version to go back to", 400)]
    [InlineData("/api/learning/rollback", """{"version":0}""", "Version 0 is in use already.", 400)]
    public async Task What_cannot_be_used_is_refused_with_one_line(string path, string body, string line, int status)
    {
        using var response = await _server.Client.PostAsync(path, new StringContent(body, null, "application/json"));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(line, Text(await response.Content.ReadFromJsonAsync<JsonElement>(), "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_remembered_can_be_looked_at_and_listened_to()
    {
        var recall = await _server.Client.GetFromJsonAsync<JsonElement>("/api/streams/door/recall");
        Assert.Equal((At(0), At(10), 8), (recall.GetProperty("from").GetDateTimeOffset(), recall.GetProperty("to").GetDateTimeOffset(), recall.GetProperty("windows").GetArrayLength()));
        Assert.Equal([0xFF, 0xD8], (await _server.Client.GetByteArrayAsync("/api/streams/door/recall/picture?at=2026-01-31T08:00:03Z")).Take(2));
        var sound = await _server.Client.GetByteArrayAsync("/api/streams/door/recall/sound?from=2026-01-31T08:00:03Z&to=2026-01-31T08:00:05Z");
        Assert.InRange(sound.Length, 2 * 2 * AudioClock.Rate, (2 * 2 * AudioClock.Rate) + 64);
        Assert.Equal(HttpStatusCode.BadRequest, await _server.AskAsync("/api/streams/door/recall/sound?from=2026-01-31T08:00:03Z&to=2026-01-31T09:00:05Z"));
        Assert.Equal(HttpStatusCode.NotFound, await _server.AskAsync("/api/streams/yard/recall"));
    }

    [Fact]
    public async Task Without_learning_there_is_nothing_to_ask()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.Client.GetAsync("/api/learning/samples");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("davf.learning.enabled", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> TeachAsync(object correction) => _server.Client.PostAsJsonAsync("/api/learning/corrections", correction);

    private static async Task<JsonElement> Json(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static DateTimeOffset At(double second) => Start.AddSeconds(second);

    /// <summary>A window of 3 s; each is unlike the others.</summary>
    private static void Remember(RecallShelf shelf, int second)
    {
        using var rgb = Lease.Rent<byte>(8 * 8 * 3);
        rgb.Span.Clear();
        using var picture = new PictureFrame { Time = MediaTime.FromSeconds(second), ArrivedAt = At(second), Rgb = rgb.Retain(), Width = 8, Height = 8 };
        var sound = Lease.Rent<float>(3 * AudioClock.Rate);
        sound.Span.Clear();
        var random = new Random(second);
        var features = new WindowFeatures(new[] { TaughtLayer.Image, TaughtLayer.Audio, TaughtLayer.Fusion }.ToDictionary(
            layer => layer, _ => new FeatureRows(1, 32, [.. Enumerable.Range(0, 32).Select(_ => (Half)(random.NextDouble() - 0.5))])));
        using var result = new WindowResult
        {
            Model = Sample.Model,
            Scores = [new LabelScore("dog", 0.6, 0.5, 0.5, 0.5)],
            Level = new SoundLevel(-20, -10),
            Map = null,
            Regions = [],
            Mixture = sound,
            Times = StageTimes.None,
            Features = features,
        };
        shelf.Remember(new WindowFacts(Door, new RunId(1), second, MediaTime.FromSeconds(second), MediaTime.FromSeconds(second + 3), TimeSpan.FromSeconds(3), At(second + 3), true, true), picture, result);
    }

    private static AvAnalysis Analysis() => new()
    {
        Stream = Door,
        Run = new RunId(1),
        Window = 7,
        Start = MediaTime.FromSeconds(7),
        End = MediaTime.FromSeconds(10),
        CapturedAt = At(10),
        AnalysedAt = At(10),
        Model = Sample.Model,
        HasPicture = true,
        HasSound = true,
        Level = new SoundLevel(-20, -10),
        Labels = [],
        Events = [new AvEvent(5, "dog", EventPhase.Ended, EventVerdict.HeardAndSeen, MediaTime.FromSeconds(4), MediaTime.FromSeconds(6), 0.9, null)],
        Regions = [],
        Map = null,
        Audio = [],
        Times = StageTimes.None,
    };
}
