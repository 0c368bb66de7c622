using System.Globalization;

namespace DeepAvFusion.Media.Sources;

/// <summary>FFmpeg's arguments for one source: one decode, out of which come RGB pictures, mono sound and JPEG previews in one NUT container on standard output.</summary>
/// <remarks>
/// Timestamps are the source's own (-copyts, no frame is doubled or moved). FFmpeg insists that the times of each output stream grow and NUT that none is
/// negative, so whole epochs are added, more with every step backwards and every new filter graph (FFmpeg makes one when the picture's size or the sound's
/// rate changes), and <see cref="SourceClock"/> takes them off again: a clock that restarts is seen as what it is.
/// </remarks>
internal static class FfmpegArguments
{
    /// <summary>Seconds of one epoch. Timestamps are known up to whole epochs, which is enough to follow them.</summary>
    public const long Epoch = 1L << 12;

    /// <summary>The largest picture that is decoded, 8K square: more only serves to exhaust memory.</summary>
    private const string MostPixels = "67108864";

    /// <summary>FFmpeg would follow a redirect to any host; <see cref="HttpRedirects"/> does instead, and checks each.</summary>
    public static IReadOnlyList<string> NoRedirects { get; } = ["-max_redirects", "0"];

    /// <summary>Bytes of one picture are bounded by the side, up to four times as long as it is short, and 4 bytes a pixel.</summary>
    public static int MostPayload(SourceSettings settings) =>
        Math.Max(8 << 20, settings.ShortSide * settings.ShortSide * 4 * 3);

    /// <param name="source">What FFmpeg opens.</param>
    public static IReadOnlyList<string> Of(SourceUri source, SourceSettings settings, SourceSides sides, bool isLive, DateTimeOffset now)
    {
        var monotone = Monotone(isLive && source.Kind != SourceKind.Device, now);
        List<string> arguments = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-copyts", "-filter_threads", "1"];
        var soundInput = Inputs(arguments, source, settings, isLive);
        if (sides.HasFlag(SourceSides.Picture))
        {
            arguments.AddRange(["-map", "0:V:0?"]);
            if (settings.Preview is not null)
                arguments.AddRange(["-map", "0:V:0?"]);
        }
        if (sides.HasFlag(SourceSides.Sound))
            arguments.AddRange(["-map", $"{soundInput}:a:0?"]);
        if (sides.HasFlag(SourceSides.Picture))
            Pictures(arguments, settings, monotone);
        if (sides.HasFlag(SourceSides.Sound))
            arguments.AddRange(["-filter:a:0", $"asetpts='{monotone}',aresample={Core.AudioClock.Rate},aformat=sample_fmts=flt:channel_layouts=mono", "-c:a", "pcm_f32le"]);
        // How long one side may wait for the other to begin: about five seconds live, a minute of a file.
        var patience = isLive ? 5 : 60;
        arguments.AddRange([
            "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
            "-fps_mode", "passthrough", "-enc_time_base:v", "1:90000",
            "-max_muxing_queue_size:v", Number(Math.Max(8, Math.Ceiling(settings.PictureRate) * patience)),
            "-max_muxing_queue_size:a", Number(50 * patience),
            "-muxing_queue_data_threshold", "0",
            "-max_interleave_delta", isLive ? "200000" : "10000000",
            "-flush_packets", "1", "-write_index", "0", "-f", "nut", "pipe:1",
        ]);
        return arguments;
    }

    /// <returns>Number of the input that has the sound.</returns>
    private static int Inputs(List<string> arguments, SourceUri source, SourceSettings settings, bool isLive)
    {
        if (source.Devices is { } devices)
        {
            if (devices.Video is not null)
                arguments.AddRange(["-thread_queue_size", "64", "-threads", Number(settings.DecoderThreads), "-f", "v4l2", "-ts", "abs", "-i", devices.Video]);
            if (devices.Audio is not null)
                arguments.AddRange(["-thread_queue_size", "512", "-f", devices.AudioSystem!, "-i", devices.Audio]);
            return devices.Video is not null && devices.Audio is not null ? 1 : 0;
        }
        arguments.AddRange(["-threads", Number(settings.DecoderThreads), "-max_pixels", MostPixels, "-protocol_whitelist", Protocols(source.Kind)]);
        if (settings.KeyPicturesOnly)
            arguments.AddRange(["-skip_frame", "nokey"]);
        // FFmpeg's own timeouts come after ours: they only end a process whose parent has died.
        var patience = settings.ConnectTimeout + settings.StallTimeout + TimeSpan.FromSeconds(5);
        var microseconds = Number(patience.TotalMicroseconds);
        if (isLive && source.Kind != SourceKind.File)
            arguments.AddRange(["-analyzeduration", "3000000"]);
        switch (source.Kind)
        {
            case SourceKind.File:
                if (settings.LivePacing)
                    arguments.Add("-re");
                break;
            case SourceKind.Rtsp:
                arguments.AddRange(["-rtsp_transport", settings.RtspTransport == RtspTransport.Udp ? "udp" : "tcp", "-timeout", microseconds]);
                break;
            case SourceKind.Udp:
                arguments.AddRange(["-timeout", microseconds, "-fifo_size", "57344", "-overrun_nonfatal", "1"]);
                break;
            case SourceKind.Http:
                arguments.AddRange(["-rw_timeout", microseconds, .. NoRedirects]);
                break;
            default:
                arguments.AddRange(["-rw_timeout", microseconds]);
                break;
        }
        arguments.AddRange(["-i", source.Kind == SourceKind.File ? "file:" + source.Address : source.Address]);
        return 0;
    }

    private static void Pictures(List<string> arguments, SourceSettings settings, string monotone)
    {
        var side = settings.ShortSide;
        var half = Number(side / 2.0);
        // The display shape, even sizes, at most four to one.
        var size = $"scale=w='if(gt(dar,1),2*round({half}*min(dar,4)),{side})':h='if(gt(dar,1),{side},2*round({half}/max(dar,0.25)))':flags=bilinear,setsar=1";
        arguments.AddRange(["-filter:v:0", $"setpts='{monotone}',{Thinned(settings.PictureRate)},{size},format=rgb24", "-c:v:0", "rawvideo"]);
        if (settings.Preview is { } preview)
            arguments.AddRange([
                "-filter:v:1", $"setpts='{monotone}',{Thinned(preview.Rate)},scale=w='2*round({Number(preview.Height / 2.0)}*min(max(dar,0.25),4))':h={preview.Height}:flags=bilinear,setsar=1,format=yuvj420p",
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
        return $"st(0,if(ld(2),ld(0)+lt(PTS,ld(1)-0.5/TB),{first}));st(2,1);st(1,PTS);PTS+ld(0)*{Epoch}/TB";
    }

    /// <summary>A source from the network can never open a file.</summary>
    public static string Protocols(SourceKind kind) => kind switch
    {
        SourceKind.File => "file,crypto",
        SourceKind.Http => "http,https,tls,tcp,crypto",
        SourceKind.Rtsp => "rtsp,rtsps,rtp,udp,tcp,tls",
        SourceKind.Rtmp => "rtmp,rtmps,rtmpt,tcp,tls",
        SourceKind.Udp => "udp",
        _ => "srt,udp",
    };

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
