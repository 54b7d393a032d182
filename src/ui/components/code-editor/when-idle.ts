const QUIET_MS = 120;

/** Resolves at a moment at which nobody is in the middle of typing a word or composing a character. */
export async function whenIdle(): Promise<void> {
  let last = 0;
  let composing = false;
  const events = ['keydown', 'input', 'beforeinput', 'compositionstart', 'compositionend'] as const;
  const note = (event: Event) => {
    last = performance.now();
    if (event.type === 'compositionstart') composing = true;
    if (event.type === 'compositionend') composing = false;
  };
  for (const event of events) addEventListener(event, note, true);
  try {
    do await new Promise((resolve) => setTimeout(resolve, 30));
    while (composing || performance.now() - last < QUIET_MS);
  } finally {
    for (const event of events) removeEventListener(event, note, true);
  }
}
