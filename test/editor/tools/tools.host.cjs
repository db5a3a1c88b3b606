// Runs inside the extension host: the language-model tools, called as an agent's extension calls them, and the problem matchers on a task.
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const vscode = require('vscode');

const { BROKEN, HEALTHY } = process.env;

exports.run = async () => {
  const call = async (name, input, token) => {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
    const [text, json] = content.map(({ value }) => value);
    return { text, json, document: JSON.parse(json) };
  };
  const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('goproxy_'));
  assert.deepEqual(names.sort(), ['goproxy_classify', 'goproxy_diagnose', 'goproxy_use']);

  const output = `go: example.test/a@v1.0.0: Get "${BROKEN}/example.test/a/@v/v1.0.0.info": dial tcp 127.0.0.1:1: connect: connection refused`;
  const read = await call('goproxy_classify', { output, goproxy: `${BROKEN}|${HEALTHY}` });
  assert.deepEqual(
    read.document.failures.map(({ code, module, entry }) => [code, module, entry]),
    [['refused', 'example.test/a', 0]],
  );
  assert.ok(!JSON.stringify(read).includes('s3cr3t'), 'no secret leaves');

  await diagnoses(call);
  await refuses(call);
  await changes(call);
  await tasks();
};

async function diagnoses(call) {
  const seen = await call('goproxy_diagnose', {});
  assert.deepEqual(seen.document.verdict, { ok: true, servedBy: 1, code: null, detail: null, entry: 1 });
  assert.match(seen.text, /127\.0\.0\.1/);
  assert.ok(!JSON.stringify(seen).includes('s3cr3t'), 'nor here');
  const other = await call('goproxy_diagnose', { goproxy: HEALTHY, modules: ['example.test/b@v1.0.0'], quick: true });
  assert.deepEqual([other.document.verdict.ok, other.document.environment.origin], [true, 'argument']);
}

async function refuses(call) {
  for (const [name, input, words] of [
    ['goproxy_classify', {}, /output/],
    ['goproxy_diagnose', { modules: ['../x'] }, /not a module/],
    ['goproxy_use', { list: 'off' }, /scope/],
    ['goproxy_use', { list: 'ftp://u:s3cr3t@b.test', scope: 'workspace' }, /b\.test/],
    ['goproxy_use', { first: 9, scope: 'workspace' }, /cannot be moved/],
  ]) {
    await assert.rejects(call(name, input), (error) => {
      assert.match(String(error), words);
      assert.doesNotMatch(String(error), /s3cr3t/);
      return true;
    });
  }
  const cancelled = new vscode.CancellationTokenSource();
  const running = call('goproxy_diagnose', { goproxy: process.env.SILENT }, cancelled.token);
  cancelled.cancel();
  await assert.rejects(running);
}

/** In tests VS Code agrees to every question by itself; toolQuestion.test.ts reads them, confirm.test.ts answers them. */
async function changes(call) {
  const { fsPath } = vscode.workspace.workspaceFolders[0].uri;
  const settings = path.join(fsPath, '.vscode', 'settings.json');
  const before = readFileSync(settings, 'utf8');
  const used = await call('goproxy_use', { first: 1, scope: 'workspace' });
  const { change } = used.document;
  assert.deepEqual([change.scope, change.before, change.masked], ['workspace', null, false]);
  assert.ok(change.after.startsWith(`${HEALTHY},http`) && !used.json.includes('s3cr3t'));
  assert.match(used.text, /Undo Last Change/);
  assert.ok(vscode.workspace.getConfiguration().get('go.goproxy').startsWith(`${HEALTHY},http`));
  await vscode.commands.executeCommand('goProxy.undo');
  assert.equal(readFileSync(settings, 'utf8'), before);

  const { GOENV } = process.env;
  const stored = await call('goproxy_use', { list: HEALTHY, scope: 'user' });
  // The environment of this window names another list.
  assert.deepEqual([stored.document.change.masked, stored.document.change.after], [true, HEALTHY]);
  const env = { ...process.env, GOPROXY: '' };
  assert.equal(execFileSync('go', ['env', 'GOPROXY'], { env, encoding: 'utf8' }).trim(), HEALTHY);
  await vscode.commands.executeCommand('goProxy.undo');
  assert.ok(!existsSync(GOENV) || !readFileSync(GOENV, 'utf8').includes('GOPROXY'));
}

const REFUSED =
  'go: example.test/a@v1.0.0: Get "http://127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused';

/** The tasks are those of tasks.json: the way that README.md shows. */
async function tasks() {
  const folder = vscode.workspace.workspaceFolders[0];
  writeFileSync(
    path.join(folder.uri.fsPath, 'printed.txt'),
    [
      'go: downloading example.test/b v1.0.0',
      REFUSED,
      'verifying example.test/b@v1.0.0: checksum mismatch',
      './main.go:5:2: undefined: fmt.Foo',
      'go.mod:3: invalid go version',
      `${folder.uri.fsPath}/go.mod:5:9: invalid module version`,
      '',
    ].join('\n'),
  );
  await finds('download', 'go.mod', [
    [0, REFUSED.slice('go: '.length)],
    [0, 'verifying example.test/b@v1.0.0: checksum mismatch'],
    [2, 'invalid go version'],
    [4, 'invalid module version'],
  ]);
  await finds('download in sub', 'sub/go.mod', [
    [0, REFUSED.slice('go: '.length)],
    [0, 'verifying example.test/b@v1.0.0: checksum mismatch'],
  ]);
}

async function finds(label, file, wanted) {
  const task = (await vscode.tasks.fetchTasks()).find(({ name }) => name === label);
  await vscode.tasks.executeTask(task);
  const place = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, file);
  const problems = () => vscode.languages.getDiagnostics(place).filter(({ source }) => source === 'go proxy');
  for (const end = Date.now() + 20_000; problems().length < wanted.length && Date.now() < end; ) await pause(50);
  assert.deepEqual(
    problems()
      .map(({ message, range }) => [range.start.line, message])
      .sort(),
    wanted.sort(),
  );
}
