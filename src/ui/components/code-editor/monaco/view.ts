// What is drawn.
import 'monaco-editor/editor/browser/view.js';
