namespace Akka.Actor;

/// <summary>A reply that says how something went.</summary>
public abstract class Status
{
    public sealed class Success(object? status) : Status
    {
        public static readonly Success Instance = new(null);

        public readonly object? Status = status;

        public override string ToString() => $"Success: {Status ?? "null"}";
    }

    /// <summary>A failed Ask throws the cause.</summary>
    public sealed class Failure(Exception? cause, object? state) : Status
    {
        public readonly Exception? Cause = cause;

        public readonly object? State = state;

        public Failure(Exception? cause) : this(cause, null) { }

        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure: [{Cause}] State: [{State}]";
    }
}
