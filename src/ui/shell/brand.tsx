/** The mark and name of the app. */
export function Brand() {
  return (
    <span className="sb-brand">
      <svg className="sb-brand-mark" viewBox="0 0 32 32" aria-hidden>
        <rect x="2" y="2" width="28" height="28" rx="8" className="sb-brand-back" />
        <path d="M8 21.5c3-3.4 5.4-3.4 8 0s5 3.4 8 0" className="sb-brand-line" />
        <path d="M8 14.5c3-3.4 5.4-3.4 8 0s5 3.4 8 0" className="sb-brand-line" opacity="0.65" />
      </svg>
      Sandbank
    </span>
  );
}
