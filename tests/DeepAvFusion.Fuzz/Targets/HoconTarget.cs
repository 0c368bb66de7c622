using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Fuzz.Running;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>Settings files, read from a file system as a user's are, with one to include beside them.</summary>
internal sealed class HoconTarget : FuzzTarget
{
    private static readonly SettingsText Reference = new("reference.conf", "davf { a = 1, b { c = [1, 2], d = \"x\" }, e = 3s }");
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Memory, $"davf-fuzz-{Environment.ProcessId}-hocon")).FullName;

    public HoconTarget() : base(
        "hocon", "{", "}", "[", "]", "=", ":", "+=", ",", "\n", "\"", "\"\"\"", "${a}", "${?a}", "${davf.b}", "${davf.e}", "${PATH}", "${?NONE}", "${", "include \"other.conf\"\n", "include \"input.conf\"\n", "include file(\"other.conf\")\n",
        "include", "davf.b.c", "#", "//", "\\", "\\u0000", "\\ud800", "null", "true", "1.5e9", "10ms", ".", "..", "\xc2\xa0", "\xef\xbb\xbf", "\t") =>
        File.WriteAllText(Path.Combine(_folder, "other.conf"), "davf { b { f = ${davf.e} } }\n");

    /// <summary>A folder in memory where there is one.</summary>
    internal static string Memory => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public override void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }

    public override string? Read(byte[] input)
    {
        var file = Path.Combine(_folder, "input.conf");
        File.WriteAllBytes(file, input);
        try
        {
            var loaded = SettingsLoader.Load(Reference, [], "davf", [file], []);
            return loaded.Config.IsEmpty ? "empty" : null;
        }
        catch (UserErrorException refusal)
        {
            return refusal.Message;
        }
    }
}
