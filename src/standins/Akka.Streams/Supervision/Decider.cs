namespace Akka.Streams.Supervision;

/// <summary>Says what a stage does about an exception of its user code.</summary>
public delegate Directive Decider(Exception cause);
