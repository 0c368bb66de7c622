using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits one element.</summary>
internal sealed class SingleSource<T>(T element) : SourceStage<T>("single")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, element);

    private sealed class Logic(SourceShape<T> shape, T element) : SourceLogic<T>(shape)
    {
        public override void OnPull()
        {
            Push(Out, element);
            CompleteStage();
        }
    }
}

/// <summary>Emits one element for ever.</summary>
internal sealed class RepeatSource<T>(T element) : SourceStage<T>("repeat")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, element);

    private sealed class Logic(SourceShape<T> shape, T element) : SourceLogic<T>(shape)
    {
        public override void OnPull() => Push(Out, element);
    }
}

/// <summary>Ends at once, or never.</summary>
internal sealed class EndSource<T>(string name, bool ends, Exception? cause = null) : SourceStage<T>(name)
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, ends, cause);

    private sealed class Logic(SourceShape<T> shape, bool ends, Exception? cause) : SourceLogic<T>(shape)
    {
        public override void PreStart()
        {
            if (cause is not null)
                FailStage(cause);
            else if (ends)
                CompleteStage();
        }

        public override void OnPull()
        {
        }
    }
}
