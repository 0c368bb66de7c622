// Plays the chosen track in step with the picture.
const RATE = 16000;
const FADE = 0.01;

export class Player {
  #audio = null; #gain = null; #track = null; #secondsUntil; #planned = 0;

  constructor(secondsUntil) {
    this.#secondsUntil = secondsUntil;
  }

  choose(track) {
    if (this.#gain) {
      this.#gain.gain.setTargetAtTime(0, this.#audio.currentTime, FADE);
      this.#gain = null;
    }
    this.#track = track;
    if (track === null) return;
    this.#audio ??= new AudioContext();
    this.#audio.resume();
    this.#gain = new GainNode(this.#audio, { gain: 1 });
    this.#gain.connect(this.#audio.destination);
    this.#planned = 0;
    meter(this.#audio, this.#gain);
  }

  add({ time, track, samples }) {
    if (track !== this.#track || samples.length === 0) return;
    const until = this.#secondsUntil(time);
    if (until === null) return;
    const buffer = this.#audio.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(Float32Array.from(samples, sample => sample / 32768), 0);
    const source = new AudioBufferSourceNode(this.#audio, { buffer });
    source.connect(this.#gain);
    const wanted = this.#audio.currentTime + until;
    // pieces that follow each other stay seamless; only a real jump moves the plan
    const at = Math.abs(wanted - this.#planned) < 0.3 && this.#planned > this.#audio.currentTime ? this.#planned : Math.max(wanted, this.#audio.currentTime + 0.02);
    source.start(at);
    this.#planned = at + buffer.duration;
  }
}

/** Keeps the peak of what is heard in the page's data, where tests and curious people can see it. */
function meter(audio, node) {
  const analyser = new AnalyserNode(audio, { fftSize: 2048 });
  node.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const look = () => {
    analyser.getFloatTimeDomainData(samples);
    document.body.dataset.heard = Math.max(...samples.map(Math.abs)).toFixed(4);
    if (node.gain.value > 0.01) setTimeout(look, 100);
  };
  look();
}
