// Draws when something has changed and while something moves; never otherwise.
export class Frames {
  drawn = 0;
  eventToFrameMilliseconds = 0;
  #draw;
  #after;
  #request = 0;
  /** @type {number | null} */
  #event = null;     // when it happened

  // draw(now) draws a frame and says whether another is needed; after() follows every frame.
  /** @param {(now: number) => boolean} draw @param {() => void} after */
  constructor(draw, after) {
    this.#draw = draw;
    this.#after = after;
  }

  // Asks for a frame; `event`, if given, is what it answers to.
  /** @param {Event} [event] */
  request(event) {
    if (event) this.#event = event.timeStamp;
    this.#request ||= requestAnimationFrame((now) => {
      this.#request = 0;
      this.now(now);
    });
  }

  // Draws at once.
  now(now = performance.now()) {
    const again = this.#draw(now);
    this.drawn += 1;
    if (this.#event !== null) this.eventToFrameMilliseconds = performance.now() - this.#event;
    this.#event = null;
    this.#after();
    if (again) this.request();
  }
}
