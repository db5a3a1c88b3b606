/** A report's page: its frame, style and script, and the messages between the page and the extension. Strict CSP, theme colours only. */
import { randomBytes } from 'node:crypto';
import { text } from '../../../text/report/examination/htmlReport.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';

export type FromReport =
  | { readonly type: 'again' }
  | { readonly type: 'copy-markdown' }
  /** To write to somebody who does not read this window's language. */
  | { readonly type: 'copy-other-language' }
  | { readonly type: 'copy'; readonly text: string }
  /** A lettered remedy was pressed. */
  | { readonly type: 'apply'; readonly letter: string }
  /** A file that differs is to be opened, by its number in the report. */
  | { readonly type: 'open'; readonly file: number };

export type ToReport = { readonly type: 'busy'; readonly isBusy: boolean } | { readonly type: 'copied' };

export interface ReportPage {
  readonly title: string;
  /** The buttons' words: to look again, and while that lasts. */
  readonly again: string;
  readonly busy: string;
  /** Whether it can be copied in the other language too. */
  readonly otherLanguage?: boolean;
  /** Escaped HTML. */
  readonly body: string;
}

/** `cspSource` is the webview's. */
export function reportPage({ title, again, busy, otherLanguage = false, body }: ReportPage, cspSource: string): string {
  const nonce = randomBytes(16).toString('base64');
  const csp = `default-src 'none'; style-src 'nonce-${nonce}' ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${editorText.languageTag()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style nonce="${nonce}">${REPORT_STYLE}</style>
</head>
<body>
<div class="actions" role="toolbar" aria-label="${text(title)}">
<button id="again" data-busy="${text(busy)}">${text(again)}</button>
<button id="copy" class="secondary">${text(editorText.copyMarkdown())}</button>
${otherLanguage ? `<button id="copy-other" class="secondary">${text(editorText.copyOtherLanguage())}</button>` : ''}
<span id="status" role="status" aria-live="polite" data-copied="${text(editorText.copied())}"></span>
</div>
${body}
<script nonce="${nonce}">${REPORT_SCRIPT}</script>
</body>
</html>`;
}

/** Runs in the page, so plain JavaScript; it talks in FromReport and ToReport. */
const REPORT_SCRIPT = `
(() => {
  const vscode = acquireVsCodeApi();
  const again = document.getElementById('again');
  const status = document.getElementById('status');
  const label = again.textContent;
  again.addEventListener('click', () => vscode.postMessage({ type: 'again' }));
  document.getElementById('copy').addEventListener('click', () => vscode.postMessage({ type: 'copy-markdown' }));
  document.getElementById('copy-other')?.addEventListener('click', () => vscode.postMessage({ type: 'copy-other-language' }));
  for (const button of document.querySelectorAll('[data-apply]')) {
    button.addEventListener('click', () => vscode.postMessage({ type: 'apply', letter: button.dataset.apply }));
  }
  for (const button of document.querySelectorAll('[data-open]')) {
    button.addEventListener('click', () => vscode.postMessage({ type: 'open', file: Number(button.dataset.open) }));
  }
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', () => vscode.postMessage({ type: 'copy', text: button.dataset.copy }));
  }
  window.addEventListener('message', ({ data }) => {
    if (data.type === 'busy') {
      again.disabled = data.isBusy;
      again.textContent = data.isBusy ? again.dataset.busy : label;
      status.textContent = '';
    } else if (data.type === 'copied') {
      status.textContent = status.dataset.copied;
    }
  });
})();
`;

const REPORT_STYLE = `
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); color: var(--vscode-foreground); background: var(--vscode-editor-background); max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; line-height: 1.5; }
.actions { display: flex; gap: .5rem; align-items: center; flex-wrap: wrap; margin-bottom: 1.25rem; }
button { font: inherit; color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, transparent); padding: .15rem .8rem; border-radius: 4px; cursor: pointer; }
button:hover { background: var(--vscode-button-hoverBackground); }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
button:disabled { opacity: .6; cursor: default; }
button.secondary, button.small { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
button.secondary:hover, button.small:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.small { padding: 0 .5rem; font-size: .9em; }
h1 { font-size: 1.35em; font-weight: 600; margin: .25rem 0 1rem; line-height: 1.35; }
h2 { font-size: 1.05em; font-weight: 600; margin: 1.75rem 0 .5rem; }
.context, .quiet { color: var(--vscode-descriptionForeground); }
.context { margin: 0; }
code { font-family: var(--vscode-editor-font-family); font-size: .95em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-editorWidget-border, transparent)); }
thead th { font-weight: 400; color: var(--vscode-descriptionForeground); border-bottom-color: var(--vscode-foreground); }
tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 9rem; }
.phases { font-variant-numeric: tabular-nums; color: var(--vscode-descriptionForeground); }
.mark { display: inline-block; width: 1.2em; font-weight: 700; }
.good { color: var(--vscode-charts-green, var(--vscode-testing-iconPassed)); }
.bad { color: var(--vscode-errorForeground); }
.warning { color: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow)); }
.neutral { color: var(--vscode-descriptionForeground); }
ol { padding-left: 1.5rem; margin: 0; } ol li { margin-bottom: .75rem; }
ul.also { list-style: none; padding: 0; margin: 0; } ul.also li { display: flex; margin-bottom: .6rem; } ul.also .mark { flex: none; }
.command { display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; margin: .15rem 0; }
table.hashes code { font-size: .8em; background: none; padding: 0; color: inherit; }
table.hashes td.bad { font-weight: 600; }
table.hashes td:last-child { min-width: 7rem; }
ul.files { padding-left: 1.25rem; margin: 0; } ul.files li { margin-bottom: .75rem; }
pre { margin: .35rem 0 0; padding: .4rem .6rem; overflow-x: auto; background: var(--vscode-textCodeBlock-background); }
.gone { background: var(--vscode-diffEditor-removedTextBackground); } .come { background: var(--vscode-diffEditor-insertedTextBackground); }
footer { margin-top: 2rem; }
@media (max-width: 40rem) { table, tbody, tr, td, tbody th { display: block; border: 0; padding: .1rem 0; } thead { display: none; } tbody td:first-child, tbody th { display: inline-block; padding-right: .4rem; } tr { border-bottom: 1px solid var(--vscode-widget-border, transparent); padding: .5rem 0; } }
`;
