using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Engine.Recall;

/// <summary>How much of what each live stream just told is remembered, so that people can say what it was.</summary>
/// <param name="Span">How far back.</param>
/// <param name="Bytes">Most for one stream; the oldest goes first.</param>
public sealed record RecallSettings(TimeSpan Span, long Bytes)
{
    public static RecallSettings From(SettingsReader live) => new(live.Positive("recall"), live.Bytes("recall-bytes"));
}
