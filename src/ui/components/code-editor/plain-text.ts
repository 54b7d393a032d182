const LINE_HEIGHT = 20;

/** Puts the caret at the start of a line (from 1) of a text area, or at a column (from 1) of it, and scrolls there. */
export function goToLineOf(area: HTMLTextAreaElement | null, line: number, position = 1): void {
  if (area === null) return;
  let at = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const next = area.value.indexOf('\n', at);
    if (next === -1) break;
    at = next + 1;
  }
  const end = area.value.indexOf('\n', at);
  at = Math.min(at + position - 1, end === -1 ? area.value.length : end);
  area.focus();
  area.setSelectionRange(at, at);
  area.scrollTop = Math.max(0, (line - 4) * LINE_HEIGHT);
}
