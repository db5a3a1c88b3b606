/** The frame of the dashboard's page: strict CSP, our own two files, and nothing else. What it shows comes as messages, its language too. */
import { randomBytes } from 'node:crypto';
import { text } from '../../text/report/examination/htmlReport.ts';

export interface PageFiles {
  /** Addresses that the webview can load. */
  readonly script: string;
  readonly style: string;
  /** The webview's own. */
  readonly cspSource: string;
}

export function dashboardPage(title: string, { script, style, cspSource }: PageFiles): string {
  const nonce = randomBytes(16).toString('base64');
  const csp = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<link rel="stylesheet" href="${text(style)}">
</head>
<body>
<script nonce="${nonce}" src="${text(script)}"></script>
</body>
</html>`;
}
