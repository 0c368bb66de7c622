using System.Diagnostics;
using Npgsql;

namespace DeepAvFusion.Store.Tests;

/// <summary>A PostgreSQL server of the tests' own: a cluster in a folder, reached by a socket in it.</summary>
public sealed class PostgresCluster : IDisposable
{
    private static readonly string Programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin/";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-pg-");
    private int _databases;

    public PostgresCluster()
    {
        if (IsRoot)
            Execute("chown", "postgres", _folder.FullName);
        Execute(Programs + "initdb", "-D", Data, "-U", "deepav", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        Start();
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Start() => Execute(Programs + "pg_ctl", "-D", Data, "-w", "-t", "300", "-l", Path.Combine(_folder.FullName, "log"),
        "-o", $"-c listen_addresses='' -c unix_socket_directories={_folder.FullName} -c fsync=off", "start");

    public void Stop()
    {
        NpgsqlConnection.ClearAllPools();
        Execute(Programs + "pg_ctl", "-D", Data, "-w", "-t", "300", "-m", "fast", "stop");
    }

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string.</returns>
    public string NewDatabase()
    {
        var name = $"specs{Interlocked.Increment(ref _databases)}";
        using var connection = new NpgsqlConnection(To("postgres"));
        connection.Open();
        using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        create.ExecuteNonQuery();
        return To(name);
    }

    public string To(string database) => new NpgsqlConnectionStringBuilder { Host = _folder.FullName, Username = "deepav", Database = database }.ToString();

    public void Dispose()
    {
        Stop();
        _folder.Delete(recursive: true);
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static void Execute(string program, params string[] arguments)
    {
        var asUser = IsRoot && program.StartsWith(Programs, StringComparison.Ordinal);
        using var process = Process.Start(new ProcessStartInfo(asUser ? "runuser" : program, asUser ? ["-u", "postgres", "--", program, .. arguments] : arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
        })!;
        // a server that is started inherits the pipe: its end does not come
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)) || process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }
}
