namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module of 1 input.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>,
            IModule<T, TResult>
        {
            protected Module(string name) : base(name) { }

            public abstract TResult forward(T input);

            /// <summary>The forward pass with its hooks; a hook that returns null leaves what it was given.</summary>
            public TResult call(T input)
            {
                if (!HasHooks) return forward(input);
                foreach (var hook in PreHooks)
                    if (hook(this, input) is { } changed) input = changed;
                var result = forward(input);
                foreach (var hook in PostHooks)
                    if (hook(this, input, result) is { } changed) result = changed;
                return result;
            }
        }
    }
}
