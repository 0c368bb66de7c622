using static Standins.Torch.Tests.Reference;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.Tensors;

public sealed class SpectralSpecs
{
    [Fact]
    public void Makes_a_periodic_hann_window()
    {
        using var scope = NewDisposeScope();
        Matches(hann_window(8), [8], [0.0f, 0.146447f, 0.5f, 0.853553f, 1.0f, 0.853553f], 4.0);
    }

    [Fact]
    public void Transforms_short_times_and_back()
    {
        using var scope = NewDisposeScope();
        var (wave, window) = (Wave(1, 64), hann_window(16));
        var spectrum = stft(wave, 16, hop_length: 4, window: window, return_complex: true);
        Assert.Equal(ScalarType.ComplexFloat32, spectrum.dtype);
        Matches(spectrum.real, [1, 9, 17], [3.851548f, 0.735647f, -0.154734f, 0.27438f, -0.362319f, 0.40839f], 105.7612, 2e-5f);
        Matches(spectrum.imag, [1, 9, 17], [0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f], 84.19431);
        Matches(istft(spectrum, 16, hop_length: 4, window: window, length: 64), [1, 64], [0.29552f, 0.841471f, 0.991665f, 0.675463f, 0.041581f, -0.611858f], 40.1824);
    }

    [Fact]
    public void Gives_real_pairs_for_a_real_wave_unless_told_otherwise()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1L, 9, 17, 2], Wave(1, 64).stft(16, hop_length: 4, window: hann_window(16)).shape);
    }

    [Fact]
    public void Transforms_a_real_wave()
    {
        using var scope = NewDisposeScope();
        var spectrum = fft.rfft(Wave(8));
        Matches(view_as_real(spectrum), [5, 2], [0.372858f, 0.0f, 0.179277f, -4.099175f, 0.322966f, -0.437604f], 6.23088);
        Assert.True(fft.irfft(spectrum, 8).allclose(Wave(8), atol: 1e-6));
        Assert.True(fft.ifft(fft.fft_(Wave(8))).real.allclose(Wave(8), atol: 1e-6));
    }

    [Fact]
    public void Joins_and_parts_complex_numbers()
    {
        using var scope = NewDisposeScope();
        var z = complex(tensor(new[] { 3f }), tensor(new[] { -4f }));
        Assert.Equal(5f, z.abs().item<float>());
        Assert.Equal(-4f, z.imag.item<float>());
        Assert.Equal([3f, -4f], view_as_real(z).flatten().data<float>().ToArray());
        Assert.Equal((3f, -4f), z.item<(float, float)>());
        Assert.Equal(ScalarType.ComplexFloat32, view_as_complex(ones(3, 2)).dtype);
    }
}
