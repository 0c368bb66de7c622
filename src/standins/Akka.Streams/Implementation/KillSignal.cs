namespace Akka.Streams.Implementation;

/// <summary>Tells any number of stages, once, to end; a stage that comes later is told at once.</summary>
internal sealed class KillSignal
{
    private readonly HashSet<Action<Exception?>> _listeners = [];
    private bool _isSet;
    private Exception? _cause;

    /// <param name="cause">Null for a graceful end.</param>
    public void Set(Exception? cause)
    {
        Action<Exception?>[] listeners;
        lock (_listeners)
        {
            if (_isSet)
                return;
            _isSet = true;
            _cause = cause;
            listeners = [.. _listeners];
            _listeners.Clear();
        }

        foreach (var listener in listeners)
            listener(cause);
    }

    /// <summary>True, with the cause, if it has been set; else the listener will be told.</summary>
    public bool IsSetOrListen(Action<Exception?> listener, out Exception? cause)
    {
        lock (_listeners)
        {
            cause = _cause;
            if (!_isSet)
                _listeners.Add(listener);
            return _isSet;
        }
    }

    public void Forget(Action<Exception?> listener)
    {
        lock (_listeners)
            _listeners.Remove(listener);
    }
}
