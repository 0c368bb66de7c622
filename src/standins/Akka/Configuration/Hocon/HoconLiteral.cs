namespace Akka.Configuration.Hocon;

/// <summary>A string, number, boolean or null as it was written.</summary>
public class HoconLiteral : IHoconElement
{
    public string? Value { get; set; }

    public bool IsString() => true;

    public string? GetString() => Value;

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new NotSupportedException("A literal is not an array.");

    public override string ToString() => Value ?? "";
}
