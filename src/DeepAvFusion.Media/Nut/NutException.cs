namespace DeepAvFusion.Media.Nut;

/// <summary>Bytes that are no NUT, or too little of it.</summary>
internal sealed class NutException(string message) : Exception(message);
