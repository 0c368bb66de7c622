using DeepAvFusion.Model.Layers;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>One run of one case: hands out its inputs and weights, and collects a row for every recorded result.</summary>
public sealed class GoldenSession(GoldenCase golden, GoldenOptions options)
{
    private readonly List<GoldenResult> _rows = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    public GoldenCase Case { get; } = golden;

    public GoldenOptions Options { get; } = options;

    /// <summary>Whether gradients and training steps are compared.</summary>
    public bool IsPrecise => Options.IsPrecise;

    /// <summary>An input in the precision and on the device of this run.</summary>
    public Tensor Input(string name) => Place(Case.Input(name).ToTensor());

    /// <summary>An input on the device of this run, in its own precision: draws that only decide an order.</summary>
    public Tensor Exact(string name) => Case.Input(name).ToTensor().to(Options.Place);

    /// <summary>An input, or null where the case has none of this name.</summary>
    public Tensor? OptionalInput(string name) => Case.HasInput(name) ? Input(name) : null;

    /// <summary>Moves a tensor; integers keep their type.</summary>
    public Tensor Place(Tensor tensor) => tensor.is_integral() ? tensor.to(Options.Place) : tensor.to(Options.DType).to(Options.Place);

    /// <summary>Fills a network from a weight file of the case, strictly, and moves it.</summary>
    public T Load<T>(T module, string weights = "weights")
        where T : nn.Module
    {
        var (file, tensors) = Case.OpenWeights(weights);
        using (file) GoldenState.Load(module, Case.Name, tensors);
        return Move(module);
    }

    /// <summary>Moves a network to the device and precision of this run, ready for evaluation.</summary>
    public T Move<T>(T module)
        where T : nn.Module => ServedNetwork.Ready(module, Options.DType, Options.Place);

    /// <summary>Compares one result; does nothing where the case records none of this name.</summary>
    public void Expect(string name, Tensor? actual)
    {
        if (!Case.Expected.TryGetValue(name, out var expected) || !_done.Add(name)) return;
        _rows.Add(actual is null
            ? GoldenResult.Fail(Case.Name, name, "there is no such tensor")
            : GoldenComparison.Of(Case.Name, expected, NpyFile.Read(Case.File(expected.File)), actual, Options));
    }

    /// <summary>Compares one number.</summary>
    public void ExpectScalar(string name, double actual)
    {
        if (!Case.Scalars.TryGetValue(name, out var expected) || !_done.Add(name)) return;
        _rows.Add(GoldenComparison.Of(Case.Name, name, [(float)expected.Value], [(float)actual], expected.MaxAbsolute, Options));
    }

    /// <summary>Compares every recorded result whose name starts with <paramref name="prefix"/>, found by the rest of its name.</summary>
    public void ExpectAll(string prefix, Func<string, Tensor?> find)
    {
        foreach (var name in Case.Expected.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            Expect(name, find(name[prefix.Length..]));
    }

    /// <summary>Adds a row for something <c>case.json</c> records outside its list of results.</summary>
    public void Check(string what, string? trouble) => _rows.Add(trouble is null
        ? new GoldenResult(Case.Name, what, 0, 0, 0, GoldenVerdict.Passed)
        : GoldenResult.Fail(Case.Name, what, trouble));

    /// <summary>Adds a finished row.</summary>
    public void Add(GoldenResult row)
    {
        _done.Add(row.What);
        _rows.Add(row);
    }

    /// <summary>Skips all results not compared yet.</summary>
    public void SkipRest(string reason)
    {
        foreach (var name in Rest().ToArray())
            Add(GoldenResult.Skip(Case.Name, name, reason));
        if (_rows.Count == 0) Add(GoldenResult.Skip(Case.Name, "case", reason));
    }

    /// <summary>All rows; recorded results that nothing computed count as failed.</summary>
    internal IReadOnlyList<GoldenResult> Finish()
    {
        if (!IsPrecise) SkipRest("recorded in float32 only");
        foreach (var name in Rest().ToArray())
            Add(GoldenResult.Fail(Case.Name, name, "this build does not compute it"));
        return _rows;
    }

    private IEnumerable<string> Rest() => Case.Expected.Keys.Concat(Case.Scalars.Keys).Where(name => !_done.Contains(name));
}
