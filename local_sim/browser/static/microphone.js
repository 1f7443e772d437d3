// The microphone. `take` gets each fifth of a second of it as an Int16Array at 16,000 Hz.

const REFUSED = "De microfoon mag niet: geef deze pagina toestemming in je browser, of typ je antwoord.";
const MISSING = "Er is geen microfoon gevonden: sluit er een aan, of typ je antwoord.";

export class Microphone {
  #context = null;
  #stream = null;

  async open(take) {
    try {
      const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio });
    } catch (error) {
      throw new Error(error.name === "NotAllowedError" ? REFUSED : MISSING);
    }
    this.#context = await this.#at(16000).catch(() => this.#at());
    const recorder = new AudioWorkletNode(this.#context, "recorder", { numberOfOutputs: 0 });
    recorder.port.onmessage = ({ data }) => take(data);
    this.#context.createMediaStreamSource(this.#stream).connect(recorder);
  }

  close() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#context?.close();
    this.#stream = this.#context = null;
  }

  // The browser's own conversion to 16,000 Hz is the best; where there is none, recorder.js does it.
  async #at(sampleRate) {
    const context = new AudioContext(sampleRate ? { sampleRate } : {});
    try {
      context.createMediaStreamSource(this.#stream);
      await context.audioWorklet.addModule("/simulator/static/recorder.js");
      return context;
    } catch (error) {
      context.close();
      throw error;
    }
  }
}
