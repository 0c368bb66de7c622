using System.Threading.Channels;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what a channel holds; ends as the channel does.</summary>
internal sealed class ChannelReaderSource<T>(ChannelReader<T> reader) : SourceStage<T>("channelReader")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new ChannelReaderLogic<T>(Shape, reader, null);
}

/// <summary>Emits what is written to its value, the entry of a bounded channel.</summary>
internal sealed class ChannelSourceStage<T>(int bufferSize, bool singleWriter, BoundedChannelFullMode fullMode)
    : SourceStage<T, ChannelWriter<T>>("channelSource")
{
    public override ILogicAndMaterializedValue<ChannelWriter<T>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(bufferSize)
        {
            SingleReader = true,
            SingleWriter = singleWriter,
            FullMode = fullMode,
        });
        return new LogicAndMaterializedValue<ChannelWriter<T>>(new ChannelReaderLogic<T>(Shape, channel.Reader, channel.Writer), channel.Writer);
    }
}

/// <summary>Reads a channel; closes the writer it is given when the stream ends.</summary>
internal sealed class ChannelReaderLogic<T> : SourceLogic<T>
{
    private readonly ChannelReader<T> _reader;
    private readonly ChannelWriter<T>? _writer;
    private readonly Action<Task<bool>> _ready;

    public ChannelReaderLogic(SourceShape<T> shape, ChannelReader<T> reader, ChannelWriter<T>? writer) : base(shape)
    {
        _reader = reader;
        _writer = writer;
        _ready = GetAsyncCallback<Task<bool>>(OnReady);
    }

    public override void OnPull()
    {
        if (_reader.TryRead(out var element))
        {
            Push(Out, element);
            return;
        }

        var wait = _reader.WaitToReadAsync().AsTask();
        if (wait.IsCompleted)
            OnReady(wait);
        else
            wait.ContinueWith(_ready, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public override void PostStop() => _writer?.TryComplete();

    private void OnReady(Task<bool> ready)
    {
        if (!ready.IsCompletedSuccessfully)
            FailStage(ready.Exception ?? (Exception)new TaskCanceledException(ready));
        else if (ready.Result)
            OnPull();
        else
            CompleteStage();
    }
}
