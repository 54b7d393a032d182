// What the package offers to those who use it.
import 'monaco-editor/editor/editor.api.js';
