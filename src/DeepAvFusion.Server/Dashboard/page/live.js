// The live channel of one stream: a WebSocket that comes back by itself.
const SILENT = 20000;   // a channel that brings nothing for so long may hang on a connection that is gone

export class Live {
  #name; #on; #socket = null; #wanted = true; #wait = 500; #closed = false; #heard = 0; #look;

  constructor(name, handlers) {
    this.#name = name;
    this.#on = handlers;
    this.#look = setInterval(() => performance.now() - this.#heard > SILENT && this.#socket?.readyState === WebSocket.OPEN && this.#drop(), SILENT / 4);
    window.addEventListener("found", this.#found);
    this.#open();
  }

  /** Which track the server is to send, or null. */
  listen(track) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ listen: track }));
  }

  /** Whether to come back when the channel closes. */
  keep(wanted) {
    const starts = wanted && !this.#wanted;
    this.#wanted = wanted;
    if (starts && !this.#socket) this.#open();
  }

  close() {
    this.#closed = true;
    clearInterval(this.#look);
    window.removeEventListener("found", this.#found);
    this.#socket?.close();
  }

  /** The analyzer is there again: nobody has to wait. */
  #found = () => {
    this.#wait = 500;
    if (this.#wanted && !this.#socket) this.#open();
  };

  /** Does not wait for an answer of the other side, which may be gone. */
  #drop() {
    const old = this.#socket;
    old.onclose = old.onmessage = null;
    old.close();
    this.#socket = null;
    if (this.#wanted) this.#open();
  }

  #open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/api/streams/${this.#name}/live`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#wait = 500;
      this.#heard = performance.now();
      this.#on.opened();
    };
    socket.onmessage = event => {
      this.#heard = performance.now();
      if (typeof event.data === "string") this.#on.analysis(JSON.parse(event.data));
      else this.#binary(event.data);
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#socket = null;
      if (this.#closed || !this.#wanted) return;
      setTimeout(() => this.#closed || this.#socket || this.#open(), this.#wait);
      this.#wait = Math.min(8000, this.#wait * 2);
    };
    this.#socket = socket;
  }

  #binary(data) {
    const view = new DataView(data);
    const time = view.getFloat64(1, true);
    switch (view.getUint8(0)) {
      case 1:
        this.#on.picture(time, new Blob([data.slice(9)], { type: "image/jpeg" }));
        break;
      case 2: {
        const width = view.getUint16(9, true), height = view.getUint16(11, true), size = width * height;
        this.#on.map({ time, width, height, probability: new Uint8Array(data, 13, size), region: new Uint8Array(data, 13 + size, size) });
        break;
      }
      case 3: {
        const length = view.getUint8(9);
        const track = new TextDecoder().decode(new Uint8Array(data, 10, length));
        this.#on.sound({ time, track, samples: new Int16Array(data.slice(10 + length)) });
        break;
      }
    }
  }
}
