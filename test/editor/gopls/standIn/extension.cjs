// The Go extension's part in our tests: it pins go's variables into the environment at its start, as the real one does, shows
// the diagnostics of the case in .vscode/gopls-case.json, and answers no question while that case never ends.
const { execFileSync } = require('node:child_process');
const { appendFileSync, readFileSync } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

const CASE = '.vscode/gopls-case.json';
const RESTARTS = '.vscode/gopls-restarts.jsonl';
/** ms for `go env`. */
const DEADLINE = 10_000;

exports.activate = (context) => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  pinVariables(folder.fsPath);
  const shown = vscode.languages.createDiagnosticCollection('go');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, CASE));
  let answering = { dispose() {} };
  const show = () => {
    const { ends, diagnostics } = readCase(folder.fsPath);
    // Anew, as after a start of gopls': VS Code keeps the answers of a provider as long as it is there.
    answering.dispose();
    answering = vscode.languages.registerDocumentSymbolProvider('go', {
      provideDocumentSymbols: (document) => (ends ? [symbolOf(document)] : new Promise(() => {})),
    });
    shown.clear();
    const files = new Set(diagnostics.map(({ file }) => file));
    for (const file of files) {
      const own = diagnostics.filter((one) => one.file === file);
      shown.set(vscode.Uri.joinPath(folder, file), own.map(diagnosticOf));
    }
  };
  show();
  const proxy = () => vscode.workspace.getConfiguration('go', folder).get('toolsEnvVars')?.GOPROXY ?? null;
  let last = proxy();
  context.subscriptions.push(
    shown,
    watcher,
    watcher.onDidChange(show),
    watcher.onDidCreate(show),
    watcher.onDidDelete(show),
    vscode.workspace.onDidChangeConfiguration(() => {
      const now = proxy();
      if (now === last) return;
      last = now;
      appendFileSync(path.join(folder.fsPath, RESTARTS), `${JSON.stringify({ GOPROXY: now })}\n`);
    }),
    { dispose: () => answering.dispose() },
  );
};

/** Whatever is not set: GOPROXY always has a value, so that it is set afterwards, and never again. */
function pinVariables(cwd) {
  const names = ['GOPATH', 'GOROOT', 'GOPROXY', 'GOBIN', 'GOMODCACHE'];
  const options = { cwd, encoding: 'utf8', timeout: DEADLINE };
  const values = JSON.parse(execFileSync('go', ['env', '-json', ...names], options));
  for (const name of names) if (!process.env[name] && values[name]) process.env[name] = values[name];
}

function readCase(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, CASE), 'utf8'));
  } catch {
    return { ends: true, diagnostics: [] };
  }
}

function diagnosticOf({ range: { start, end }, severity, code, source, message }) {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const diagnostic = new vscode.Diagnostic(range, message, (severity ?? 1) - 1);
  diagnostic.source = source;
  diagnostic.code = code;
  return diagnostic;
}

function symbolOf(document) {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  return new vscode.DocumentSymbol('main', '', vscode.SymbolKind.Function, all, all);
}
