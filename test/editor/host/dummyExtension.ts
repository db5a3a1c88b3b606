// A throw-away extension with a workspace, to try the harness on.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface DummyExtension {
  readonly extensionPath: string;
  /** A workspace with a go.mod. */
  readonly folder: string;
  /** In-host tests: pass, or fail where DUMMY_FAILS is set. */
  readonly testsPath: string;
  remove(): Promise<void>;
}

/** Writes the extension: an item that echoes the setting `dummy.word`, a webview with a script, a diagnostic, a log. */
export async function makeDummyExtension(): Promise<DummyExtension> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'go-proxy-doctor-dummy-')));
  const files = { 'ext/package.json': JSON.stringify(manifest), 'ext/extension.js': extension, 'ext/tests.js': tests };
  for (const [name, text] of Object.entries({ ...files, 'work/go.mod': 'module example.com/dummy\n\ngo 1.26\n' })) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return {
    extensionPath: join(root, 'ext'),
    folder: join(root, 'work'),
    testsPath: join(root, 'ext', 'tests.js'),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

const manifest = {
  name: 'dummy',
  publisher: 'test',
  version: '0.0.1',
  engines: { vscode: '^1.103.0' },
  main: './extension.js',
  // The glob is what the search program (ripgrep) of the host must answer.
  activationEvents: ['workspaceContains:**/go.mod'],
  capabilities: { untrustedWorkspaces: { supported: true } },
  contributes: {
    commands: [
      { command: 'dummy.log', title: 'Show Log', category: 'Dummy' },
      { command: 'dummy.view', title: 'Open View', category: 'Dummy' },
      { command: 'dummy.viewAgain', title: 'Open View Again', category: 'Dummy' },
    ],
    configuration: { properties: { 'dummy.word': { type: 'string', default: 'unset' } } },
  },
};

const extension = `
const vscode = require('vscode');
exports.activate = (context) => {
  console.log('dummy: GOPROXY is', process.env.GOPROXY);
  const item = vscode.window.createStatusBarItem('item', vscode.StatusBarAlignment.Left, 1);
  item.tooltip = new vscode.MarkdownString('**Tip** of the dummy');
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  const show = () => {
    const word = vscode.workspace.getConfiguration('dummy').get('word');
    item.text = '$(pass) Dummy ' + word + ', trusted: ' + vscode.workspace.isTrusted;
    item.accessibilityInformation = { label: 'Label of the dummy' };
  };
  show();
  item.show();
  const log = vscode.window.createOutputChannel('Dummy Log', { log: true });
  log.info('a line of the log');
  const problems = vscode.languages.createDiagnosticCollection('dummy');
  const problem = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 6), 'A problem of the dummy', 1);
  problem.source = 'dummy';
  problem.code = 'stall';
  problems.set(vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'go.mod'), [problem]);
  const view = () => {
    const panel = vscode.window.createWebviewPanel('dummy', 'Dummy', vscode.ViewColumn.One, { enableScripts: true });
    panel.webview.html = '<!doctype html><h1>before</h1><script>document.querySelector("h1").textContent = "by script"</script>';
  };
  context.subscriptions.push(item, log, problems,
    vscode.workspace.onDidChangeConfiguration(show), vscode.workspace.onDidGrantWorkspaceTrust(show),
    vscode.commands.registerCommand('dummy.view', view),
    vscode.commands.registerCommand('dummy.log', () => log.show()),
    vscode.commands.registerCommand('dummy.viewAgain', () => {
      throw new Error('the wrong command was run');
    }));
};
`;

const tests = `
const vscode = require('vscode');
exports.run = async () => {
  if (!vscode.workspace.isTrusted) throw new Error('the workspace is not trusted');
  console.log('in the host: VS Code ' + vscode.version);
  if (process.env.DUMMY_FAILS) throw new Error('failed as told');
};
`;
