namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that runs the caller's functions before and after its forward pass.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module where TPreHook : Delegate where TPostHook : Delegate
        {
            private readonly List<Delegate> _hooks = [];

            protected HookableModule(string name) : base(name) { }

            internal bool HasHooks => _hooks.Count > 0;

            internal IEnumerable<TPreHook> PreHooks => _hooks.OfType<TPreHook>().ToList();

            internal IEnumerable<TPostHook> PostHooks => _hooks.OfType<TPostHook>().ToList();

            public HookRemover register_forward_hook(TPostHook hook) => Add(hook);

            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(hook);

            private HookRemover Add(Delegate hook)
            {
                _hooks.Add(hook);
                return new HookRemover(this, hook);
            }

            /// <summary>Takes a hook away again.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> _module;
                private readonly Delegate _hook;

                internal HookRemover(HookableModule<TPreHook, TPostHook> module, Delegate hook) => (_module, _hook) = (module, hook);

                public void remove() => _module._hooks.Remove(_hook);
            }
        }
    }
}
