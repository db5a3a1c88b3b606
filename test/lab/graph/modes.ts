/** How a port of the graph server can behave. */

export const MODES = ['healthy', 'silent', 'body-stall', 'reset', 'status-500', 'html-200'] as const;
export type Mode = (typeof MODES)[number];

/** How many ports can be told to change. */
export const CHANGING = 3;
