using System.Threading.Channels;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Writes elements to a channel and waits for room; an owner closes the channel as the stream ends.</summary>
internal sealed class ChannelWriterSink<T>(ChannelWriter<T> writer, bool isOwner) : SinkStage<T, NotUsed>("channelWriter")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new ChannelWriterLogic<T>(Shape, writer, isOwner), NotUsed.Instance);
}

/// <summary>Writes elements to a bounded channel whose exit is its value.</summary>
internal sealed class ChannelReaderSink<T>(int bufferSize, bool singleReader, BoundedChannelFullMode fullMode)
    : SinkStage<T, ChannelReader<T>>("channelSink")
{
    public override ILogicAndMaterializedValue<ChannelReader<T>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(bufferSize)
        {
            SingleReader = singleReader,
            SingleWriter = true,
            FullMode = fullMode,
        });
        return new LogicAndMaterializedValue<ChannelReader<T>>(new ChannelWriterLogic<T>(Shape, channel.Writer, true), channel.Reader);
    }
}

/// <summary>Writes to a channel.</summary>
internal sealed class ChannelWriterLogic<T> : SinkLogic<T>
{
    private readonly ChannelWriter<T> _writer;
    private readonly bool _isOwner;
    private readonly Action<Task<bool>> _ready;
    private T? _waiting;
    private bool _isWaiting;
    private bool _finished;

    public ChannelWriterLogic(SinkShape<T> shape, ChannelWriter<T> writer, bool isOwner) : base(shape)
    {
        _writer = writer;
        _isOwner = isOwner;
        _ready = GetAsyncCallback<Task<bool>>(OnReady);
    }

    public override void OnPush() => Write(Grab(In));

    public override void OnUpstreamFinish()
    {
        _finished = true;
        if (_isWaiting)
            SetKeepGoing(true);
        else
            Close(null);
    }

    public override void OnUpstreamFailure(Exception e)
    {
        if (_isOwner)
            _writer.TryComplete(e);
        FailStage(e);
    }

    private void Write(T element)
    {
        if (_writer.TryWrite(element))
        {
            if (_finished)
                Close(null);
            else
                Pull(In);
            return;
        }

        _waiting = element;
        _isWaiting = true;
        var wait = _writer.WaitToWriteAsync().AsTask();
        if (wait.IsCompleted)
            OnReady(wait);
        else
            wait.ContinueWith(_ready, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void OnReady(Task<bool> ready)
    {
        var element = _waiting!;
        _waiting = default;
        _isWaiting = false;
        if (!ready.IsCompletedSuccessfully)
            Close(ready.Exception?.InnerException ?? new TaskCanceledException(ready));
        else if (ready.Result)
            Write(element);
        else
            Close(null);
    }

    private void Close(Exception? cause)
    {
        _finished = true;
        if (_isOwner)
            _writer.TryComplete(cause);
        if (cause is null)
            CompleteStage();
        else
            FailStage(cause);
    }
}
