// What Monaco computes beside the page: word-based suggestions, hidden characters, links between edits.
import 'monaco-editor/editor/editor.worker.js';
import { sealScope } from '../../../core/seal-scope.ts';

sealScope(self);
