namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Which class compares which kind of case; kinds are the beginnings of case names.</summary>
internal static class GoldenFamilies
{
    private static readonly (string Kind, Action<GoldenSession> Run)[] All =
    [
        ("01_", PositionFamily.Run),
        ("02_vit_load_checkpoint", BackboneWeightsFamily.Run),
        ("02_vit", BackboneFamily.Run),
        ("03_encoder_drop_path", DropPathFamily.Run),
        ("03_encoder", EncoderFamily.Run),
        ("04_avmae", AutoencoderFamily.Run),
        ("05_classifier_linprobe", LinearProbeFamily.Run),
        ("05_classifier_finetune", FinetuneFamily.Run),
        ("06_spectrogram", MaskingFamily.Run),
        ("06_avsrcsep", SeparationFamily.Run),
        ("07_avsegm", SegmentationFamily.Run),
        ("08_audio_parts", AudioPartsFamily.Run),
        ("08_audio_logmel", LogMelFamily.Run),
        ("09_image_with_labels", LabelledImageFamily.Run),
        ("09_image", ImageFamily.Run),
        ("10_metrics", NeedsTraining),
        ("11_param_groups", ParameterGroupFamily.Run),
        ("11_", NeedsTraining),
        ("12_vitb", FullSizeFamily.Run),
        ("13_video_backbone", VideoBackboneFamily.Run),
        ("13_video_earlyfusion", VideoEncoderFamily.Run),
        ("14_", NeedsTraining),
        ("15_", CheckpointFamily.Run),
        ("16_", NeedsTraining),
    ];

    /// <summary>The comparison for a case of this name; kinds given from outside come first.</summary>
    public static Action<GoldenSession> Find(string name, IReadOnlyList<GoldenKind> others) =>
        others.FirstOrDefault(kind => name.StartsWith(kind.Prefix, StringComparison.Ordinal))?.Run
        ?? All.FirstOrDefault(family => name.StartsWith(family.Kind, StringComparison.Ordinal)).Run
        ?? (session => session.SkipRest("unknown kind of case"));

    private static void NeedsTraining(GoldenSession session) => session.SkipRest("needs the training part");
}
