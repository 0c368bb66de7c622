using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>What the actor of the alerts is made of.</summary>
/// <param name="Kept">Rules and silences of the store.</param>
public sealed record AlertParts(AlertSettings Settings, AlertJournal Journal, AlertSettingsTable Kept);
