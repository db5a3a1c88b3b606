/** SGR colours for a terminal. */
const CODES = { bold: [1, 22], green: [32, 39], red: [31, 39], yellow: [33, 39], gray: [90, 39] } as const;

/** Returns `text` in a style where `isOn`, else as it is. */
export function styleText(isOn: boolean, style: keyof typeof CODES, text: string): string {
  const [begin, end] = CODES[style];
  return isOn ? `\u001b[${begin}m${text}\u001b[${end}m` : text;
}
