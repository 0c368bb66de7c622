namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters, then all persistent buffers, by their full names. The tensors are those of the module, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (name, parameter) in named_parameters()) destination.TryAdd(Join(prefix, name), parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(Join(prefix, name), buffer);
                foreach (var (name, module) in named_children()) module.state_dict(destination, Join(prefix, name));
                return destination;
            }

            private static string Join(string? prefix, string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";

            /// <summary>Copies the tensors of the same names into this module, converting element type and device.</summary>
            /// <returns>The names that the source lacks, and those that the module lacks.</returns>
            /// <exception cref="InvalidOperationException">Strict, and the names differ.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var skipped = skip is null ? [] : new HashSet<string>(skip);
                var own = state_dict();
                var unexpected = source.Keys.Where(key => !skipped.Contains(key) && !own.ContainsKey(key)).ToList();
                var missing = own.Keys.Where(key => !skipped.Contains(key) && !source.ContainsKey(key)).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new InvalidOperationException($"The loaded state_dict is not identical to the target dictionary: {Some("missing", missing)}, {Some("unexpected", unexpected)}.");
                using var no_grad = torch.no_grad();
                foreach (var (key, tensor) in source)
                    if (!skipped.Contains(key) && own.TryGetValue(key, out var target)) target.copy_(tensor);
                return (missing, unexpected);
            }

            private static string Some(string what, List<string> names) => $"{names.Count} {what}{(names.Count == 0 ? "" : $" ({string.Join(", ", names.Take(5))}{(names.Count > 5 ? ", …" : "")})")}";
        }
    }
}
