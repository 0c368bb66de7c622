namespace FFMpegCore.Enums;

/// <summary>Values of <c>-hwaccel</c>.</summary>
public enum HardwareAccelerationDevice
{
    Auto,
    D3D11VA,
    DXVA2,
    QSV,
    CUVID,
    CUDA,
    VDPAU,
    VAAPI,
    LibMFX,
}
