/** Never says anything. */
self.addEventListener('message', () => undefined);
