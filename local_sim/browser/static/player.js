// Plays speech while it comes in, and stops at once.

export class Player {
  #context = null;
  #sounding = new Set();
  #reader = null;

  constructor(rate) {
    this.rate = rate;
  }

  // Make ready while a click or key is being handled: browsers give no sound before.
  allow() {
    this.#context ??= new AudioContext();
    this.#context.resume();
  }

  // Play what `reader` brings; `started` is called at the first sound. Gives whether all was said.
  async play(reader, started) {
    this.stop();
    this.#reader = reader;
    let until = 0;
    let rest = new Uint8Array();
    while (this.#reader === reader) {
      const { done, value } = await reader.read();
      if (done || this.#reader !== reader) break;
      const bytes = joined(rest, value);
      const whole = bytes.length - (bytes.length % 2);
      rest = bytes.slice(whole);
      if (!whole) continue;
      if (!until) started();
      until = this.#schedule(new Int16Array(bytes.buffer, 0, whole / 2), until);
    }
    await this.#silence(until, reader);
    const said = this.#reader === reader;
    if (said) this.#reader = null;
    return said;
  }

  stop() {
    this.#reader?.cancel().catch(() => {});
    this.#reader = null;
    for (const source of this.#sounding) source.stop();
    this.#sounding.clear();
  }

  #schedule(samples, after) {
    const buffer = this.#context.createBuffer(1, samples.length, this.rate);
    buffer.getChannelData(0).set(Float32Array.from(samples, (sample) => sample / 32768));
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#context.destination);
    const start = Math.max(after, this.#context.currentTime + 0.02);
    source.start(start);
    this.#sounding.add(source);
    source.onended = () => this.#sounding.delete(source);
    return start + buffer.duration;
  }

  async #silence(until, reader) {
    // Without leave to sound the clock stands still.
    while (this.#reader === reader && this.#context.state === "running" && this.#context.currentTime < until) {
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

function joined(first, second) {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
