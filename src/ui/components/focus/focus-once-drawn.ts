/** For how long what is to have the focus may be on its way. Milliseconds. */
const PATIENCE_MS = 5000;

let last: EventTarget | null = null;
addEventListener('focusin', ({ target }) => {
  last = target;
});

/** What had the focus went away with it. Somebody who has clicked beside everything has lost nothing. */
export function isFocusLost(): boolean {
  const { activeElement: now } = document;
  return (now === null || now === document.body) && !(last instanceof Node && last.isConnected);
}

/**
 * Gives the focus to what `find` answers, as soon as that is drawn. Call it before what takes the focus away; whoever has gone elsewhere by then
 * is left there.
 */
export function focusOnceDrawn(find: () => HTMLElement | null | undefined): void {
  const before = document.activeElement;
  const watcher = new MutationObserver(() => {
    const target = find();
    if (target === null || target === undefined) return;
    watcher.disconnect();
    clearTimeout(timer);
    if (isFocusLost() || document.activeElement === before) giveFocus(target);
  });
  const timer = setTimeout(() => watcher.disconnect(), PATIENCE_MS);
  watcher.observe(document.body, { childList: true, subtree: true });
}

/**
 * Keeps the focus in a list from which `item` is about to go: `control` of the next one gets it, else that of the one before; where none is
 * left, `head` does.
 */
export function focusNextOf(item: Element | null | undefined, control: string, head: () => HTMLElement | null): void {
  if (item === null || item === undefined) return;
  const others = [...controlsOf(item, control, 'nextElementSibling'), ...controlsOf(item, control, 'previousElementSibling')];
  focusOnceDrawn(() => (item.isConnected ? undefined : (others.find((each) => each.isConnected) ?? head())));
}

/** The controls of the items on one side of an item, the nearest first. */
function controlsOf(item: Element, control: string, side: 'nextElementSibling' | 'previousElementSibling'): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let each = item[side]; each !== null; each = each[side]) {
    const element = each.querySelector<HTMLElement>(control);
    if (element !== null) found.push(element);
  }
  return found;
}

/** A heading takes the focus, too, though no key leads to it. */
function giveFocus(target: HTMLElement): void {
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
}
