namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What can be called with 1 input.</summary>
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }
    }
}
