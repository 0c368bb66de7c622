using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Standins.Torch.Tests.Nn;

public sealed class ModuleSpecs
{
    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm;
        private readonly Linear fc;
        private readonly Parameter scale;
        private readonly Tensor table;

        internal Block(long width) : base(nameof(Block))
        {
            norm = LayerNorm(width, eps: 1e-6);
            fc = Linear(width, width, hasBias: false);
            scale = Parameter(ones(width));
            table = zeros(width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return (fc.forward(norm.forward(input)) * scale + table).MoveToOuterDisposeScope();
        }
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Block> blocks;
        private readonly Sequential head;

        internal Net() : base(nameof(Net))
        {
            blocks = ModuleList(new Block(4), new Block(4));
            head = Sequential(Linear(4, 3), GELU(), Linear(3, 2));
            RegisterComponents();
        }

        internal Block First => blocks[0];

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var x = input;
            foreach (var block in blocks) x = x + block.call(x);
            return head.call(x).MoveToOuterDisposeScope();
        }
    }

    private static readonly string[] Names =
    [
        "blocks.0.scale", "blocks.0.norm.weight", "blocks.0.norm.bias", "blocks.0.fc.weight",
        "blocks.1.scale", "blocks.1.norm.weight", "blocks.1.norm.bias", "blocks.1.fc.weight",
        "head.0.weight", "head.0.bias", "head.2.weight", "head.2.bias",
    ];

    [Fact]
    public void Names_parameters_after_the_fields_that_hold_them()
    {
        using var net = new Net();
        Assert.Equal(Names, net.named_parameters().Select(p => p.name));
        Assert.Equal(["blocks.0.table", "blocks.1.table"], net.named_buffers().Select(b => b.name));
        Assert.Equal(Names.Length + 2, net.state_dict().Count);
    }

    [Fact]
    public void Loads_the_state_of_another_instance_and_then_computes_the_same()
    {
        manual_seed(1);
        using var a = new Net();
        using var b = new Net();
        using var scope = NewDisposeScope();
        var x = randn(5, 4);
        Assert.False(a.call(x).allclose(b.call(x)));
        var (missing, unexpected) = b.load_state_dict(a.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.True(a.call(x).allclose(b.call(x)));
    }

    [Fact]
    public void Lists_missing_and_unexpected_names_or_refuses_when_strict()
    {
        using var net = new Net();
        using var scope = NewDisposeScope();
        var state = net.state_dict();
        state.Remove("head.0.bias");
        state["extra"] = zeros(1);
        Assert.Throws<InvalidOperationException>(() => net.load_state_dict(state));
        var (missing, unexpected) = net.load_state_dict(state, strict: false);
        Assert.Equal(["head.0.bias"], missing);
        Assert.Equal(["extra"], unexpected);
        var (skippedMissing, skippedUnexpected) = net.load_state_dict(state, strict: true, skip: ["head.0.bias", "extra"]);
        Assert.Empty(skippedMissing);
        Assert.Empty(skippedUnexpected);
    }

    [Fact]
    public void Switches_every_submodule_between_training_and_evaluation()
    {
        using var net = new Net();
        Assert.True(net.training);
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Converts_parameters_and_buffers_to_another_type()
    {
        using var net = new Net().to(bfloat16);
        Assert.All(net.parameters(), p => Assert.Equal(ScalarType.BFloat16, p.dtype));
        Assert.All(net.buffers(), p => Assert.Equal(ScalarType.BFloat16, p.dtype));
        using var scope = NewDisposeScope();
        Assert.Equal(ScalarType.BFloat16, net.call(randn(2, 4).to(bfloat16)).dtype);
    }

    [Fact]
    public void Runs_hooks_around_the_forward_pass()
    {
        using var block = new Block(4);
        using var scope = NewDisposeScope();
        var remover = block.register_forward_hook((_, _, output) => output * 0 + 7);
        Assert.Equal(7f, block.call(ones(1, 4))[0, 0].ToSingle());
        remover.remove();
        Assert.NotEqual(7f, block.call(ones(1, 4))[0, 0].ToSingle());
    }

    [Fact]
    public void Disposes_its_parameters()
    {
        var net = new Net();
        var weight = net.First.parameters().First();
        net.Dispose();
        Assert.True(weight.IsInvalid);
    }
}
