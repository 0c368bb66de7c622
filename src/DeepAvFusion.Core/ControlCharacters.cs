using System.Text;

namespace DeepAvFusion.Core;

/// <summary>Characters that steer a terminal or break a line: whatever came from outside is shown without them.</summary>
public static class ControlCharacters
{
    /// <summary>The text with '?' in their places.</summary>
    /// <param name="keepsLines">True lets ends of lines stay.</param>
    public static string Shown(string text, bool keepsLines)
    {
        var shown = new StringBuilder(text);
        for (var i = 0; i < shown.Length; i++)
            if ((char.IsControl(shown[i]) || shown[i] is '\u2028' or '\u2029') && !(keepsLines && shown[i] == '\n'))
                shown[i] = '?';
        return shown.ToString();
    }
}
