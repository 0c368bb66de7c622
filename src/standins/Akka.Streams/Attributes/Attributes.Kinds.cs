using Akka.Event;

namespace Akka.Streams;

public sealed partial class Attributes
{
    /// <summary>One setting of a part of a graph.</summary>
    public interface IAttribute;

    /// <summary>A setting every stage has, because the materializer gives its default.</summary>
    public interface IMandatoryAttribute : IAttribute;

    /// <summary>The name of a part of a graph.</summary>
    public sealed class Name : IAttribute, IEquatable<Name>
    {
        public readonly string Value;

        public Name(string value) =>
            Value = string.IsNullOrEmpty(value) ? throw new ArgumentNullException(nameof(value)) : value;

        public bool Equals(Name? other) => other is not null && other.Value == Value;

        public override bool Equals(object? obj) => Equals(obj as Name);

        public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"Name({Value})";
    }

    /// <summary>Sizes of the buffer at the entry of an island, in elements.</summary>
    public sealed class InputBuffer : IMandatoryAttribute, IEquatable<InputBuffer>
    {
        public readonly int Initial;
        public readonly int Max;

        public InputBuffer(int initial, int max)
        {
            Initial = initial;
            Max = max;
        }

        public bool Equals(InputBuffer? other) => other is not null && other.Initial == Initial && other.Max == Max;

        public override bool Equals(object? obj) => Equals(obj as InputBuffer);

        public override int GetHashCode() => HashCode.Combine(Initial, Max);

        public override string ToString() => $"InputBuffer(initial={Initial},max={Max})";
    }

    /// <summary>Levels the log stage writes at.</summary>
    public sealed class LogLevels : IAttribute, IEquatable<LogLevels>
    {
        /// <summary>Writes nothing.</summary>
        public static readonly LogLevel Off = (LogLevel)int.MaxValue;

        public readonly LogLevel OnElement;
        public readonly LogLevel OnFinish;
        public readonly LogLevel OnFailure;

        public LogLevels(LogLevel onElement, LogLevel onFinish, LogLevel onFailure)
        {
            OnElement = onElement;
            OnFinish = onFinish;
            OnFailure = onFailure;
        }

        public bool Equals(LogLevels? other) =>
            other is not null && other.OnElement == OnElement && other.OnFinish == OnFinish && other.OnFailure == OnFailure;

        public override bool Equals(object? obj) => Equals(obj as LogLevels);

        public override int GetHashCode() => HashCode.Combine(OnElement, OnFinish, OnFailure);

        public override string ToString() => $"LogLevel(element={OnElement},finish={OnFinish},failure={OnFailure})";
    }

    /// <summary>The part runs in an island of its own.</summary>
    public sealed class AsyncBoundary : IAttribute, IEquatable<AsyncBoundary>
    {
        public static readonly AsyncBoundary Instance = new();

        private AsyncBoundary()
        {
        }

        public bool Equals(AsyncBoundary? other) => other is not null;

        public override bool Equals(object? obj) => obj is AsyncBoundary;

        public override int GetHashCode() => 1;

        public override string ToString() => "AsyncBoundary";
    }

    /// <summary>What a stage does when an outlet is cancelled and its handler leaves that to the default.</summary>
    public sealed class CancellationStrategy : IMandatoryAttribute
    {
        internal static readonly CancellationStrategy Default = new(new PropagateFailure());

        public CancellationStrategy(IStrategy strategy) => Strategy = strategy;

        public IStrategy Strategy { get; }

        /// <summary>A way to treat cancellation.</summary>
        public interface IStrategy;

        /// <summary>Completes the stage, whatever the cause.</summary>
        public class CompleteStage : IStrategy;

        /// <summary>Fails the stage, whatever the cause.</summary>
        public class FailStage : IStrategy;

        /// <summary>Fails the stage when the cause is a failure, else completes it.</summary>
        public class PropagateFailure : IStrategy;

        /// <summary>Acts as <see cref="Strategy"/>, after a delay.</summary>
        public class AfterDelay : IStrategy
        {
            public AfterDelay(TimeSpan delay, IStrategy strategy)
            {
                Delay = delay;
                Strategy = strategy;
            }

            public TimeSpan Delay { get; }

            public IStrategy Strategy { get; }
        }
    }
}
