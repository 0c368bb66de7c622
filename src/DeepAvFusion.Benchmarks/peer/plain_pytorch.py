"""The network of this project written plainly in PyTorch, to measure against.

Reads one JSON request a line from standard input and answers each with one JSON line:
  {"do": "build", "kind": "encoder" | "autoencoder", "config": {...}, "weights": FILE or null, "device", "dtype", "classes"}
  {"do": "drop"}                           forget what was built
  {"do": "forward", "batch": B, "dtype"}   seconds of one forward
  {"do": "peak", "batch": B, "dtype"}      bytes of memory that one forward needs on top of the weights
  {"do": "outputs", "image": FILE, "audio": FILE, "result": FILE}   float32 numbers in and out, to show that both networks are the same
  {"do": "step", "batch": B, "autocast": bool}   seconds of one pre-training step
It ends with its input.
"""
import array
import ctypes
import json
import sys
import time

try:
    import torch
    from torch import nn
    import torch.nn.functional as F
except ImportError as error:
    print(json.dumps({"error": f"import torch: {error}"}), flush=True)
    sys.exit(3)


# seconds of processor time where that is what is compared, else of time as it passes
now = time.process_time if sys.argv[2:] == ["cpu"] else time.perf_counter


def attend(query, key, value, heads, scale):
    """Multi-head attention of [B, Nq, C], [B, Nk, C], [B, Nk, V] to [B, Nq, V]."""
    def split(tokens):
        return tokens.reshape(tokens.shape[0], tokens.shape[1], heads, -1).transpose(1, 2)
    weights = (split(query) * scale) @ split(key).transpose(-2, -1)
    mixed = weights.softmax(-1) @ split(value)
    return mixed.transpose(1, 2).flatten(2)


class Mlp(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        return self.proj(attend(*self.qkv(x).chunk(3, -1), self.heads, self.scale))


class Block(nn.Module):
    def __init__(self, width, heads, mlp_ratio, eps):
        super().__init__()
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.attn = SelfAttention(width, heads)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.mlp = Mlp(width, int(width * mlp_ratio))

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class PatchEmbedding(nn.Module):
    def __init__(self, channels, width, patch):
        super().__init__()
        self.proj = nn.Conv2d(channels, width, patch, patch)

    def forward(self, picture):
        return self.proj(picture).flatten(2).transpose(1, 2)


class Backbone(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.pos_embed = nn.Parameter(torch.zeros(1, c["patches"], c["width"]), requires_grad=False)
        self.patch_embed = PatchEmbedding(c["channels"], c["width"], c["patch"])
        self.blocks = nn.ModuleList(Block(c["width"], c["heads"], c["mlpRatio"], 1e-6) for _ in range(c["depth"]))
        self.norm = nn.LayerNorm(c["width"], eps=1e-6)

    def embed(self, picture, keep):
        tokens = self.patch_embed(picture) + self.pos_embed
        return tokens if keep is None else select(tokens, keep)


def select(tokens, index):
    return tokens.gather(1, index.unsqueeze(-1).expand(-1, -1, tokens.shape[-1]))


class CrossAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.q = nn.Linear(width, width)
        self.kv = nn.Linear(width, 2 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x, source):
        return self.proj(attend(self.q(x), *self.kv(source).chunk(2, -1), self.heads, self.scale))


class FactorizedInteraction(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, reduced = c["width"], c["attentionWidth"]
        self.tokens, self.heads, self.scale = c["tokens"], c["heads"], (width // c["heads"]) ** -0.5
        self.attn_v = CrossAttention(width, c["heads"])
        self.attn_a = CrossAttention(width, c["heads"])
        self.q = nn.Linear(width, reduced)
        self.k = nn.Linear(2 * width, reduced)
        self.v = nn.Linear(2 * width, width)
        self.proj = nn.Linear(width, width)

    def forward(self, z, image, audio):
        a, b, c = z.split(self.tokens, 1)
        b, c = self.attn_v(b, image), self.attn_a(c, audio)
        nb, nc = b.shape[1], c.shape[1]
        pairs = torch.cat([b.unsqueeze(2).expand(-1, -1, nc, -1), c.unsqueeze(1).expand(-1, nb, -1, -1)], -1).flatten(1, 2)
        a = self.proj(attend(self.q(a), self.k(pairs), self.v(pairs), self.heads, self.scale))
        return torch.cat([a, b, c], 1)


class FusionBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        width = c["width"]
        self.norm1_mm, self.norm1_aud, self.norm1_img = nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn = FactorizedInteraction(c)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = Mlp(width, int(width * c["mlpRatio"]))

    def forward(self, fusion, image, audio):
        z = self.norm1_mm(fusion)
        z = z + self.attn(z, self.norm1_img(image), self.norm1_aud(audio))
        return z + self.mlp(self.norm2(z))


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.fusion_tokens = nn.Parameter(torch.randn(1, sum(c["fusion"]["tokens"]), c["image"]["width"]) * 0.02)
        self.image, self.audio = Backbone(c["image"]), Backbone(c["audio"])
        self.fusion_blocks = nn.ModuleList(FusionBlock(c["fusion"]) for _ in range(c["image"]["depth"]))
        self.fusion_norm = nn.LayerNorm(c["image"]["width"])

    def forward(self, image, audio, keep_image=None, keep_audio=None):
        xi, xa = self.image.embed(image, keep_image), self.audio.embed(audio, keep_audio)
        xf = self.fusion_tokens.expand(image.shape[0], -1, -1)
        guests = xf.shape[1]
        for image_block, audio_block, fuse in zip(self.image.blocks, self.audio.blocks, self.fusion_blocks):
            yi = image_block(torch.cat([xf, xi], 1))[:, guests:]
            ya = audio_block(torch.cat([xf, xa], 1))[:, guests:]
            xf, xi, xa = fuse(xf, xi, xa), yi, ya
        return self.image.norm(xi), self.audio.norm(xa), self.fusion_norm(xf)


class Recognizer(nn.Module):
    """The encoder and its linear heads."""

    def __init__(self, c, classes):
        super().__init__()
        self.encoder = Encoder(c)
        self.heads = nn.ModuleList(nn.Linear(c["image"]["width"], classes) for _ in range(3))

    def forward(self, image, audio):
        return [head(tokens.mean(1)) for head, tokens in zip(self.heads, self.encoder(image, audio))]


class Autoencoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.encoder = Encoder(c)
        self.config, self.decoder = c, c["decoder"]
        width, heads = self.decoder["width"], self.decoder["heads"]
        for name in ("image", "audio"):
            patches, numbers = c[name]["patches"], c[name]["patch"] ** 2 * c[name]["channels"]
            setattr(self, f"{name}_decoder_embed", nn.Linear(c[name]["width"], width))
            setattr(self, f"{name}_decoder_mask_token", nn.Parameter(torch.randn(1, 1, width) * 0.02))
            setattr(self, f"{name}_decoder_pos_embed", nn.Parameter(torch.zeros(1, patches, width)))
            setattr(self, f"{name}_decoder_blocks", nn.ModuleList(Block(width, heads, self.decoder["mlpRatio"], 1e-5) for _ in range(self.decoder["depth"])))
            setattr(self, f"{name}_decoder_norm", nn.LayerNorm(width))
            setattr(self, f"{name}_decoder_pred", nn.Linear(width, numbers))

    def forward(self, image, audio):
        masks = {"image": self.mask("image", image), "audio": self.mask("audio", audio)}
        xi, xa, xf = self.encoder(image, audio, masks["image"][0], masks["audio"][0])
        return self.loss("image", image, xi, xf, *masks["image"]) + self.loss("audio", audio, xa, xf, *masks["audio"])

    def mask(self, name, picture):
        order = torch.rand(picture.shape[0], self.config[name]["patches"], device=picture.device).argsort(1)
        restore, kept = order.argsort(1), self.decoder[name + "Kept"]
        return order[:, :kept], restore, (restore >= kept).float()

    def loss(self, name, picture, x, f, keep, restore, removed):
        embed, token = getattr(self, f"{name}_decoder_embed"), getattr(self, f"{name}_decoder_mask_token")
        y, g = embed(x), embed(f)
        y = torch.cat([y, token.expand(y.shape[0], restore.shape[1] - y.shape[1], -1).to(y.dtype)], 1)
        y = torch.cat([g, select(y, restore) + getattr(self, f"{name}_decoder_pos_embed")], 1)
        for block in getattr(self, f"{name}_decoder_blocks"):
            y = block(y)
        predicted = getattr(self, f"{name}_decoder_pred")(getattr(self, f"{name}_decoder_norm")(y[:, f.shape[1]:]))
        p = self.config[name]["patch"]
        b, c, h, w = picture.shape
        target = picture.reshape(b, c, h // p, p, w // p, p).permute(0, 2, 4, 3, 5, 1).reshape(b, -1, p * p * c)
        target = (target - target.mean(-1, keepdim=True)) / (target.var(-1, unbiased=True, keepdim=True) + 1e-6).sqrt()
        return (((predicted - target) ** 2).mean(-1) * removed).sum() / removed.sum()


class Peer:
    def __init__(self):
        self.drop(None)

    def drop(self, _):
        self.models, self.optimizer, self.config, self.device = {}, None, None, torch.device("cpu")
        return {}

    def build(self, request):
        self.optimizer, self.config, self.device = None, request["config"], torch.device(request["device"])
        model = Autoencoder(self.config) if request["kind"] == "autoencoder" else Recognizer(self.config, request["classes"])
        load = None
        if request["weights"]:
            started = now()
            model.encoder.load_state_dict(torch.load(request["weights"], map_location="cpu")["state_dict"])
            load = now() - started
        self.models[request["dtype"]] = model.to(self.device, getattr(torch, request["dtype"])).train(request["kind"] == "autoencoder")
        return {"load": load}

    def inputs(self, batch, dtype):
        def random(name):
            c = self.config[name]
            return torch.randn(batch, c["channels"], c["height"], c["widthPixels"], device=self.device, dtype=getattr(torch, dtype))
        return random("image"), random("audio")

    def wait(self):
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)

    def forward(self, request):
        image, audio = self.inputs(request["batch"], request["dtype"])
        self.wait()
        with torch.inference_mode():
            started = now()
            self.models[request["dtype"]](image, audio)
            self.wait()
            return {"seconds": now() - started}

    def peak(self, request):
        if self.device.type == "cuda":
            before = torch.cuda.memory_allocated(self.device)
            torch.cuda.reset_peak_memory_stats(self.device)
            self.forward(request)
            return {"bytes": torch.cuda.max_memory_allocated(self.device) - before}
        ctypes.CDLL(None).malloc_trim(0)       # free memory that is only kept for later does not count
        before = status("VmRSS")
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
        self.forward(request)
        return {"bytes": max(0, status("VmHWM") - before)}

    def outputs(self, request):
        def read(name):
            numbers, c = array.array("f"), self.config[name]
            with open(request[name], "rb") as file:
                numbers.frombytes(file.read())
            return torch.tensor(numbers).reshape(-1, c["channels"], c["height"], c["widthPixels"]).to(self.device)
        with torch.inference_mode():
            image, audio, fusion = self.models["float32"].encoder(read("image"), read("audio"))
        numbers = torch.cat([part.float().cpu().flatten() for part in (image, audio, fusion)])
        with open(request["result"], "wb") as file:
            array.array("f", numbers.tolist()).tofile(file)
        return {"count": numbers.numel()}

    def step(self, request):
        model = self.models["float32"]
        if self.optimizer is None:
            named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
            plain = [p for n, p in named if p.ndim < 2 or "bias" in n or "norm" in n]
            decayed = [p for n, p in named if not (p.ndim < 2 or "bias" in n or "norm" in n)]
            groups = [{"params": plain, "weight_decay": 0.0}, {"params": decayed, "weight_decay": 0.05}]
            self.optimizer = torch.optim.AdamW(groups, lr=1e-5, betas=(0.9, 0.95))
        image, audio = self.inputs(request["batch"], "float32")
        self.wait()
        started = now()
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=request["autocast"]):
            loss = model(image, audio)
        value = loss.item()
        loss.backward()
        torch.stack([p.grad.norm() for p in model.parameters() if p.grad is not None]).norm().item()
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.wait()
        return {"seconds": now() - started, "loss": value}


def status(key):
    """Bytes that the system reports for this process."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith(key + ":"))


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(0)
    peer = Peer()
    print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads(), "cuda": torch.cuda.is_available()}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(peer, request["do"])(request)
        except Exception as error:      # one line for whoever asked
            answer = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
        print(json.dumps(answer), flush=True)


main()
