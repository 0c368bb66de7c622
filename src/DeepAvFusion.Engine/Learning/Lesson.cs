using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Engine.Learning;

/// <summary>What somebody says of a part of a live stream.</summary>
/// <param name="Event">The event that it is about; null where it is a stretch.</param>
/// <param name="From">Begin of the stretch; null where it is an event.</param>
/// <param name="Label">What it is, or is not; null where nothing sounds.</param>
/// <param name="Who">Who says so.</param>
/// <param name="Region">Where in the picture; null for anywhere.</param>
public sealed record Lesson(StreamId Stream, (RunId Run, long Number)? Event, DateTimeOffset? From, DateTimeOffset? To, CorrectionKind Kind, string? Label, string Who, PictureBox? Region = null);

/// <summary>What became of a lesson.</summary>
/// <param name="Label">What was said, as it is kept.</param>
/// <param name="Kept">The samples.</param>
/// <param name="Windows">So many windows held enough of the stretch.</param>
/// <param name="Notes">Why some were not kept, or what they replace.</param>
public sealed record LessonResult(string? Label, IReadOnlyList<SampleId> Kept, int Windows, IReadOnlyList<string> Notes);
