using System.Text.RegularExpressions;

namespace DeepAvFusion.Core;

/// <summary>Name of one configured stream: 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit. Safe as a label, an actor name and a file name.</summary>
public readonly partial record struct StreamId
{
    private readonly string? _value;

    /// <exception cref="ArgumentException">The name is not of the allowed form.</exception>
    public StreamId(string value)
    {
        if (!IsValid(value))
            throw new ArgumentException($"'{value}' is not a stream name: use 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit.", nameof(value));
        _value = value;
    }

    public string Value => _value ?? "";

    public static bool IsValid(string? value) => value is not null && Form().IsMatch(value);

    /// <summary>A valid stream name made from any text, such as a file name: other characters become '-'.</summary>
    public static StreamId FromText(string text)
    {
        var name = NotAllowed().Replace(text.ToLowerInvariant(), "-").Trim('-', '_');
        return new StreamId(name.Length == 0 ? "stream" : name[..Math.Min(63, name.Length)]);
    }

    public override string ToString() => Value;

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,62}$")]
    private static partial Regex Form();

    [GeneratedRegex("[^a-z0-9_-]+")]
    private static partial Regex NotAllowed();
}
