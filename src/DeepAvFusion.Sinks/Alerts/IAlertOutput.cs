using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Sinks.Alerts;

/// <summary>Somebody who is told of alerts. Each is told of everything in its order, and of the same thing again where the program was killed meanwhile: the notice's id is the same then.</summary>
public interface IAlertOutput
{
    /// <summary>Takes notices; they are safe when it returns.</summary>
    /// <exception cref="DeepAvFusion.Core.UserErrorException">They cannot be kept: the same are brought again.</exception>
    void Tell(IReadOnlyList<AlertNotice> notices);
}

/// <summary>One thing that became of an alert.</summary>
/// <param name="Alert">The alert as it was then, with what had become of it until then.</param>
public sealed record AlertNotice(StoredAlert Alert, AlertNote Note)
{
    /// <summary>Its name for good.</summary>
    public string Id => FormattableString.Invariant($"{Alert.Id}.{Note.Number}");
}
