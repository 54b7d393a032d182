import { editor } from 'monaco-editor/editor/editor.api.js';
import { StandaloneServices } from 'monaco-editor/editor/standalone/browser/standaloneServices.js';
import { IAccessibilityService } from 'monaco-editor/platform/accessibility/common/accessibility.js';

/** What the first editor would make for itself, all in the task that makes it; each is for a task of its own. */
export const warmingSteps: readonly (() => void)[] = [
  () => void StandaloneServices.get(IAccessibilityService),
  () => editor.addKeybindingRules([]),
  () => editor.createModel('', 'plaintext').dispose(),
];
