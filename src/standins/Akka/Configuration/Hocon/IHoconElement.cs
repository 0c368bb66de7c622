namespace Akka.Configuration.Hocon;

/// <summary>One piece of a HOCON value: a literal, an object, an array or a substitution.</summary>
public interface IHoconElement
{
    bool IsString();

    string? GetString();

    bool IsArray();

    IList<HoconValue> GetArray();
}
