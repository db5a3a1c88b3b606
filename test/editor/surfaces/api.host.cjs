// Runs inside the extension host: what other extensions get from `activate`.
const assert = require('node:assert/strict');
const { setTimeout: pause } = require('node:timers/promises');
const vscode = require('vscode');

exports.run = async () => {
  const extension = vscode.extensions.getExtension('go-proxy-doctor.go-proxy-doctor');
  assert.ok(extension, 'the extension has its id');
  const api = await extension.activate();
  assert.equal(api.apiVersion, 1);
  await api.ready;
  assert.ok((await vscode.commands.getCommands()).includes('goProxy.diagnose'));

  let snapshot = api.snapshot();
  for (const end = Date.now() + 20_000; snapshot.state === 'checking' && Date.now() < end; snapshot = api.snapshot()) {
    await pause(50);
  }
  assert.equal(snapshot.state, 'degraded');
  assert.equal(snapshot.schema, 1);
  assert.deepEqual(snapshot.verdict, { ok: true, servedBy: 1, code: null, detail: null, entry: 1 });
  assert.deepEqual(
    snapshot.entries.map(({ index, ok, code, go }) => [index, ok, code, go]),
    [
      [0, false, 'server-error', 'falls-through'],
      [1, true, null, 'serves'],
    ],
  );
  assert.ok(snapshot.findings[0].remedies.length > 0);
  assert.ok(!JSON.stringify(snapshot).includes('s3cr3t'), 'no secret leaves');
};
