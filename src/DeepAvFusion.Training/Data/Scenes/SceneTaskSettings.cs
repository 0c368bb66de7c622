namespace DeepAvFusion.Training.Data.Scenes;

/// <summary>What separation is trained on in a window of the synthetic world.</summary>
/// <param name="SilentChance">Share of windows whose silent thing is asked for, where there is one: nothing belongs to it.</param>
/// <param name="WholeChance">Share of windows in which the whole picture is asked for: everything heard belongs to it.</param>
/// <param name="Margin">Added around the box of a thing on each side, as a share of the box; half to one and a half of it is drawn.</param>
/// <param name="PerObject">Whether all things of a picture are asked for at once, by where they are seen, instead of one by the part of the picture around it.</param>
public sealed record SceneTaskSettings(double SilentChance = 0.15, double WholeChance = 0.1, double Margin = 0.15, bool PerObject = false);
