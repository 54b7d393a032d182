// What every editor of a page shares: themes, keys, menus.
import 'monaco-editor/editor/standalone/browser/standaloneServices.js';
