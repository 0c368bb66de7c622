using DeepAvFusion.Core;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Training.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Numerics;

public sealed class AutocastSpecs : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TorchSharp.Modules.Linear _linear = nn.Linear(8, 4);
    private readonly Tensor _input = rand(2, 8);

    public void Dispose()
    {
        _linear.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Products_and_convolutions_are_made_in_the_lower_type_until_it_ends()
    {
        using var convolution = nn.Conv2d(3, 4, 3);
        using (Begin())
        {
            Assert.Equal(ScalarType.BFloat16, _linear.forward(_input).dtype);
            Assert.Equal(ScalarType.BFloat16, convolution.forward(rand(1, 3, 8, 8)).dtype);
            Assert.Equal(ScalarType.BFloat16, _input.matmul(_input.t()).dtype);
        }

        Assert.Equal(ScalarType.Float32, _linear.forward(_input).dtype);
        Assert.Equal(ScalarType.Float32, convolution.forward(rand(1, 3, 8, 8)).dtype);
    }

    [Fact]
    public void Losses_are_float32_and_so_is_what_was_before()
    {
        using var mixed = Begin();
        var output = _linear.forward(_input);
        var (zeros, classes) = (torch.zeros(2, 4), torch.zeros(2, ScalarType.Int64));

        Assert.Equal(ScalarType.Float32, nn.functional.binary_cross_entropy_with_logits(output, zeros).dtype);
        Assert.Equal(ScalarType.Float32, nn.functional.mse_loss(output, zeros).dtype);
        Assert.Equal(ScalarType.Float32, nn.functional.cross_entropy(output, classes).dtype);
        Assert.Equal(ScalarType.Float32, nn.functional.layer_norm(_input, [8]).dtype);
        Assert.Equal(ScalarType.Float32, nn.functional.softmax(_input, 1).dtype);
        Assert.Equal(ScalarType.Float32, (_input[.., ..4] + output).dtype);     // a residual branch
    }

    /// <summary>On a CPU, mixed precision leaves the softmax in the type of its input: the loss must ask for float32.</summary>
    [Fact]
    public void The_loss_of_finetuning_is_that_of_float32_logits()
    {
        using var mixed = Begin();
        var logits = _linear.forward(_input);
        var (loss, targets) = (new FinetuneLoss([0.25f, 0.25f, 0.25f, 0.25f], multiLabel: false, joint: false), torch.full(2, 4, 0.25f));

        var (low, exact) = (loss.Of(new RecognitionLogits(logits, logits, logits), targets), loss.Of(Exact(logits), targets));

        Assert.Equal((ScalarType.BFloat16, ScalarType.Float32), (logits.dtype, low.dtype));
        Assert.Equal(exact.item<float>(), low.item<float>(), 1e-6f);

        static RecognitionLogits Exact(Tensor logits) => new(logits.@float(), logits.@float(), logits.@float());
    }

    /// <summary>A kept copy of the weights in the lower type would outlive the step.</summary>
    [Fact]
    public void Changed_weights_are_seen_the_next_time()
    {
        Tensor before, after;
        using (Begin()) before = _linear.forward(_input);
        using (no_grad()) _linear.weight.add_(1);
        using (Begin()) after = _linear.forward(_input);

        Assert.Equal(_input.sum(1).to(ScalarType.Float32).data<float>()[0], (after - before).to(ScalarType.Float32)[0, 0].item<float>(), 0.1);
    }

    [Fact]
    public void Gradients_of_float32_weights_are_float32_and_near_those_of_float32()
    {
        using (Begin()) _linear.forward(_input).@float().sum().backward();
        var (mixed, dtype) = (_linear.weight.grad!.clone(), _linear.weight.grad!.dtype);
        _linear.zero_grad();
        _linear.forward(_input).sum().backward();

        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (dtype, _linear.weight.dtype));
        Assert.True(mixed.allclose(_linear.weight.grad!, rtol: 0.01, atol: 0.01));
    }

    [Fact]
    public void It_may_begin_inside_itself()
    {
        using (Begin())
        {
            using (Begin()) Assert.Equal(ScalarType.BFloat16, _linear.forward(_input).dtype);
            Assert.Equal(ScalarType.BFloat16, _linear.forward(_input).dtype);
        }

        Assert.Equal(ScalarType.Float32, _linear.forward(_input).dtype);
    }

    [Fact]
    public void An_exception_ends_it()
    {
        Assert.NotNull(Record.Exception(Fail));

        Assert.Equal(ScalarType.Float32, _linear.forward(_input).dtype);

        void Fail()
        {
            using var mixed = Begin();
            _linear.forward(_input.t());
        }
    }

    [Fact]
    public void It_is_of_its_own_thread_alone()
    {
        using var mixed = Begin();
        var (elsewhere, refused) = (ScalarType.Bool, false);
        var thread = new Thread(() =>
        {
            elsewhere = _linear.forward(_input).dtype;
            refused = Record.Exception(mixed.Dispose) is InvalidOperationException;
        });
        thread.Start();
        thread.Join();

        Assert.Equal((ScalarType.Float32, true, ScalarType.BFloat16), (elsewhere, refused, _linear.forward(_input).dtype));
    }

    [Fact]
    public void Float32_needs_none() => Assert.Null(Autocast.Enter(TrainingPrecision.Float32, CPU));

    [Theory]
    [InlineData("libc.so.6")]
    [InlineData("libnothing")]
    public void A_library_without_its_functions_is_one_clear_error(string library)
    {
        var thrown = Assert.Throws<UserErrorException>(() => Autocast.Require(library));

        Assert.Equal("This libtorch has no mixed precision that can be reached; set opt.use_amp=false.", thrown.Message);
    }

    private static Autocast Begin() => Autocast.Enter(TrainingPrecision.BFloat16, CPU)!;
}
