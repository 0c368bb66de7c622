namespace Akka.Event;

/// <summary>The log class of what logs under a mere name.</summary>
public class DummyClassForStringSources;
