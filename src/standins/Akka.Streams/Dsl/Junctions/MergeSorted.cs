using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Emits the elements of two ordered inputs in order.</summary>
public sealed class MergeSorted<T> : GraphStage<FanInShape<T, T, T>>
{
    public readonly Inlet<T> Left = new("left");
    public readonly Inlet<T> Right = new("right");
    public readonly Outlet<T> Out = new("out");

    private readonly Func<T, T, int> _compare;

    public MergeSorted(Func<T, T, int> compare)
    {
        _compare = compare;
        Shape = new FanInShape<T, T, T>(Out, Left, Right);
    }

    public override FanInShape<T, T, T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        private readonly MergeSorted<T> _stage;
        private T _left = default!;
        private T _right = default!;

        public Logic(MergeSorted<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.Left, IgnoreTerminateInput);
            SetHandler(stage.Right, IgnoreTerminateInput);
            SetHandler(stage.Out, EagerTerminateOutput);
        }

        public override void PreStart()
        {
            Pull(_stage.Right);
            Read(_stage.Left, first => ReadRight(left: first), () => PassAlong(_stage.Right, _stage.Out));
        }

        private void ReadRight(T left)
        {
            _left = left;
            Read(_stage.Right, Dispatch, () => Emit(_stage.Out, _left, () => PassAlong(_stage.Left, _stage.Out, doPull: true)));
        }

        private void ReadLeft(T right)
        {
            _right = right;
            Read(
                _stage.Left,
                left =>
                {
                    _left = left;
                    Dispatch(_right);
                },
                () => Emit(_stage.Out, _right, () => PassAlong(_stage.Right, _stage.Out, doPull: true)));
        }

        private void Dispatch(T right)
        {
            _right = right;
            if (_stage._compare(_left, right) < 0)
                Emit(_stage.Out, _left, () => ReadLeft(_right));
            else
                Emit(_stage.Out, right, () => ReadRight(_left));
        }
    }
}
