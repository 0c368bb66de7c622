using System.CommandLine;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Scenes.Serve;

namespace DeepAvFusion.Cli.Scenes;

/// <summary>`deepav scenes`: the synthetic world with known truth.</summary>
internal static class ScenesCommand
{
    public static Command Create() => new("scenes", "The synthetic audio-visual world: sounding things among silent ones, with known truth.")
    {
        Serve(),
        Generate(),
    };

    private static Command Serve()
    {
        var port = new Option<int>("--port", "-p") { Description = "TCP port on loopback; 0 takes a free one.", DefaultValueFactory = _ => 8090 };
        var seed = new Option<long>("--seed") { Description = "Seed of what happens before the cameras.", DefaultValueFactory = _ => 1 };
        var push = new Option<string[]>("--to")
        {
            Description = "Also send the first camera to this udp://, srt://, rtmp:// or rtsp:// address; may be given several times.",
            HelpName = "URL",
            AllowMultipleArgumentsPerToken = false,
        };
        var command = new Command("serve", "Serve two synthetic live cameras as MPEG-TS over HTTP on loopback, until stopped.") { port, seed, push };
        command.SetAction((parsed, _) => ServeAsync(parsed.GetValue(port), parsed.GetValue(seed), parsed.GetValue(push) ?? []));
        return command;
    }

    private static Command Generate()
    {
        var kind = new Option<string>("--kind") { Description = $"Layout of a data set: {string.Join(", ", SceneGenerator.Kinds)}.", Required = true };
        var count = new Option<int>("--count") { Description = "Number of clips.", Required = true };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same clips.", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out", "-o") { Description = "Folder for the data set.", HelpName = "DIR", Required = true };
        var command = new Command("generate", "Write synthetic clips with their truth in the folder layout of a known data set.") { kind, count, seed, output };
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            var settings = new SceneGeneratorSettings(parsed.GetRequiredValue(kind), parsed.GetRequiredValue(count), parsed.GetValue(seed), parsed.GetRequiredValue(output));
            var tenths = -1;
            var progress = new DirectProgress<GenerationProgress>(step =>
            {
                if (step.Done * 10 / step.Total <= tenths)
                    return;
                tenths = step.Done * 10 / step.Total;
                Console.Error.WriteLine($"{step.Done} of {step.Total} clips");
            });
            await SceneGenerator.GenerateAsync(settings, progress, signals.Token).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    private static async Task<int> ServeAsync(int port, long seed, string[] push)
    {
        if (port is < 0 or > 65535)
            throw new UserErrorException($"{port} is not a TCP port: use 0 to 65535.");
        var targets = push.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "udp" or "srt" or "rtmp" or "rtsp"
            ? new Uri(text) : throw new UserErrorException($"'{text}' is not an address to send to: use udp://, srt://, rtmp:// or rtsp://.")).ToList();
        using var signals = new StopSignals();
        var settings = new SceneServerSettings
        {
            Port = port,
            Cameras = [SceneServerSettings.Atrium(seed) with { PushTo = targets }, SceneServerSettings.Street(seed + 1)],
            Report = line => Console.Error.WriteLine(line),
        };
        var server = await SceneServer.StartAsync(settings, signals.Token).ConfigureAwait(false);
        await using var _ = server.ConfigureAwait(false);
        foreach (var (name, url) in server.Urls)
            Console.WriteLine($"{name,-10} {url}");
        await signals.WaitAsync().ConfigureAwait(false);
        return 0;
    }
}
