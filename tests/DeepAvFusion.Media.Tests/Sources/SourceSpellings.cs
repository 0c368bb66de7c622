using FsCheck;
using FsCheck.Fluent;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Source texts as a guesser would spell them, put together from pieces that have once been read in two ways.</summary>
internal static class SourceSpellings
{
    private static readonly string[] Leads = ["", "", "", " ", "\u00a0", "\u2003\u00a0", "\ufeff", "\u200b", "./", "x/", "//", "-i ", "%20"];

    private static readonly string[] Schemes =
    [
        "http", "HTTP", "hTtPs", "rtsp", "rtmp", "udp", "srt", "file", "FILE", "fIlE", "device", "Device", "concat", "subfile,,start,0,end,9,,", "crypto", "crypto+file", "http+file", "pipe", "fd",
        "data", "async", "cache", "tee", "unix", "ftp", "file%3a", "%66ile", "http%3A", "ffrtmphttp", "c", "x", "",
    ];

    private static readonly string[] Marks = ["://", "://", "://", ":", ":/", ":///", "://./", "://../", ":\\\\", "%3a//", "\uff1a//", ":\u00a0//", ""];

    private static readonly string[] Places =
    [
        "A", "cam.example", "127.0.0.1", "[::1]", "localhost", "2130706433", "", "u:p@cam.example", "u@A", "u:12@A", "@", "@A", "A/@B", "A/x@B", "A#@B", "A?@B", "a@b/c@d.example", "u:p@A.example/x@B",
        "u:p@A.example/x@B.example", "A\\@B", "A%40B", "A%2F@B", "video=/dev/video0", "audio=alsa:default", "..", "etc", "-",
    ];

    private static readonly string[] Tails =
    [
        "", "/", ":80/", ":5000", "/etc/passwd", "/../../etc/passwd", "/@B/", "/live/@now", "/a b.m3u8", "|/etc/passwd", "?x=file:///etc/passwd", "?url=http://u:p@B/", "#@B/", ",/dev/video0", "%00", "/%2e%2e/x",
        "/../file:///etc/passwd", "://../../etc/passwd", "?token=secret",
    ];

    public static Arbitrary<string> All() =>
        (from lead in Gen.Elements(Leads)
         from scheme in Gen.Elements(Schemes)
         from mark in Gen.Elements(Marks)
         from place in Gen.Elements(Places)
         from tail in Gen.Elements(Tails)
         from more in Gen.Elements(Tails)
         from end in Gen.Elements("", "", " ", "\u00a0", "/")
         select lead + scheme + mark + place + tail + more + end).ToArbitrary();
}
