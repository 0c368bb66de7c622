using System.Text.Json;

namespace DeepAvFusion.Store.Events;

/// <summary>A kept event as it leaves the program: in the API's answers and in what is exported.</summary>
/// <param name="Id">Its name for good.</param>
/// <param name="Number">Its id within the run, as on the live channel.</param>
/// <param name="End">Null while it goes on.</param>
/// <param name="Region">Id of the region that made it, within the run.</param>
/// <param name="Loudness">Level of the loudest window, dBFS RMS.</param>
public sealed record EventDocument(
    string Id, string Stream, long Run, long Number, string Label, string Verdict, DateTimeOffset Start, DateTimeOffset? End, double Peak, EventScores Scores, int? Region, double Loudness, EventModel Model)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static EventDocument Of(StoredEvent e) => new(
        e.Id.ToString(), e.Stream, e.Run, e.Number, e.Label, e.Verdict, e.Start, e.IsOpen ? null : e.End, Short(e.Peak), new EventScores(Short(e.Image), Short(e.Audio), Short(e.Fusion)), e.Region,
        Short(e.Loudness), new EventModel(e.Model, e.Sha256, e.Training));

    /// <summary>One line, without its end.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json);

    private static double Short(double value) => Math.Round(value, 4);

    private static double? Short(double? value) => value is { } score ? Short(score) : null;
}

/// <summary>What each head said in the window of the peak, 0..1; null where the label was not among the best then.</summary>
public sealed record EventScores(double? Image, double? Audio, double? Fusion);

/// <summary>The weights that said it.</summary>
public sealed record EventModel(string Name, string Sha256, string Training);
