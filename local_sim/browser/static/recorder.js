// In the audio thread: the microphone as 16-bit samples, 16,000 a second, a fifth of a second at a time.

const RATE = 16000;
const CHUNK = RATE / 5;

class Recorder extends AudioWorkletProcessor {
  chunk = new Int16Array(CHUNK);
  filled = 0;
  sum = 0;
  count = 0;
  due = 0;

  process([[channel]]) {
    for (const sample of channel ?? []) {
      // Each sample that is sent is the mean of those that came since the last: at 16,000 Hz, every one.
      this.sum += sample;
      this.count += 1;
      this.due += RATE;
      if (this.due >= sampleRate) {
        this.due -= sampleRate;
        this.add(this.sum / this.count);
        this.sum = this.count = 0;
      }
    }
    return true;
  }

  add(sample) {
    this.chunk[this.filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
    if (this.filled === CHUNK) {
      this.port.postMessage(this.chunk.slice());
      this.filled = 0;
    }
  }
}

registerProcessor("recorder", Recorder);
