namespace Akka.Actor;

/// <summary>A message that must not be accepted from untrusted parties.</summary>
public interface IPossiblyHarmful;
