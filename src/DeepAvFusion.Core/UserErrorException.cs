namespace DeepAvFusion.Core;

/// <summary>Input from a user that cannot be worked with. Its message is one clear line for that user: what was wrong and what would be right. Control characters of what it quotes are not in it.</summary>
public class UserErrorException : Exception
{
    public UserErrorException(string message) : base(ControlCharacters.Shown(message, keepsLines: true))
    {
    }

    public UserErrorException(string message, Exception inner) : base(ControlCharacters.Shown(message, keepsLines: true), inner)
    {
    }
}
