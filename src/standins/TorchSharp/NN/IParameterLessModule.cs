namespace TorchSharp.Modules;

/// <summary>Marks modules that hold no tensors.</summary>
public interface IParameterLessModule;
