/** A line as it is read: without a terminal's control sequences, invisible characters, and the quotes of word processors. */

/**
 * CSI, OSC and the other strings (DCS, APC, PM, SOS), two-character escapes; what is not closed loses its introducer only
 * (ECMA-48; the marks of VS Code's shell integration are OSC 633).
 */
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]{0,8192}(?:\u0007|\u001b\\|\u009c)|\u001b[P_^X][^\u001b\u0007]{0,8192}(?:\u001b\\|\u0007)|\u001b[ -/]{0,4}[0-~]?/g;
const FORWARD = /\u001b\[(\d{0,3})C/g;
/** Controls but TAB, and the format characters that nothing shows. */
const INVISIBLE =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]|[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const PLAIN = /^[\t\u0020-\u007e]*$/;

/** Returns the lines that `text`, one line of a stream, shows: several where carriage returns overwrite one another. */
export function plainLines(text: string): string[] {
  if (PLAIN.test(text)) return [text];
  const shown =
    text.includes('\u001b') || text.includes('\u009b') || text.includes('\u009d') ? withoutEscapes(text) : text;
  const parts = shown.includes('\r') ? shown.split('\r').filter((part) => part !== '') : [shown];
  return (parts.length === 0 ? [''] : parts).map(withoutInvisible);
}

/** A console that draws instead of writing moves the cursor over blanks. */
function withoutEscapes(text: string): string {
  return text
    .replace(FORWARD, (_, count: string) => ' '.repeat(Math.min(Number(count || '1'), 80)))
    .replace(ESCAPES, '');
}

function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '').replace(/[\u00a0\u2007\u202f\u3000]/g, ' ');
}
