using System.CommandLine;
using System.Globalization;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Store;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;
using DeepAvFusion.Store.Streams;
using DeepAvFusion.Store.Upkeep;
using DeepAvFusion.Store.Writing;

namespace DeepAvFusion.Cli.Store;

/// <summary>`deepav store`: what is kept of what happened. All of it works beside a running analyzer.</summary>
internal static class StoreCommand
{
    public static Command Create() => new("store", "What is kept of what happened: look into it, take it out, make it smaller.") { Info(), Export(), Backup(), Prune() };

    private static Command Info()
    {
        var settings = new SettingsOptions();
        var command = new Command("info", "Tell where the store is, how much it holds and what waits in the spool.");
        settings.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (store, database) = Open(settings, parsed);
            var facts = await new EventTable(database).SummaryAsync(cancel).ConfigureAwait(false);
            using var spool = new EventSpool(store.SpoolFolder, store.SpoolLimit);
            Line("store", database.Place);
            Line("size", string.Create(CultureInfo.InvariantCulture, $"{facts.Bytes / 1048576.0:0.0} MiB"));
            Line("streams", (await new StreamTable(database, TimeProvider.System).AllAsync(cancel).ConfigureAwait(false)).Count);
            Line("events", facts.Events);
            if (facts is { Oldest: { } oldest, Newest: { } newest })
                Line("from, to", string.Create(CultureInfo.InvariantCulture, $"{oldest:u}, {newest:u}"));
            Line("spool", $"{spool.Waiting} bytes wait in '{Path.GetFullPath(store.SpoolFolder)}'");
            return 0;
        });
        return command;
    }

    private static Command Export()
    {
        var (settings, filter) = (new SettingsOptions(), new EventFilterOptions());
        var output = new Option<string>("--out", "-o") { Description = "File to write; - for standard output.", HelpName = "FILE", DefaultValueFactory = _ => "-" };
        var command = new Command("export", "Write events as JSON lines, the newest first, each as GET /api/events tells it.") { output };
        filter.AddTo(command);
        settings.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (_, database) = Open(settings, parsed);
            var (path, count) = (parsed.GetRequiredValue(output), 0L);
            var writer = path == "-" ? Console.Out : NewFile(path);
            await using (writer.ConfigureAwait(false))
            {
                await foreach (var e in new EventTable(database).AllAsync(filter.Read(parsed), cancel).ConfigureAwait(false))
                {
                    await writer.WriteLineAsync(EventDocument.Of(e).ToLine().AsMemory(), cancel).ConfigureAwait(false);
                    count++;
                }
            }
            await Console.Error.WriteLineAsync($"{count} events").ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    private static Command Backup()
    {
        var settings = new SettingsOptions();
        var file = new Argument<string>("FILE") { Description = "The new file: an SQLite store, whatever the store itself is." };
        var command = new Command("backup", "Copy the store, while it is in use, into a new file that davf.store.file can name.") { file };
        settings.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await StoreBackup.WriteAsync(Open(settings, parsed).Database, parsed.GetRequiredValue(file), cancel).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    private static Command Prune()
    {
        var settings = new SettingsOptions();
        var age = new Option<TimeSpan?>("--older-than")
        {
            Description = "Events that began longer ago go, such as 30d (davf.store.retention).",
            HelpName = "DURATION",
            CustomParser = Durations.Parse,
        };
        var command = new Command("prune", "Remove old events now, as a running analyzer does every hour.") { age };
        settings.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (store, database) = Open(settings, parsed);
            var retention = parsed.GetValue(age) is { } older ? new RetentionSettings(older, 0) : store.Retention;
            Console.WriteLine($"{await new EventTable(database).PruneAsync(retention, TimeProvider.System.GetUtcNow(), cancel).ConfigureAwait(false)} events removed");
            return 0;
        });
        return command;
    }

    private static (StoreSettings Settings, StoreDatabase Database) Open(SettingsOptions options, ParseResult parsed)
    {
        var settings = options.Load(parsed).Bind(ProductSettings.From).Store;
        if (settings.Postgres is null && !File.Exists(settings.File))
            throw new UserErrorException($"There is no store '{Path.GetFullPath(settings.File)}': `deepav run` makes it; name another with --set davf.store.file=FILE.");
        var database = StoreDatabase.Of(settings);
        database.Migrate();
        return (settings, database);
    }

    private static StreamWriter NewFile(string path)
    {
        try
        {
            return new StreamWriter(path);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            throw new UserErrorException($"Cannot write '{path}': {FileFault.Text(e)}. Check that the folder is writable and the disk has room.", e);
        }
    }

    private static void Line(string name, object value) => Console.WriteLine($"{name,-10} {value}");
}
