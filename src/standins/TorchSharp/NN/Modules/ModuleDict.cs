using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order in which they were added.</summary>
    public class ModuleDict<T> : nn.Module, IEnumerable<(string, T)> where T : nn.Module
    {
        private readonly List<(string name, T module)> _items = [];
        private bool _registered;

        public ModuleDict() : base(nameof(ModuleDict<T>)) { }

        protected override void RegisterComponents()
        {
            if (_registered) return;
            foreach (var (component, module) in _items) register_module(component, module);
            _registered = true;
        }

        public int Count => _items.Count;

        public IEnumerable<string> keys() => _items.Select(item => item.name);

        public IEnumerable<T> values() => _items.Select(item => item.module);

        public IEnumerator<(string, T)> items() => GetEnumerator();

        public ICollection<string> Keys => keys().ToList();

        public ICollection<T> Values => values().ToList();

        public (string, T) this[int index] => _items[index];

        /// <exception cref="KeyNotFoundException">No module of that name.</exception>
        public T this[string key] => TryGetValue(key, out var module) ? module : throw new KeyNotFoundException($"there is no module '{key}'");

        public void Add((string, T) item) => Add(item.Item1, item.Item2);

        /// <exception cref="ArgumentException">There is a module of that name.</exception>
        public void Add(string key, T value)
        {
            if (ContainsKey(key)) throw new ArgumentException($"there is a module '{key}' already", nameof(key));
            _items.Add((key, value));
        }

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
        {
            var i = _items.FindIndex(item => item.name == key);
            value = i < 0 ? default : _items[i].module;
            return i >= 0;
        }

        public bool Remove(string key) => _items.RemoveAll(item => item.name == key) > 0;

        public void clear() => _items.Clear();

        public IEnumerator<(string, T)> GetEnumerator() => _items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var result = new Modules.ModuleDict<T>();
                foreach (var item in modules) result.Add(item);
                return result;
            }
        }
    }
}
