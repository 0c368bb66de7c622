namespace DeepAvFusion.Model.Golden;

/// <summary>How cases of one kind are compared.</summary>
/// <param name="Prefix">What the names of such cases begin with.</param>
/// <param name="Run">Computes the results and hands them to the session.</param>
public sealed record GoldenKind(string Prefix, Action<GoldenSession> Run);
