using Akka.Configuration;
using Akka.Streams.Implementation;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Checks on streams as a whole.</summary>
public static class Utils
{
    public static Config UnboundedMailboxConfig { get; } =
        ConfigurationFactory.ParseString("akka.actor.default-mailbox.mailbox-type = \"Akka.Dispatch.UnboundedMailbox, Akka\"");

    /// <summary>Stops all streams of a materializer, runs a block, and fails if streams of it still run some time after.</summary>
    public static void AssertAllStagesStopped(
        this TestKitBase spec,
        Action block,
        IMaterializer materializer,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) => spec.AssertAllStagesStoppedAsync(
        () =>
        {
            block();
            return Task.FromResult(NotUsed.Instance);
        },
        materializer,
        timeout,
        cancellationToken).GetAwaiter().GetResult();

    public static T AssertAllStagesStopped<T>(
        this TestKitBase spec,
        Func<T> block,
        IMaterializer materializer,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        spec.AssertAllStagesStoppedAsync(() => Task.FromResult(block()), materializer, timeout, cancellationToken).GetAwaiter().GetResult();

    public static async Task AssertAllStagesStoppedAsync(
        this TestKitBase spec,
        Func<Task> block,
        IMaterializer materializer,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) => await spec.AssertAllStagesStoppedAsync(
        async () =>
        {
            await block().ConfigureAwait(false);
            return NotUsed.Instance;
        },
        materializer,
        timeout,
        cancellationToken).ConfigureAwait(false);

    public static async Task<T> AssertAllStagesStoppedAsync<T>(
        this TestKitBase spec,
        Func<Task<T>> block,
        IMaterializer materializer,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        if (materializer is not ActorMaterializer actors)
            return await block().ConfigureAwait(false);
        var probe = spec.CreateTestProbe();
        actors.Supervisor.Tell(StreamSupervisor.StopChildren.Instance, probe.Ref);
        await probe.ExpectMsgAsync<StreamSupervisor.StoppedChildren>(cancellationToken: cancellationToken).ConfigureAwait(false);

        var result = await block().ConfigureAwait(false);
        await probe.AwaitAssertAsync(
            async () =>
            {
                actors.Supervisor.Tell(StreamSupervisor.GetChildren.Instance, probe.Ref);
                var children = await probe.ExpectMsgAsync<StreamSupervisor.Children>(cancellationToken: cancellationToken).ConfigureAwait(false);
                if (children.Refs.Count > 0)
                    throw new InvalidOperationException($"Expected no stream to run, but these do: {string.Join(", ", children.Refs)}");
            },
            timeout ?? TimeSpan.FromSeconds(20),
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>The result of a task that must end in time.</summary>
    public static T AwaitResult<T>(this Task<T> task, TimeSpan? timeout = null) =>
        task.WaitAsync(timeout ?? TimeSpan.FromSeconds(3)).GetAwaiter().GetResult();
}
