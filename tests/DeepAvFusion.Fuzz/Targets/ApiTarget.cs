using System.Net;
using System.Text;
using Akka.Hosting;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Hosting;
using DeepAvFusion.Fuzz.Running;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Server;
using DeepAvFusion.Sinks;
using DeepAvFusion.Sinks.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>Requests to the API, `METHOD PATH` and a body, through all of the server but its sockets. No source is allowed, so that nothing is ever connected to.</summary>
internal sealed class ApiTarget : FuzzTarget
{
    private readonly WebApplication _app;
    private readonly InProcessServer _server = new();

    public ApiTarget() : base(
        "api", "\"name\"", "\"uri\"", "\"live\"", "\"guess\"", "rtsp://cam.invalid/a", "file:///etc/passwd", "{", "}", "[", "]", ":", ",", "\"", "null", "true", "1e400", "\\ud800", "\\u0000", "\\\"", "\xed\xa0\x80", "\xef\xbb\xbf",
        "POST", "GET", "DELETE", "PUT", "/api/streams", "/api/streams/guess", "/restart", "/stop", "/live", "/api/about", "/../", "%2e%2e", "%00", "%2f", "?", "/metrics", "/health/ready", "/* x */")
    {
        var loaded = SettingsLoader.Load([], ["davf.server.port=0", "davf.server.requests=1000000", "davf.source.allowed-hosts=[\"none.invalid\"]"]);
        var davf = new SettingsReader(loaded.Config.GetConfig("davf"), new SettingsReport());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var hub = new LiveHub(davf.Section("sinks", sinks => sinks.Section("live", live => live.Count("watchers"))));
        builder.Services.AddSingleton(hub).AddSingleton<IStreamSink>(hub);
        builder.Services.AddAnalyzer(EngineSettings.From(davf), "cpu", () => new IdleAnalyzer(), oneShot: false);
        builder.Services.AddAkka("davf", akka => akka.AddHocon(loaded.Config, HoconAddMode.Append).AddAnalyzer());
        builder.Services.AddServer(ServerSettings.From(davf)).AddSingleton<IServer>(_server);
        _app = builder.Build().UseServer();
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public override string? Read(byte[] input)
    {
        var cut = Array.IndexOf(input, (byte)'\n');
        var line = Encoding.Latin1.GetString(input[..Math.Max(0, cut)]).Split(' ', 2);
        if (line is not [{ Length: > 0 } method, ['/', ..] target] || !method.All(char.IsAsciiLetter)) return "no request that a web server would hand on";
        var body = input[(cut + 1)..];
        using var answer = new MemoryStream();
        var parts = target.Split('?', 2);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = method, Scheme = "http", Protocol = "HTTP/1.1", Path = WebUtility.UrlDecode(parts[0]), QueryString = parts.Length > 1 ? $"?{parts[1]}" : "", RawTarget = target, Body = new MemoryStream(body),
            Headers = new HeaderDictionary { ["Host"] = "localhost:8080", ["Content-Type"] = "application/json", ["Content-Length"] = body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = IPAddress.Loopback, LocalIpAddress = IPAddress.Loopback, LocalPort = 8080 });
        features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        _server.AnswerAsync(features).GetAwaiter().GetResult();
        var status = features.GetRequiredFeature<IHttpResponseFeature>().StatusCode;
        if (status >= 500 && !target.StartsWith("/health", StringComparison.Ordinal)) throw new InvalidDataException($"answered {status}: {Encoding.UTF8.GetString(answer.ToArray())}");
        return status < 400 ? null : $"answered {status}";
    }

    public override void Dispose()
    {
        _app.StopAsync().GetAwaiter().GetResult();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _server.Dispose();
        base.Dispose();
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }

    private sealed class IdleAnalyzer : IWindowAnalyzer
    {
        public ModelIdentity Identity { get; } = new("idle", "seed:0", IsTrained: false);

        public string Device => "cpu";

        public void Teach(TaughtWeights? weights)
        {
        }

        public IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows) => throw new InvalidOperationException("No source delivers here.");

        public void Dispose()
        {
        }
    }
}
