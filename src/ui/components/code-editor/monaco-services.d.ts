// What the package does not declare of its own modules.

declare module 'monaco-editor/editor/standalone/browser/standaloneServices.js' {
  export const StandaloneServices: { get(id: unknown): unknown };
}

declare module 'monaco-editor/platform/accessibility/common/accessibility.js' {
  export const IAccessibilityService: unknown;
}
