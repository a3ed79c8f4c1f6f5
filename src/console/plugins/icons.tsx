import type { ReactElement } from 'react';

/** An eye behind a clasp: what is seen, and what is not. */
export const DisclosureIcon = (): ReactElement => (
  <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10Z" />
    <circle cx="10" cy="10" r="2.5" />
  </svg>
);

export const SavedIcon = (): ReactElement => (
  <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M5 2.5h10v15l-5-3.5-5 3.5z" strokeLinejoin="round" />
  </svg>
);
