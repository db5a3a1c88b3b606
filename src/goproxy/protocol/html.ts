/** Tells an HTML page from what the protocol sends: the sign of a captive portal, a login page or a web server's fallback. */

/** No prologue is longer; beyond it nothing is looked for. */
const LIMIT = 64 * 1024;
/** Tags that open pages (after the list of mimesniff.spec.whatwg.org §7.1); each ends in a blank, `/` or `>`. */
const OPENING =
  /^<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|base|iframe|center|div|span|table|form|font|h1|h2|h3|p|a|b|br|img)(?=[\s/>]))/i;

/** Reports whether `body` begins like an HTML page, after a BOM, blanks, comments and an XML declaration. Linear. */
export function looksLikeHtml(body: Uint8Array): boolean {
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, LIMIT)).toString('utf8');
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : null;
    if (end === null) return OPENING.test(text.slice(at, at + 256));
    const close = text.indexOf(end, at + 2);
    // A comment that does not end here: nothing of the protocol begins with one.
    if (close < 0) return end === '-->';
    at = close + end.length;
  }
}
