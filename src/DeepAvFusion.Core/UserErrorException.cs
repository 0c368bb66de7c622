namespace DeepAvFusion.Core;

/// <summary>Input from a user that cannot be worked with. Its message is one clear line for that user: what was wrong and what would be right.</summary>
public class UserErrorException : Exception
{
    public UserErrorException(string message) : base(message)
    {
    }

    public UserErrorException(string message, Exception inner) : base(message, inner)
    {
    }
}
