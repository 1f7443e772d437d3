// Brings the microphone's sound to the service, one answer after the other.

import { Microphone } from "./microphone.js";
import * as service from "./service.js";

const MOST = 10; // fifths of a second in one request
const QUIET = 0.02; // of the loudest there is

export class Ear {
  #microphone = new Microphone();
  #waiting = [];
  #turn = 0; // another number: what is still on its way belongs to an answer that is over
  #sending = false;
  on = false;
  quiet = true;

  // `partial` gets the words so far, `heard` the answer, `level` the loudness (0-1), `failed` an Error.
  constructor({ partial, heard, level, failed }) {
    Object.assign(this, { partial, heard, level, failed });
  }

  async open() {
    await this.#microphone.open((samples) => this.#take(samples));
    this.on = true;
  }

  close() {
    this.#microphone.close();
    this.on = false;
    this.rest();
    this.level(0);
  }

  rest() {
    this.#turn += 1;
    this.conversation = null;
    this.#waiting = [];
  }

  async listen(conversation) {
    this.rest();
    const turn = this.#turn;
    await service.listen(conversation);
    if (turn === this.#turn) this.conversation = conversation;
  }

  #take(samples) {
    const loudness = Math.sqrt(samples.reduce((sum, each) => sum + (each / 32768) ** 2, 0) / samples.length);
    this.quiet = loudness < QUIET;
    this.level(Math.min(1, 4 * loudness));
    if (!this.conversation) return;
    this.#waiting.push(samples);
    if (!this.#sending) this.#send();
  }

  async #send() {
    this.#sending = true;
    try {
      while (this.conversation && this.#waiting.length) {
        const turn = this.#turn;
        const told = await service.hear(this.conversation, new Blob(this.#waiting.splice(0, MOST)));
        if (turn === this.#turn) this.#told(told);
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.#sending = false;
    }
  }

  #told({ words, heard }) {
    if (heard) {
      this.rest();
      this.heard(heard);
    } else {
      this.partial(words);
    }
  }
}
