/** Texts that stood in the message box before the page was loaded anew, by conversation; the last is that of the one that was shown. */
export class LeftTexts {
  readonly #texts: [conversationId: string, text: string][];
  #isFirst = true;

  constructor(texts: readonly [string, string][]) {
    this.#texts = [...texts];
  }

  /**
   * Takes out the text of a conversation. The first that asks and has none gets the last: it stood in one that had not begun, which nobody
   * knows any more.
   */
  take(conversationId: string): string | undefined {
    const own = this.#texts.findIndex(([id]) => id === conversationId);
    const at = own === -1 && this.#isFirst ? this.#texts.length - 1 : own;
    this.#isFirst = false;
    return at === -1 ? undefined : this.#texts.splice(at, 1)[0]?.[1];
  }

  /** Those that nobody has taken. */
  rest(): readonly [string, string][] {
    return this.#texts;
  }
}
