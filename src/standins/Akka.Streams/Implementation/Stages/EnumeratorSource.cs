using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what an enumerator, made anew for each run, gives; what it throws fails the stream inside an <see cref="AggregateException"/>.</summary>
internal sealed class EnumeratorSource<T>(Func<IEnumerator<T>> factory, string name) : SourceStage<T>(name)
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, factory);

    private sealed class Logic(SourceShape<T> shape, Func<IEnumerator<T>> factory) : SourceLogic<T>(shape)
    {
        private IEnumerator<T>? _elements;
        private bool _hasNext;

        public override void PreStart()
        {
            _elements = factory();
            Advance();
            if (!_hasNext)
                CompleteStage();
        }

        public override void OnPull()
        {
            var element = _elements!.Current;
            Push(Out, element);
            Advance();
            if (!_hasNext)
                CompleteStage();
        }

        public override void PostStop() => _elements?.Dispose();

        private void Advance()
        {
            try
            {
                _hasNext = _elements!.MoveNext();
            }
            catch (Exception e)
            {
                _hasNext = true;
                FailStage(new AggregateException(e));
            }
        }
    }
}
