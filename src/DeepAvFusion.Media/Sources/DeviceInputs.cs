using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources;

/// <summary>A camera and a microphone of this machine: `video=/dev/video0,audio=alsa:default`, either alone or both.</summary>
/// <param name="Video">A Video4Linux device under /dev, or null.</param>
/// <param name="AudioSystem">`alsa` or `pulse`; null without sound.</param>
/// <param name="Audio">Name of the device there; null without sound.</param>
internal sealed partial record DeviceInputs(string? Video, string? AudioSystem, string? Audio)
{
    /// <exception cref="SourceException">Not of the form above.</exception>
    public static DeviceInputs Parse(string text)
    {
        var form = Form().Match(text);
        if (!form.Success || (!form.Groups["video"].Success && !form.Groups["name"].Success))
            throw new SourceException(SourceFailure.Malformed,
                "A device source is device:video=/dev/video0,audio=alsa:default (or audio=pulse:NAME); either part may be left out.");
        var system = form.Groups["system"];
        var name = form.Groups["name"];
        return new DeviceInputs(
            form.Groups["video"].Success ? form.Groups["video"].Value : null,
            name.Success ? (system.Success ? system.Value : "alsa") : null,
            name.Success ? name.Value : null);
    }

    public override string ToString() => string.Join(',',
        new[] { Video is null ? null : $"video={Video}", Audio is null ? null : $"audio={AudioSystem}:{Audio}" }.Where(part => part is not null));

    [GeneratedRegex(@"^(?:video=(?<video>/dev/(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_/.:\-]*))?(?:(?:^|,)audio=(?:(?<system>alsa|pulse):)?(?<name>[A-Za-z0-9_][A-Za-z0-9_.:,=\-]*))?$")]
    private static partial Regex Form();
}
