using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Standins.Torch.Tests.Optim;

/// <summary>The expected numbers are those of PyTorch 1.13.1 on the same three steps.</summary>
public sealed class OptimizerSpecs
{
    private static Parameter Start() => new(tensor(new[] { 1f, -2f, 3f }).DetachFromDisposeScope());

    private static void Step(Optimizer optimizer, Tensor p)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        (p * tensor(new[] { 1f, 2f, 3f }) - 1).square().sum().backward();
        optimizer.step();
    }

    private static void Near(float[] expected, Tensor actual, float tolerance = 2e-6f)
    {
        var values = actual.detach().cpu().data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.InRange(values[i], expected[i] - tolerance, expected[i] + tolerance);
    }

    [Fact]
    public void AdamW_takes_the_steps_of_the_reference()
    {
        using var p = Start();
        using var optimizer = AdamW([p], lr: 0.1, beta1: 0.9, beta2: 0.95, weight_decay: 0.05);
        Step(optimizer, p);
        Near([0.995f, -1.89f, 2.8850002f], p);
        Step(optimizer, p);
        Near([1.0635209f, -1.7806361f, 2.770659f], p);
        Step(optimizer, p);
        Near([1.0004658f, -1.6719682f, 2.6570346f], p);
    }

    [Fact]
    public void AdamW_with_running_maxima_takes_the_steps_of_the_reference()
    {
        using var p = Start();
        using var optimizer = AdamW([p], lr: 0.1, weight_decay: 0.05, amsgrad: true);
        for (var i = 0; i < 3; i++) Step(optimizer, p);
        Near([0.999874f, -1.6721776f, 2.6572397f], p);
    }

    [Fact]
    public void Adam_takes_the_steps_of_the_reference()
    {
        using var p = Start();
        using var optimizer = Adam([p], lr: 0.1, weight_decay: 0.05);
        for (var i = 0; i < 3; i++) Step(optimizer, p);
        Near([1.0067012f, -1.7004746f, 2.7004385f], p);
    }

    [Fact]
    public void SGD_takes_the_steps_of_the_reference()
    {
        using var p = Start();
        using var optimizer = SGD([p], 0.01, momentum: 0.9, weight_decay: 0.1, nesterov: true);
        for (var i = 0; i < 3; i++) Step(optimizer, p);
        Near([0.9922401f, -0.5925744f, 0.2196785f], p);
    }

    [Fact]
    public void The_fused_loop_and_the_lists_of_tensors_agree()
    {
        using var fused = Start();
        using var listed = new Parameter(tensor(new[] { 1.0, -2.0, 3.0 }));
        using var a = AdamW([fused], lr: 0.05, weight_decay: 0.1);
        using var b = AdamW([listed], lr: 0.05, weight_decay: 0.1);
        for (var i = 0; i < 10; i++)
        {
            Step(a, fused);
            Step(b, listed);
        }
        Near(listed.detach().to(float32).data<float>().ToArray(), fused, 1e-5f);
    }

    [Fact]
    public void Leaves_a_parameter_without_a_gradient_alone()
    {
        using var p = Start();
        using var idle = Start();
        using var optimizer = AdamW([p, idle], lr: 0.1, weight_decay: 0.5);
        Step(optimizer, p);
        Near([1f, -2f, 3f], idle);
        Assert.Equal([1L, 0L], optimizer.state_dict().State.Cast<AdamW.State>().Select(state => state.step));
    }

    [Fact]
    public void Gives_each_group_its_own_rate_and_decay()
    {
        using var decayed = Start();
        using var plain = Start();
        AdamW.ParamGroup[] groups =
        [
            new([decayed], new AdamW.Options { weight_decay = 0.5, LearningRate = 0.2 }),
            new() { Parameters = [plain] },
        ];
        using var optimizer = AdamW(groups, lr: 0.1);
        Assert.Equal([0.2, 0.1], optimizer.ParamGroups.Select(group => group.LearningRate));
        foreach (var group in optimizer.ParamGroups) group.LearningRate = group.InitialLearningRate / 2;
        (decayed.sum() + plain.sum()).backward();
        optimizer.step();
        Near([1 * 0.95f - 0.1f, -2 * 0.95f - 0.1f, 3 * 0.95f - 0.1f], decayed);
        Near([1 - 0.05f, -2 - 0.05f, 3 - 0.05f], plain);
    }

    [Fact]
    public void Continues_exactly_from_a_loaded_state()
    {
        using var p = Start();
        using var first = AdamW([p], lr: 0.1, beta2: 0.95, weight_decay: 0.05);
        Step(first, p);
        using var q = new Parameter(p.detach().clone());
        using var second = AdamW([q], lr: 0.7);
        second.load_state_dict(first.state_dict());
        Assert.True(second.state_dict().State[0].ApproximatelyEquals(first.state_dict().State[0]));
        Step(first, p);
        Step(second, q);
        Assert.Equal(p.detach().data<float>().ToArray(), q.detach().data<float>().ToArray());
    }

    [Fact]
    public void A_schedule_multiplies_the_initial_rate()
    {
        using var p = Start();
        using var optimizer = SGD([p], 0.5);
        var schedule = lr_scheduler.LambdaLR(optimizer, epoch => 1.0 / (1 + epoch));
        Assert.Equal(0.5, optimizer.ParamGroups.Single().LearningRate);
        schedule.step();
        schedule.step();
        Assert.Equal(0.5 / 3, optimizer.ParamGroups.Single().LearningRate, 12);
    }

    [Fact]
    public void Zeroing_keeps_the_gradients_in_place()
    {
        using var p = Start();
        using var optimizer = SGD([p], 0.5);
        p.sum().backward();
        optimizer.zero_grad();
        Assert.Equal([0f, 0f, 0f], p.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Clips_gradients_to_a_norm_and_tells_what_it_was()
    {
        using var a = Start();
        using var b = Start();
        (a * 3).sum().backward();
        (b * 4).sum().backward();
        var norm = nn.utils.clip_grad_norm_([a, b], 1.0);
        Assert.Equal(Math.Sqrt(3 * (9 + 16)), norm, 4);
        Assert.Equal(3 / norm, a.grad![0].ToDouble(), 4);
    }
}
