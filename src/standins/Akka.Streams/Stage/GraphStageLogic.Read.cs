using Akka.Pattern;

namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    /// <summary>Waits for one element; the port's handler rests until then.</summary>
    /// <exception cref="IllegalStateException">A read is under way.</exception>
    protected void Read<T>(Inlet<T> inlet, Action<T> andThen, Action onClose)
    {
        if (IsAvailable(inlet))
            andThen(Grab(inlet));
        else if (IsClosed(inlet))
            onClose();
        else
            StartReading(inlet, 1, elements => andThen(elements[0]), _ => onClose());
    }

    /// <summary>Waits for <paramref name="n"/> elements; what came before an early end goes to <paramref name="onComplete"/>.</summary>
    protected void ReadMany<T>(Inlet<T> inlet, int n, Action<IEnumerable<T>> andThen, Action<IEnumerable<T>> onComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (n == 0)
            andThen([]);
        else if (IsAvailable(inlet) && n == 1)
            andThen([Grab(inlet)]);
        else if (IsClosed(inlet))
            onComplete(IsAvailable(inlet) ? [Grab(inlet)] : []);
        else
            StartReading(inlet, n, andThen, onComplete);
    }

    /// <summary>Stops waiting for elements.</summary>
    protected void AbortReading<T>(Inlet<T> inlet)
    {
        if (GetHandler(inlet) is Reading<T> reading)
            SetHandler(inlet, reading.Previous);
    }

    private void StartReading<T>(Inlet<T> inlet, int n, Action<List<T>> andThen, Action<List<T>> onClose)
    {
        if (GetHandler(inlet) is Reading<T>)
            throw new IllegalStateException($"Already reading on inlet {inlet}");
        var reading = new Reading<T>(this, inlet, n, GetHandler(inlet), andThen, onClose);
        if (IsAvailable(inlet))
            reading.Elements.Add(Grab(inlet));
        SetHandler(inlet, reading);
        if (!HasBeenPulled(inlet))
            Pull(inlet);
    }

    /// <summary>Stands in for a port's handler while elements are awaited.</summary>
    private sealed class Reading<T>(
        GraphStageLogic logic, Inlet<T> inlet, int n, IInHandler previous, Action<List<T>> andThen, Action<List<T>> onClose) : InHandler
    {
        public List<T> Elements { get; } = [];

        public IInHandler Previous => previous;

        public override void OnPush()
        {
            Elements.Add(logic.Grab(inlet));
            if (Elements.Count < n)
            {
                logic.Pull(inlet);
                return;
            }

            logic.SetHandler(inlet, previous);
            andThen(Elements);
        }

        public override void OnUpstreamFinish()
        {
            logic.SetHandler(inlet, previous);
            onClose(Elements);
            previous.OnUpstreamFinish();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            logic.SetHandler(inlet, previous);
            previous.OnUpstreamFailure(e);
        }
    }
}
