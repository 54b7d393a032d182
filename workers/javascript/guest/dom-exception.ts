const LEGACY_CODES: Record<string, number> = { AbortError: 20, TimeoutError: 23, DataCloneError: 25 };

export class DOMException extends Error {
  readonly code: number;
  constructor(message = '', name = 'Error') {
    super(message);
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true, enumerable: false });
    this.code = LEGACY_CODES[name] ?? 0;
    Object.defineProperty(this, 'code', { enumerable: false });
  }
}
