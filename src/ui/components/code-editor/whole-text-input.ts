import type { editor } from 'monaco-editor/editor/editor.api.js';

/**
 * Lets tools that write into the editor's text area from outside (voice control, password managers, test drivers) do what they do to
 * any text area. They select all of it and put text in; Monaco looks at neither: it keeps its own selection, and would indent and
 * close brackets as if the text were typed. Typing by a person is left alone: one character comes at a time.
 */
export function acceptWholeTextInput(instance: editor.IStandaloneCodeEditor): void {
  const node = instance.getDomNode();
  // Selecting comes before focusing; Monaco puts its own selection back as soon as it has the focus.
  node?.addEventListener('focus', () => followWholeSelection(instance), { capture: true });
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
 * The text area holds the code, or a page of it. Where all of the text area is selected and Monaco's own selection is less, it was
 * selected from outside: then all of the code is meant.
 */
function followWholeSelection(instance: editor.IStandaloneCodeEditor): void {
  const area = instance.getDomNode()?.querySelector<HTMLTextAreaElement>('textarea.inputarea');
  const model = instance.getModel();
  const selection = instance.getSelection();
  if (!area || model === null || selection === null || area.value === '') return;
  if (area.selectionStart !== 0 || area.selectionEnd !== area.value.length) return;
  if (model.getValueLengthInRange(selection) < area.value.length) instance.setSelection(model.getFullModelRange());
}
