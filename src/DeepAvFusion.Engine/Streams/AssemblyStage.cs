using Akka.Streams;
using Akka.Streams.Stage;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;

namespace DeepAvFusion.Engine.Streams;

/// <summary>Results of single windows in, finished analyses out; at the end of the run what the assembler still holds.</summary>
internal sealed class AssemblyStage(Func<StreamAssembler> create) : GraphStage<FlowShape<(WindowFacts Window, WindowResult Result), AvAnalysis>>
{
    private readonly Inlet<(WindowFacts, WindowResult)> _in = new("Assembly.In");
    private readonly Outlet<AvAnalysis> _out = new("Assembly.Out");

    public override FlowShape<(WindowFacts Window, WindowResult Result), AvAnalysis> Shape => new(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, create());

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly AssemblyStage _stage;
        private readonly StreamAssembler _assembler;

        public Logic(AssemblyStage stage, StreamAssembler assembler) : base(stage.Shape)
        {
            _stage = stage;
            _assembler = assembler;
            SetHandler(stage._in, this);
            SetHandler(stage._out, this);
        }

        public override void OnPush()
        {
            var (window, result) = Grab(_stage._in);
            Push(_stage._out, _assembler.Add(window, result));
        }

        public override void OnPull() => Pull(_stage._in);

        public override void OnUpstreamFinish()
        {
            if (_assembler.Finish() is { } last)
                Emit(_stage._out, last, CompleteStage);
            else
                CompleteStage();
        }
    }
}
