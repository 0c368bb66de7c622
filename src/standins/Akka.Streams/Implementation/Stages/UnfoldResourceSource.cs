using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Opens a resource, emits what is read from it and closes it, however the stream ends.</summary>
internal sealed class UnfoldResourceSource<T, TSource>(Func<TSource> create, Func<TSource, Option<T>> read, Action<TSource> close)
    : SourceStage<T>("unfoldResource")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) =>
        new Logic(Shape, create, read, close, FlowLogic<T, T>.DeciderOf(attributes));

    private sealed class Logic(
        SourceShape<T> shape, Func<TSource> create, Func<TSource, Option<T>> read, Action<TSource> close, Decider decider) : SourceLogic<T>(shape)
    {
        private TSource? _resource;
        private bool _isOpen;

        public override void PreStart() => Open();

        public override void OnPull()
        {
            while (true)
            {
                Option<T> next;
                try
                {
                    next = read(_resource!);
                }
                catch (Exception e)
                {
                    switch (decider(e))
                    {
                        case Directive.Stop:
                            FailStage(e);
                            return;
                        case Directive.Restart:
                            Close();
                            Open();
                            continue;
                        default:
                            continue;
                    }
                }

                if (next.HasValue)
                    Push(Out, next.Value);
                else
                {
                    Close();
                    CompleteStage();
                }

                return;
            }
        }

        public override void PostStop() => Close();

        private void Open()
        {
            _resource = create();
            _isOpen = true;
        }

        private void Close()
        {
            if (!_isOpen)
                return;
            _isOpen = false;
            close(_resource!);
        }
    }
}
