using System.Globalization;

namespace DeepAvFusion.Media.Sources;

/// <summary>FFmpeg's arguments for one source: one decode, out of which come RGB pictures, sound for <see cref="Downmix"/> and JPEG previews in one NUT container on standard output.</summary>
/// <remarks>
/// Timestamps are the source's own (-copyts, no frame is doubled or moved). FFmpeg insists that the times of each output stream grow and NUT that none is
/// negative, so whole epochs are added, more with every step backwards and every new filter graph (FFmpeg makes one when the picture's size or the sound's
/// rate changes), and <see cref="SourceClock"/> takes them off again: a clock that restarts is seen as what it is.
/// </remarks>
internal static class FfmpegArguments
{
    /// <summary>Seconds of one epoch. Timestamps are known up to whole epochs, which is enough to follow them.</summary>
    public const long Epoch = 1L << 12;

    /// <summary>Seconds that a timestamp has to step back for an epoch. Smaller steps FFmpeg evens out, and no harm is done.</summary>
    public const double LeastStepBack = 0.1;

    /// <summary>The largest picture that is decoded, 8K square: more only serves to exhaust memory.</summary>
    private const string MostPixels = "67108864";

    /// <summary>Bytes that FFmpeg may keep while it searches for streams: a minute at 8 Mbit/s.</summary>
    private const string MostSearched = "67108864";

    /// <summary>Bytes of one picture are bounded by the side, up to four times as long as it is short, and 4 bytes a pixel.</summary>
    public static int MostPayload(SourceSettings settings) =>
        Math.Max(8 << 20, settings.ShortSide * settings.ShortSide * 4 * 3);

    /// <param name="input">What FFmpeg opens.</param>
    /// <param name="picturesTo">Where pictures and previews go in a container of their own; null for one together with the sound.</param>
    /// <param name="packetsTo">Where packets go as they come; null for nowhere.</param>
    public static FfmpegCommand Of(SourceUri source, FfmpegInput input, SourceSettings settings, SourceWay way, bool isLive, DateTimeOffset now, string? picturesTo = null, string? packetsTo = null)
    {
        var monotone = Monotone(isLive && source.Kind != SourceKind.Device, now);
        List<string> arguments = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-copyts", "-filter_threads", "1"];
        var (soundInput, script) = Inputs(arguments, source, input, settings, way, isLive);
        var picture = way.Chosen is null ? "0:V:0?" : way.Chosen.Picture is { } video ? $"0:{video.Index}" : null;
        var sound = way.Chosen is null ? $"{soundInput}:a:0?" : way.Chosen.Sound is { } audio ? $"0:{audio.Index}" : null;
        var hasPicture = way.Sides.HasFlag(SourceSides.Picture) && picture is not null;
        var hasSound = way.Sides.HasFlag(SourceSides.Sound) && sound is not null;
        var (keptPicture, keptSound) = (source.Kind != SourceKind.Device && hasPicture ? picture : null, hasSound ? sound : null);
        if (picturesTo is not null)
        {
            Output(picture, null, picturesTo);
            (picture, hasPicture) = (null, false);
        }
        Output(hasPicture ? picture : null, hasSound ? sound : null, "pipe:1");
        if (packetsTo is not null && (keptPicture ?? keptSound) is not null)
            Packets(arguments, keptPicture, keptSound, packetsTo);
        return new FfmpegCommand(arguments, script, input.Proxy);

        void Output(string? picture, string? sound, string to)
        {
            if (picture is not null)
            {
                arguments.AddRange(["-map", picture]);
                if (settings.Preview is not null)
                    arguments.AddRange(["-map", picture]);
            }
            if (sound is not null)
                arguments.AddRange(["-map", sound]);
            if (sound is not null && settings.Listener is not null)
                arguments.AddRange(["-map", sound]);
            // Where nothing of what is wanted is there, FFmpeg would take what is not.
            if (picture is not null)
                Pictures(arguments, settings, way.After, monotone);
            else
                arguments.Add("-vn");
            if (sound is null)
                arguments.Add("-an");
            else
                arguments.AddRange(["-filter:a:0", $"asetpts='{monotone}',aresample={Core.AudioClock.Rate},{Downmix.Filter}", "-c:a", "pcm_f32le"]);
            if (sound is not null && settings.Listener is not null)
                arguments.AddRange(["-filter:a:1", $"asetpts='{monotone}',aformat=sample_fmts=flt"]);
            Container(arguments, settings, way, isLive, to);
        }
    }

    /// <summary>Packets go out as they come; NUT takes no negative time, so an epoch is added.</summary>
    private static void Packets(List<string> arguments, string? picture, string? sound, string to)
    {
        foreach (var side in new[] { picture, sound }.OfType<string>())
            arguments.AddRange(["-map", side]);
        arguments.AddRange([
            "-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-output_ts_offset", Number(Epoch),
            "-max_interleave_delta", "1", "-flush_packets", "1", "-write_index", "0", "-f", "nut", to,
        ]);
    }

    private static void Container(List<string> arguments, SourceSettings settings, SourceWay way, bool isLive, string to)
    {
        // How long one side may wait for the other to begin: about five seconds live, or as long as the other was searched for, and a minute of a file.
        var patience = isLive ? 5 + Math.Ceiling(way.Search.TotalSeconds) : 60;
        arguments.AddRange([
            "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
            "-fps_mode", "passthrough", "-enc_time_base:v", "1:90000",
            "-max_muxing_queue_size:v", Number(Math.Max(8, Math.Ceiling(settings.PictureRate) * patience)),
            "-max_muxing_queue_size:a", Number(50 * patience),
            "-muxing_queue_data_threshold", "0",
            "-max_interleave_delta", isLive ? "1" : "10000000",       // what waits for the other side would hide when it came
            "-flush_packets", "1", "-write_index", "0", "-f", "nut", to,
        ]);
    }

    /// <returns>Number of the input that has the sound, and what is told by the standard input.</returns>
    private static (int Sound, string Script) Inputs(List<string> arguments, SourceUri source, FfmpegInput input, SourceSettings settings, SourceWay way, bool isLive)
    {
        if (source.Devices is { } devices)
        {
            var hasVideo = devices.Video is not null && way.Wanted.HasFlag(SourceSides.Picture);
            var hasAudio = devices.Audio is not null && way.Wanted.HasFlag(SourceSides.Sound);
            if (hasVideo)
                arguments.AddRange(["-thread_queue_size", "64", "-threads", Number(settings.DecoderThreads), "-f", "v4l2", "-ts", "abs", "-i", devices.Video!]);
            if (hasAudio)
                arguments.AddRange(["-thread_queue_size", "512", "-f", devices.AudioSystem!, "-i", devices.Audio!]);
            return (hasVideo && hasAudio ? 1 : 0, "");
        }
        arguments.AddRange(["-threads", Number(settings.DecoderThreads), "-max_pixels", MostPixels, "-protocol_whitelist", input.IsSecret ? $"pipe,{input.Protocols}" : input.Protocols]);
        if (settings.KeyPicturesOnly)
            arguments.AddRange(["-skip_frame", "nokey"]);
        // FFmpeg's own timeouts come after ours: they only end a process whose parent has died.
        var patience = settings.ConnectTimeout + settings.StallTimeout + TimeSpan.FromSeconds(5);
        var microseconds = Number(patience.TotalMicroseconds);
        if (way.ByArrival)
            arguments.AddRange(["-use_wallclock_as_timestamps", "1"]);
        List<(string Name, string Value)> options = [.. input.Options];
        if (isLive && source.Kind != SourceKind.File)
            options.AddRange(way.Search > TimeSpan.Zero ? [("analyzeduration", Number(way.Search.TotalMicroseconds)), ("probesize", MostSearched)] : [("analyzeduration", "3000000")]);
        switch (source.Kind)
        {
            case SourceKind.File:
                if (settings.LivePacing)
                    arguments.Add("-re");
                if (way.Seek > TimeSpan.Zero)
                    arguments.AddRange(["-ss", Number(way.Seek.TotalSeconds)]);
                break;
            case SourceKind.Rtsp:
                if (way.Wanted != SourceSides.Both && settings.Choice == StreamChoice.Auto)
                    options.Add(("allowed_media_types", way.Wanted == SourceSides.Sound ? "audio" : "video"));
                options.AddRange([("rtsp_transport", settings.RtspTransport == RtspTransport.Udp ? "udp" : "tcp"), ("timeout", microseconds)]);
                break;
            case SourceKind.Udp:
                options.AddRange([("timeout", microseconds), ("fifo_size", "57344"), ("overrun_nonfatal", "1")]);
                break;
            case SourceKind.Http:
                options.Add(("rw_timeout", microseconds));
                if (settings.LivePacing && way.IsRecording)
                    arguments.Add("-re");
                if (way.Seek > TimeSpan.Zero)
                    arguments.AddRange(["-ss", Number(way.Seek.TotalSeconds)]);
                break;
            default:
                options.Add(("rw_timeout", microseconds));
                break;
        }
        if (input.IsSecret)
        {
            arguments.AddRange(["-f", "concat", "-safe", "0", "-i", "pipe:0"]);
            return (0, Script(input.Address, options));
        }
        foreach (var (name, value) in options)
            arguments.AddRange(["-" + name, value]);
        arguments.AddRange(["-i", input.Address]);
        return (0, "");
    }

    /// <summary>A list of one input, as FFmpeg reads it.</summary>
    private static string Script(string address, IEnumerable<(string Name, string Value)> options) =>
        $"ffconcat version 1.0\nfile {Quoted(address)}\n{string.Concat(options.Select(option => $"option {option.Name} {Quoted(option.Value)}\n"))}";

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <param name="before">What was read of the source before, whose sizes stay.</param>
    private static void Pictures(List<string> arguments, SourceSettings settings, SourceStretch? before, string monotone)
    {
        var side = settings.ShortSide;
        var half = Number(side / 2.0);
        // The display shape, even sizes, at most four to one.
        var size = before?.Picture is { } given ? $"scale={given.Width}:{given.Height}:flags=bilinear,setsar=1" : $"scale=w='if(gt(dar,1),2*round({half}*min(dar,4)),{side})':h='if(gt(dar,1),{side},2*round({half}/max(dar,0.25)))':flags=bilinear,setsar=1";
        arguments.AddRange(["-filter:v:0", $"setpts='{monotone}',{Thinned(settings.PictureRate)},{size},format=rgb24", "-c:v:0", "rawvideo"]);
        if (settings.Preview is { } preview)
            arguments.AddRange([
                "-filter:v:1", $"setpts='{monotone}',{Thinned(preview.Rate)},scale={(before?.Preview is { } shown ? $"{shown.Width}:{shown.Height}" : $"w='2*round({Number(preview.Height / 2.0)}*min(max(dar,0.25),4))':h={preview.Height}")}:flags=bilinear,setsar=1,format=yuvj420p",
                "-c:v:1", "mjpeg", "-q:v:1", Number(preview.Quality),
            ]);
    }

    /// <summary>Keeps the first picture of every 1/rate seconds, at its own time.</summary>
    private static string Thinned(double rate) =>
        $"select='isnan(prev_selected_t)+not(eq(floor(t*{Number(rate)}),floor(prev_selected_t*{Number(rate)})))'";

    /// <summary>A new graph of a live source begins with an epoch that grows with the wall clock, so that it comes after all of the graph before it. What is read
    /// faster than that begins with the first again, which keeps picture and sound in step in FFmpeg's queues.</summary>
    private static string Monotone(bool isLive, DateTimeOffset now)
    {
        var first = isLive ? $"1+floor((time(0)-{(now.ToUnixTimeMilliseconds() / 1000.0).ToString("0.000", CultureInfo.InvariantCulture)})*1000)" : "1";
        return $"st(0,if(ld(2),ld(0)+lt(PTS,ld(1)-{Number(LeastStepBack)}/TB),{first}));st(2,1);st(1,PTS);PTS+ld(0)*{Epoch}/TB";
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>How FFmpeg is started.</summary>
/// <param name="Script">Goes to its standard input.</param>
/// <param name="Proxy">Address of its proxy for HTTP; empty for none.</param>
internal sealed record FfmpegCommand(IReadOnlyList<string> Arguments, string Script, string Proxy);
