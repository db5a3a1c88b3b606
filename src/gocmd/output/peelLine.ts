/** Takes off a line what was put before it: times, builders' and services' names, prompts, quotation marks, bullets. */

export interface PeeledLine {
  readonly text: string;
  /** What stood before it. */
  readonly prefix: string;
}

const TIME = String.raw`\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AP]M)?(?:Z|[+-]\d\d:?\d\d)?`;
const DATE_TIME = String.raw`\d{4}[-/.]\d\d[-/.]\d\d[T ]${TIME}(?: ?(?:UTC|GMT|[+-]\d{4}|[A-Z]{3,4}))?`;

/** Each takes one blank with it and leaves what follows as it is: a TAB there begins a continuation line. */
const DECORATIONS: readonly RegExp[] = [
  new RegExp(
    String.raw`^ {0,8}[[("]?(?:${DATE_TIME}|\d\d/\d\d/\d{4}[ ,]+${TIME}|${TIME})[\])"]?(?:[WEFiN]?:)? ?(?=\S|\t|$| )`,
  ),
  // Syslog, klog, zap's and logrus's heads.
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?: [\w.-]{1,80} [\w./@-]{1,80}(?:\[\d+\])?:)? ?/,
  /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ [\w.-]+:\d+\] ?/,
  // BuildKit (`#12 3.456 `, `=> => # `, `12.34 ` in the summary), buildah, Kaniko.
  /^#\d{1,4} (?:\d+\.\d+ )?(?:(?:ERROR|WARN|CANCELED): ?)?/,
  /^ {0,4}(?:=> ){1,3}(?:# ?|ERROR )?/,
  /^\d{1,5}\.\d{1,4} (?=\S|\t)/,
  // Compose, Kubernetes, foreman; `stdout F ` of the container runtime's logs.
  /^[\w./-]{1,60} {0,30}[|│] ?(?=\S|\t|$)/,
  /^(?:stdout|stderr) [FP] /,
  /^\d\d[OE][+ ]/,
  // `[ERROR] `, `[build] `, `[Step 1/3] `, `[pod/x] `, `[Error - 12:00:00] `.
  /^ {0,4}\[[\w .:/@#=,+-]{1,80}\][:|]?(?: |(?=\t))/,
  /^##(?:\[[\w-]+\])|^::(?:error|warning|notice|debug)[^:]{0,200}::/,
  /^(?:ERROR|ERRO|ERR|FATAL|FATA|WARNING|WARN|INFO|DEBUG|Error|error|err|E)(?:\[\d+\])?(?::|!| \|| -|(?<=\])|(?<=[A-Z]{4})(?= )) ?/,
  /^(?:stderr|stdout|output|Output|message|msg)(?: ?[:=>|]) ?/,
  // nix (`name> `), turbo and others (`web:build: `).
  /^[\w.+-]{1,60}> (?=\S|\t)/,
  /^[\w@./-]{1,40}:[\w:-]{1,40}: (?=go: |\t)/,
  // Quotes, bullets, arrows, marks; a diff's signs where a message follows at once.
  /^ {0,6}[>|│┃┆*•·‣▶▸●○◦⎿└├─╰❯×✗✘✖⨯✕❌⚠➜→»–—-]\uFE0F? (?=\S|\t)/,
  /^ {0,3}>(?=\S|\t)/,
  /^[+-](?=go: |\t|[\w./-]+@v)/,
  /^(?:\/\/|#|--|;) (?!get )(?=\S)/,
  /^ {0,4}(?:```|`|'|"|<(?:pre|code|p|li|td|blockquote)>)(?=\S)/,
  // Prompts.
  /^PS [A-Za-z]:\\[^>\n]{0,200}> ?/,
  /^[A-Za-z]:\\[^>\n"|]{0,200}>/,
  /^[^\s:$#%>]{1,60}[@:][^$#%>\n]{1,120}[$#%❯] /,
  /^(?:➜|❯|λ) {1,2}\S{1,60}(?: git:\([^)\n]{1,60}\))?(?: ✗)? /,
  /^(?:\([^)\n]{1,30}\) )?[$%❯+] (?=\S)/,
  /^(?:run|cmd|exec)(?:\.go)?: (?=go: )/,
];
const MOST = 8;

/** Returns the line without its decorations. Total; each is looked for at the beginning only. */
export function peelLine(line: string): PeeledLine {
  let at = 0;
  for (let round = 0; round < MOST; round++) {
    const rest = line.slice(at, at + 400);
    let width = 0;
    // What go itself writes first must not be taken for a decoration.
    if (/^\s|^go|^[a-z]/.test(rest) && !/[|>:#@$%]|^\s/.test(rest.slice(0, 80))) break;
    if (/^(?:go(?: [a-z]+){0,2}: |[\w./~+-]+@[\w.+-]+(?:\/go\.mod)?: )/.test(rest)) break;
    for (const decoration of DECORATIONS) {
      width = decoration.exec(rest)?.[0].length ?? 0;
      if (width > 0) break;
    }
    if (width === 0) break;
    at += width;
  }
  return { text: line.slice(at), prefix: line.slice(0, at) };
}
