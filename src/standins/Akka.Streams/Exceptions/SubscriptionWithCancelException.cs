namespace Akka.Streams;

/// <summary>The causes of cancellation that are no failure.</summary>
public static class SubscriptionWithCancelException
{
    /// <summary>A cancellation that is no failure.</summary>
    public abstract class NonFailureCancellation : Exception
    {
        public sealed override string StackTrace => "";
    }

    /// <summary>Downstream has all it wants.</summary>
    public sealed class NoMoreElementsNeeded : NonFailureCancellation
    {
        public static readonly NoMoreElementsNeeded Instance = new();

        private NoMoreElementsNeeded()
        {
        }
    }

    /// <summary>Downstream has completed by itself.</summary>
    public sealed class StageWasCompleted : NonFailureCancellation
    {
        public static readonly StageWasCompleted Instance = new();

        private StageWasCompleted()
        {
        }
    }
}
