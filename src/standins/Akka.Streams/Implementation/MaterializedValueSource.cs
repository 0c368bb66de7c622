using Akka.Streams.Implementation.Stages;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Emits the value of the graph it is part of; its own value is how that is told.</summary>
internal sealed class MaterializedValueSource<T>() : SourceStage<T, Action<object?>>("matValueSource")
{
    public override ILogicAndMaterializedValue<Action<object?>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(Shape);
        return new LogicAndMaterializedValue<Action<object?>>(logic, value => logic.Value = (T)value!);
    }

    private sealed class Logic(SourceShape<T> shape) : SourceLogic<T>(shape)
    {
        public T? Value { get; set; }

        public override void OnPull()
        {
            Push(Out, Value!);
            CompleteStage();
        }
    }
}
