using System.Text;
using Dapper;

namespace DeepAvFusion.Store.Events;

/// <summary>What a query asks of an event's series, as SQL conditions on `s`.</summary>
internal static class SeriesFilter
{
    /// <summary>Empty when it asks for none; the values go into `parameters`.</summary>
    public static string Of(EventQuery query, DynamicParameters parameters)
    {
        var conditions = new StringBuilder();
        AnyOf("stream", query.Streams);
        AnyOf("label", query.Labels);
        AnyOf("verdict", query.Verdicts);
        var words = Folded(query.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            parameters.Add($"word{i}", $"%{words[i].Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%");
            conditions.Append(FormattableString.Invariant($" AND s.words LIKE @word{i} ESCAPE '!'"));
        }
        return conditions.ToString();

        void AnyOf(string column, IReadOnlyList<string> values)
        {
            if (values.Count == 0)
                return;
            for (var i = 0; i < values.Count; i++)
                parameters.Add($"{column}{i}", values[i]);
            conditions.Append(FormattableString.Invariant($" AND s.{column} IN ({string.Join(", ", values.Select((_, i) => $"@{column}{i}"))})"));
        }
    }

    /// <summary>Text in which case makes no difference.</summary>
    public static string Folded(string text) => text.ToLowerInvariant();
}
