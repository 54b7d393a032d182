/** Makes a global as the language's own are: writable, not enumerable. */
export function defineGlobal(name: string, value: unknown): void {
  defineHidden(globalThis, name, value);
}

export function defineHidden(target: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

/** A global that is made when it is first looked at. */
export function defineLazyGlobal(name: string, make: () => unknown): void {
  Object.defineProperty(globalThis, name, {
    get: () => {
      const value = make();
      defineGlobal(name, value);
      return value;
    },
    set: (value: unknown) => defineGlobal(name, value),
    configurable: true,
    enumerable: false,
  });
}
