/** The checks of an examination, in their order. Progress tells which one runs; its words are in text/. */
export const CHECKS = ['go', 'settings', 'workspace', 'list', 'entries', 'network', 'database'] as const;

export type Check = (typeof CHECKS)[number];

export type Progress =
  | { readonly check: Check }
  /** An entry has answered or failed. */
  | { readonly check: 'entries'; readonly answered: number; readonly of: number };
