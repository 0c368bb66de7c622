using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits a window over the last elements; the last may be smaller.</summary>
internal sealed class Sliding<T> : FlowStage<T, IEnumerable<T>>
{
    private readonly int _size;
    private readonly int _step;

    public Sliding(int size, int step) : base("sliding")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        _size = size;
        _step = step;
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(Sliding<T> stage, Attributes attributes) : FlowLogic<T, IEnumerable<T>>(stage, attributes)
    {
        private readonly List<T> _window = [];
        private int _toSkip;
        private bool _windowEmitted;

        public override void OnPush()
        {
            var element = Grab(In);
            if (_windowEmitted)
                Advance();
            if (_toSkip > 0)
            {
                _toSkip--;
                Pull(In);
                return;
            }

            _window.Add(element);
            if (_window.Count < stage._size)
            {
                Pull(In);
                return;
            }

            _windowEmitted = true;
            Push(Out, _window.ToArray());
        }

        public override void OnUpstreamFinish()
        {
            if (!_windowEmitted && _window.Count > 0)
                Emit(Out, _window);
            CompleteStage();
        }

        /// <summary>Forgets what the next window does not cover.</summary>
        private void Advance()
        {
            _windowEmitted = false;
            var overlap = Math.Max(0, stage._size - stage._step);
            _window.RemoveRange(0, _window.Count - overlap);
            _toSkip = Math.Max(0, stage._step - stage._size);
        }
    }
}
