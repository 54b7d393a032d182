type InstallPrompt = Event & { prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }> };

type Listener = () => void;

let offered: InstallPrompt | undefined;
const listeners = new Set<Listener>();

function set(next: InstallPrompt | undefined): void {
  offered = next;
  for (const listener of listeners) listener();
}

// The browser offers it once, early.
addEventListener('beforeinstallprompt', (event) => set(event as InstallPrompt));
addEventListener('appinstalled', () => set(undefined));

/** The browser's own question whether to install the app, where it lets a page ask it. */
export const installPrompt = {
  isOffered: (): boolean => offered !== undefined,
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Must be called from a click. A prompt can be shown once. */
  async ask(): Promise<void> {
    const asked = offered;
    set(undefined);
    await asked?.prompt();
  },
};
