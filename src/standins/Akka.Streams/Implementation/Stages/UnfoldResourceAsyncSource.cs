using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Opens a resource, emits what is read from it and closes it, all with tasks.</summary>
internal sealed class UnfoldResourceAsyncSource<T, TSource>(
    Func<Task<TSource>> create, Func<TSource, Task<Option<T>>> read, Func<TSource, Task<Done>> close) : SourceStage<T>("unfoldResourceAsync")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) =>
        new Logic(Shape, create, read, close, FlowLogic<T, T>.DeciderOf(attributes));

    private sealed class Logic(
        SourceShape<T> shape,
        Func<Task<TSource>> create,
        Func<TSource, Task<Option<T>>> read,
        Func<TSource, Task<Done>> close,
        Decider decider) : SourceLogic<T>(shape)
    {
        private Action<Task<TSource>> _created = null!;
        private Action<Task<Option<T>>> _read = null!;
        private TSource? _resource;
        private bool _isOpen;

        public override void PreStart()
        {
            // a resource that opens after the stream has ended is closed at once
            _created = GetAsyncCallback<Task<TSource>>(OnCreated, dropped: task =>
            {
                if (task.IsCompletedSuccessfully)
                    close(task.Result);
            });
            _read = GetAsyncCallback<Task<Option<T>>>(OnRead);
            Open();
        }

        public override void OnPull()
        {
            if (_isOpen)
                ReadNext();
        }

        public override void PostStop()
        {
            if (!_isOpen)
                return;
            _isOpen = false;
            close(_resource!);
        }

        private void Open() => AsyncResult.Then(create(), OnCreated, _created);

        private void OnCreated(Task<TSource> task)
        {
            if (AsyncResult.FailureOf(task) is { } failure)
            {
                FailStage(failure);
                return;
            }

            _resource = task.Result;
            _isOpen = true;
            if (IsAvailable(Out))
                ReadNext();
        }

        private void ReadNext()
        {
            try
            {
                AsyncResult.Then(read(_resource!), OnRead, _read);
            }
            catch (Exception e)
            {
                Recover(e);
            }
        }

        private void OnRead(Task<Option<T>> task)
        {
            if (AsyncResult.FailureOf(task) is { } failure)
                Recover(failure);
            else if (task.Result.HasValue)
                Push(Out, task.Result.Value);
            else
                CloseThen(CompleteStage);
        }

        private void Recover(Exception cause)
        {
            switch (decider(cause))
            {
                case Directive.Stop:
                    FailStage(cause);
                    break;
                case Directive.Restart:
                    CloseThen(Open);
                    break;
                default:
                    ReadNext();
                    break;
            }
        }

        private void CloseThen(Action next)
        {
            _isOpen = false;
            void Closed(Task<Done> task)
            {
                if (AsyncResult.FailureOf(task) is { } failure)
                    FailStage(failure);
                else
                    next();
            }

            AsyncResult.Then(close(_resource!), Closed, GetAsyncCallback<Task<Done>>(Closed));
        }
    }
}
