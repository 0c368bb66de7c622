using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Per channel: mean 0 and variance 1 over the batch (in training) or by the running statistics, then a learned scale and offset.</summary>
public abstract class BatchNorm : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(running_mean))]
    private Tensor? _runningMean;

    [ComponentName(Name = nameof(running_var))]
    private Tensor? _runningVar;

    [ComponentName(Name = nameof(num_batches_tracked))]
    private Tensor? _batches;

    private protected BatchNorm(
        string name, long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype) : base(name)
    {
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine, track_running_stats);
        if (affine)
        {
            weight = new Parameter(ones(num_features, dtype, device));
            bias = new Parameter(zeros(num_features, dtype, device));
        }
        if (!track_running_stats) return;
        running_mean = zeros(num_features, dtype, device);
        running_var = ones(num_features, dtype, device);
        num_batches_tracked = torch.tensor(0L, device: device);
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>The share of a new batch in the running statistics; null means the plain average of all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter weight
    {
        get => _weight!;
        set => SetParameter(nameof(weight), ref _weight, value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => SetParameter(nameof(bias), ref _bias, value);
    }

    public Tensor? running_mean
    {
        get => _runningMean;
        set => SetBuffer(nameof(running_mean), ref _runningMean, value);
    }

    public Tensor? running_var
    {
        get => _runningVar;
        set => SetBuffer(nameof(running_var), ref _runningVar, value);
    }

    public Tensor? num_batches_tracked
    {
        get => _batches;
        set => SetBuffer(nameof(num_batches_tracked), ref _batches, value);
    }

    public void reset_running_stats()
    {
        if (!track_running_stats) return;
        nn.init.zeros_(_runningMean!);
        nn.init.ones_(_runningVar!);
        nn.init.zeros_(_batches!);
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (!affine) return;
        nn.init.ones_(_weight!);
        nn.init.zeros_(_bias!);
    }

    private protected abstract bool Fits(long dimensions);

    /// <exception cref="ArgumentException">The input has another number of dimensions.</exception>
    public override Tensor forward(Tensor input)
    {
        if (!Fits(input.Dimensions)) throw new ArgumentException($"{GetName()} got an input of {input.Dimensions} dimensions", nameof(input));
        var average = momentum ?? 0;
        if (training && track_running_stats)
        {
            _batches!.add_(1);
            average = momentum ?? 1.0 / _batches.ToInt64();
        }
        var use = !training || track_running_stats;
        return nn.functional.batch_norm(
            input, use ? _runningMean : null, use ? _runningVar : null, _weight, _bias, training || (_runningMean is null && _runningVar is null), average, eps);
    }
}
