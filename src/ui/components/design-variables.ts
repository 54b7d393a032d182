// The components' own list: the names carry a hash that is different in each build, and the package `design-tokens` on the registry is
// of another build than these components, so that its names mean nothing here and its light fallbacks would show in dark mode too.
import * as tokens from '../../../node_modules/@cloudscape-design/components/internal/generated/styles/tokens.js';

const variables = {
  '--sb-text': tokens.colorTextBodyDefault,
  '--sb-text-soft': tokens.colorTextBodySecondary,
  '--sb-text-empty': tokens.colorTextEmpty,
  '--sb-text-placeholder': tokens.colorTextInputPlaceholder,
  '--sb-heading': tokens.colorTextHeadingDefault,
  '--sb-accent': tokens.colorTextAccent,
  '--sb-link': tokens.colorTextLinkDefault,
  '--sb-error': tokens.colorTextStatusError,
  '--sb-warning': tokens.colorTextStatusWarning,
  '--sb-success': tokens.colorTextStatusSuccess,
  '--sb-error-back': tokens.colorBackgroundStatusError,
  '--sb-error-border': tokens.colorBorderStatusError,
  '--sb-back': tokens.colorBackgroundContainerContent,
  '--sb-back-layout': tokens.colorBackgroundLayoutMain,
  '--sb-back-header': tokens.colorBackgroundContainerHeader,
  '--sb-back-cell': tokens.colorBackgroundCellShaded,
  '--sb-back-hover': tokens.colorBackgroundDropdownItemHover,
  '--sb-back-selected': tokens.colorBackgroundItemSelected,
  '--sb-back-code': tokens.colorBackgroundCodeView,
  '--sb-back-input': tokens.colorBackgroundInputDefault,
  '--sb-back-popover': tokens.colorBackgroundPopover,
  '--sb-line': tokens.colorBorderDividerDefault,
  '--sb-line-soft': tokens.colorBorderDividerSecondary,
  '--sb-line-input': tokens.colorBorderInputDefault,
  '--sb-line-control': tokens.colorBorderControlDefault,
  '--sb-focus': tokens.colorBorderItemFocused,
  '--sb-item-selected': tokens.colorBorderItemSelected,
  '--sb-mono': tokens.fontFamilyMonospace,
  '--sb-font': tokens.fontFamilyBase,
  '--sb-radius': tokens.borderRadiusInput,
  '--sb-radius-box': tokens.borderRadiusContainer,
} as const;

/**
 * Gives our own style sheets the design system's colours and sizes under stable names. They are set on `body`, where the design
 * system's own mode class stands, so that they follow it.
 */
export function defineDesignVariables(): void {
  for (const [name, value] of Object.entries(variables)) document.body.style.setProperty(name, value);
}
