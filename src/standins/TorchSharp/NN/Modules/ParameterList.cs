using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A list of parameters, named by their numbers.</summary>
    public class ParameterList : nn.Module, IEnumerable<Parameter>
    {
        private readonly List<string> _names = [];

        public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList)) => append(parameters);

        protected override void RegisterComponents() { }

        public Parameter this[int index] => get_parameter(_names[index])!;

        public int Count => _names.Count;

        public void Add(Parameter item)
        {
            var component = _names.Count.ToString(CultureInfo.InvariantCulture);
            register_parameter(component, item);
            _names.Add(component);
        }

        public void append(params Parameter[] parameters) => extend(parameters);

        public void extend(IEnumerable<Parameter> parameters)
        {
            foreach (var parameter in parameters) Add(parameter);
        }

        public IEnumerator<Parameter> GetEnumerator() => _names.Select(component => get_parameter(component)!).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ParameterList ParameterList(params Modules.Parameter[] parameters) => new(parameters);

            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
