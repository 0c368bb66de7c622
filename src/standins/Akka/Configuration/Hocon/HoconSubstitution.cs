namespace Akka.Configuration.Hocon;

/// <summary><c>${path}</c>: stands for the value at that path, resolved once the whole text is read.</summary>
public class HoconSubstitution(string path) : IHoconElement, IMightBeAHoconObject
{
    public string Path { get; set; } = path;

    public HoconValue? ResolvedValue { get; set; }

    public bool IsString() => ResolvedValue?.IsString() ?? false;

    public string? GetString() => ResolvedValue?.GetString();

    public bool IsArray() => ResolvedValue?.IsArray() ?? false;

    public IList<HoconValue> GetArray() => ResolvedValue?.GetArray() ?? [];

    public bool IsObject() => ResolvedValue?.IsObject() ?? false;

    public HoconObject? GetObject() => ResolvedValue?.GetObject();

    public override string ToString() => ResolvedValue?.ToString() ?? "${" + Path + "}";
}
