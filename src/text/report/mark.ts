/** How something does, at a glance. A sign and a word go with it wherever it is shown: colour is never the only difference. */
export type Mark = 'good' | 'bad' | 'warning' | 'neutral';

export const MARK_SIGNS: Readonly<Record<Mark, string>> = { good: '✓', bad: '✗', warning: '!', neutral: '·' };
