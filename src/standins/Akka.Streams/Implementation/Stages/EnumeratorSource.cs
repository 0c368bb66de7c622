using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what an enumerator, made anew for each run, gives.</summary>
internal sealed class EnumeratorSource<T>(Func<IEnumerator<T>> factory, string name) : SourceStage<T>(name)
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, factory, FlowLogic<T, T>.DeciderOf(attributes));

    private sealed class Logic(SourceShape<T> shape, Func<IEnumerator<T>> factory, Decider decider) : SourceLogic<T>(shape)
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
            while (true)
            {
                try
                {
                    _hasNext = _elements!.MoveNext();
                    return;
                }
                catch (Exception e)
                {
                    var directive = decider(e);
                    if (directive == Directive.Stop)
                    {
                        _hasNext = true;
                        FailStage(e);
                        return;
                    }

                    if (directive != Directive.Restart)
                        continue;
                    _elements?.Dispose();
                    _elements = factory();
                }
            }
        }
    }
}
