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
  const until = async (isSo) => {
    for (const end = Date.now() + 30_000; !isSo(snapshot) && Date.now() < end; snapshot = api.snapshot())
      await pause(50);
  };
  await until(({ state }) => state !== 'checking');
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

  // A failure is repeated before the entry is called down.
  const states = () => snapshot.health.entries.map(({ index, state, code }) => [index, state, code]);
  await until(({ health }) => health.entries[0].state === 'down');
  assert.deepEqual(states(), [
    [0, 'down', 'server-error'],
    [1, 'up', null],
  ]);
  const [first, second] = snapshot.health.entries;
  assert.deepEqual([first.errorRate, first.p50, second.errorRate], [1, null, 0]);
  assert.ok(first.looks >= 3 && second.p50 > 0 && second.p95 >= second.p50);
  for (const at of [first.since, first.lastFailure.at]) assert.equal(new Date(at).toISOString(), at);
  const [incident] = snapshot.health.incidents;
  assert.deepEqual([incident.entry, incident.code, incident.end], [0, 'server-error', null]);
  assert.equal(snapshot.health.failover, null, 'entries that are not known as public mirrors are private');
  assert.ok(snapshot.health.usage.requests > 0 && snapshot.health.usage.bytes > 0);
  assert.ok(!JSON.stringify(snapshot).includes('s3cr3t'), 'nor then');
};
