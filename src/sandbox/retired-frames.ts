/** Taking a frame down holds up what the browser writes meanwhile: the end of a run was kept 10 ms later. */
const AFTER_MS = 50;
const AT_MOST_MS = 1000;

type Destroy = () => void;

/**
 * The last frame whose code has ended by itself stays until its successor is up, a second at most. Its ports are closed: nothing is
 * heard of it. While it is there the browser still has the interpreter's machine code, which is half of what the successor would
 * otherwise have to compile anew.
 */
export class RetiredFrames {
  #last: Destroy | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  add(destroy: Destroy): void {
    this.clear();
    this.#last = destroy;
    this.#timer = setTimeout(() => this.clear(), AT_MOST_MS);
  }

  /** Takes the frame down soon. */
  clear(): void {
    clearTimeout(this.#timer);
    if (this.#last !== undefined) setTimeout(this.#last, AFTER_MS);
    this.#last = undefined;
  }
}
