// What lies between text and screen: lines as they are drawn, carets.
import 'monaco-editor/editor/common/cursor/cursor.js';
import 'monaco-editor/editor/common/viewModel/viewModelImpl.js';
