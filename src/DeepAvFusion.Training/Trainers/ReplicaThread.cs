using System.Collections.Concurrent;

namespace DeepAvFusion.Training.Trainers;

/// <summary>A thread that works off what it is given, one after the other.</summary>
internal sealed class ReplicaThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public ReplicaThread(string name)
    {
        _thread = new Thread(() =>
        {
            foreach (var work in _work.GetConsumingEnumerable()) work();
        })
        { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <returns>Done when the work is, with what it threw; null for nothing.</returns>
    public Task<Exception?> Begin(Action work)
    {
        var done = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => done.SetResult(Try(work)));
        return done.Task;
    }

    /// <returns>What the work threw; null for nothing.</returns>
    public static Exception? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception trouble)                                                // whoever waits for all of them throws it again
        {
            return trouble;
        }
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
