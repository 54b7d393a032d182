import type { editor } from 'monaco-editor/editor/editor.api.js';

/**
 * Lets tools that write into the editor's text area from outside (voice control, password managers, test drivers) do what they do to
 * any text area. They select all of it and put text in; Monaco looks at neither: it keeps its own selection, and would indent and
 * close brackets as if the text were typed. Typing by a person is left alone: one character comes at a time.
 */
export function acceptWholeTextInput(instance: editor.IStandaloneCodeEditor): void {
  const node = instance.getDomNode();
  keepOutsideSelection(instance);
  // Selecting comes before focusing; Monaco puts its own selection back as soon as it has the focus.
  node?.addEventListener('focus', () => followWholeSelection(instance), { capture: true });
  node?.addEventListener('select', () => followWholeSelection(instance), { capture: true });
  node?.addEventListener('keydown', () => followWholeSelection(instance), { capture: true });
  node?.addEventListener('beforeinput', (event) => putText(instance, event), { capture: true });
}

function putText(instance: editor.IStandaloneCodeEditor, event: InputEvent): void {
  followWholeSelection(instance);
  const text = event.data;
  if (event.inputType !== 'insertText' || event.isComposing || text === null || text.length < 2) return;
  const range = instance.getSelection();
  if (range === null) return;
  event.preventDefault();
  event.stopPropagation();
  instance.pushUndoStop();
  instance.executeEdits('whole-text', [{ range, text, forceMoveMarkers: true }]);
  instance.pushUndoStop();
  const end = instance.getSelection()?.getEndPosition();
  if (end !== undefined) instance.setPosition(end);
}

/**
 * Monaco writes its own selection into the text area again at every frame that it draws. One that falls between the selecting from
 * outside and what follows it would undo the selecting; so only a selection that has moved in the editor is let through then.
 */
function keepOutsideSelection(instance: editor.IStandaloneCodeEditor): void {
  const area = textAreaOf(instance);
  if (!area) return;
  let known = instance.getSelection();
  instance.onDidChangeCursorSelection(({ selection }) => {
    known = selection;
  });
  area.setSelectionRange = (...range) => {
    const now = instance.getSelection();
    const moved = now === null || known === null || !now.equalsSelection(known);
    if (moved || !isSelectedFromOutside(instance, area)) HTMLTextAreaElement.prototype.setSelectionRange.apply(area, range);
  };
}

function followWholeSelection(instance: editor.IStandaloneCodeEditor): void {
  const area = textAreaOf(instance);
  const model = instance.getModel();
  if (area && model && isSelectedFromOutside(instance, area)) instance.setSelection(model.getFullModelRange());
}

/**
 * The text area holds the code, or a page of it. Where all of the text area is selected and Monaco's own selection is less, it was
 * selected from outside: then all of the code is meant.
 */
function isSelectedFromOutside(instance: editor.IStandaloneCodeEditor, area: HTMLTextAreaElement): boolean {
  const selection = instance.getSelection();
  if (selection === null || area.value === '') return false;
  if (area.selectionStart !== 0 || area.selectionEnd !== area.value.length) return false;
  return (instance.getModel()?.getValueLengthInRange(selection) ?? Infinity) < area.value.length;
}

function textAreaOf(instance: editor.IStandaloneCodeEditor): HTMLTextAreaElement | null | undefined {
  return instance.getDomNode()?.querySelector<HTMLTextAreaElement>('textarea.inputarea');
}
