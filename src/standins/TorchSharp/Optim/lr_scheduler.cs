namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rates that change by epoch.</summary>
        public static class lr_scheduler
        {
            /// <summary>Sets the learning rate of every group when <see cref="step()"/> is called.</summary>
            public abstract class LRScheduler
            {
                private readonly Optimizer _optimizer;
                private readonly List<double> _lastRates;
                private readonly bool _verbose;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    (_optimizer, LastEpoch, _verbose) = (optimizer, last_epoch, verbose);
                    BaseRates = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToList();
                    _lastRates = optimizer.ParamGroups.Select(group => group.LearningRate).ToList();
                }

                private protected int LastEpoch { get; private set; }

                private protected List<double> BaseRates { get; }

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    LastEpoch = epoch ?? LastEpoch + 1;
                    var rates = get_lr().ToList();
                    var i = 0;
                    foreach (var group in _optimizer.ParamGroups)
                    {
                        group.LearningRate = rates[i];
                        if (_verbose && _lastRates[i] != rates[i]) Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        _lastRates[i] = rates[i];
                        i++;
                    }
                }

                public IEnumerable<double> get_last_lr() => _lastRates;

                /// <summary>The rates of the epoch that has begun, one a group.</summary>
                protected abstract IEnumerable<double> get_lr();
            }

            /// <summary>The initial rate of each group times a function of the epoch.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, optimizer.ParamGroups.Select(_ => lr_lambda), last_epoch, verbose);

            public static LRScheduler LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambdas, last_epoch, verbose);

            /// <summary>The schedulers themselves.</summary>
            public static class impl
            {
                /// <summary>The initial rate of each group times a function of the epoch.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly List<Func<int, double>> _lambdas;

                    /// <exception cref="ArgumentException">Not as many functions as groups.</exception>
                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _lambdas = lr_lambdas.ToList();
                        if (_lambdas.Count != BaseRates.Count)
                            throw new ArgumentException($"{_lambdas.Count} functions for {BaseRates.Count} parameter groups", nameof(lr_lambdas));
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => BaseRates.Zip(_lambdas, (rate, lambda) => rate * lambda(LastEpoch));
                }
            }
        }
    }
}
