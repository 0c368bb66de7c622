using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network. Its parameters, buffers and submodules are the private fields that <see cref="RegisterComponents"/> finds,
        /// under the names of the fields.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedComponents<Module> _submodules = new();
            private readonly OrderedComponents<(Tensor tensor, bool persistent)> _buffers = new();
            private readonly OrderedComponents<Parameter> _parameters = new();
            private bool _disposed;

            protected string? name;
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            protected Module(string name) => this.name = name;

            /// <summary>True while the module learns; <see cref="eval"/> ends it.</summary>
            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var (_, module) in named_children()) module.train(train);
            }

            public virtual void eval() => train(false);

            /// <summary>Runs the action on every submodule, then on this module.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in named_children()) module.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else grad.zero_();
                }
            }

            public virtual Module requires_grad_(bool requires_grad = true)
            {
                foreach (var parameter in parameters()) parameter.requires_grad_(requires_grad);
                return this;
            }

            /// <summary>Buffers and parameters of this module, then those of its submodules; each tensor once. Buffers that are not persistent are left out.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (name, (tensor, persistent)) in _buffers.Items)
                    if (persistent && !tensor.IsInvalid && seen.Add(tensor)) yield return (name, tensor);
                if (!recurse) yield break;
                foreach (var (prefix, module) in named_children())
                    foreach (var (name, buffer) in module.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer)) yield return ($"{prefix}.{name}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(item => item.buffer);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (name, parameter) in _parameters.Items)
                    if (!parameter.IsInvalid && seen.Add(parameter)) yield return (name, parameter);
                if (!recurse) yield break;
                foreach (var (prefix, module) in named_children())
                    foreach (var (name, parameter) in module.named_parameters(true))
                        if (seen.Add(parameter)) yield return ($"{prefix}.{name}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(item => item.parameter);

            public virtual IEnumerable<(string name, Module module)> named_children() => _submodules.Items;

            public virtual IEnumerable<Module> children() => named_children().Select(item => item.module);

            /// <summary>All modules below this one, level by level within each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (prefix, child) in named_children())
                    foreach (var (name, module) in child.named_modules()) yield return ($"{prefix}.{name}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(item => item.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Parameter? get_parameter(string target) =>
                _parameters.TryGet(target, out var parameter) ? parameter : Below(target, (module, rest) => module.get_parameter(rest));

            public virtual Tensor? get_buffer(string target) =>
                _buffers.TryGet(target, out var buffer) ? buffer.tensor : Below(target, (module, rest) => module.get_buffer(rest));

            private TFound? Below<TFound>(string target, Func<Module, string, TFound?> find) where TFound : class
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0) return null;
                var child = named_children().FirstOrDefault(item => item.name == target[..dot]).module;
                return child is null ? null : find(child, target[(dot + 1)..]);
            }

            public void Dispose()
            {
                if (_disposed) return;
                Dispose(true);
                _disposed = true;
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the parameters, the buffers and the submodules.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var (_, (tensor, _)) in _buffers.Items) tensor.Dispose();
                foreach (var (_, parameter) in _parameters.Items) parameter.Dispose();
                foreach (var (_, module) in named_children()) module.Dispose();
            }
        }
    }
}
