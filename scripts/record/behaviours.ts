/** What hosts answer, to compose scenarios of. */
import { type ArtefactKind, moduleAnswer, parseArtefact, textAnswer } from '../../test/lab/content/moduleAnswer.ts';
import type { LabModule } from '../../test/lab/content/modules.ts';
import type { Behaviour } from './scenario.ts';

const PAGE = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n';

/** A module proxy with everything, without a checksum database. */
export const healthy: Behaviour = ({ target, modules }) => moduleAnswer(modules, target);

/** The same status for everything; `body` is plain text. */
export function status(code: number, body = '', headers: Readonly<Record<string, string>> = {}): Behaviour {
  return () =>
    body === ''
      ? { status: code, headers: { 'content-type': 'text/html', ...headers }, body: Buffer.from('<h1>No</h1>\n') }
      : textAnswer(code, `${body}\n`, headers);
}

/** An HTML page for everything. */
export function html(code = 200): Behaviour {
  return () => ({ status: code, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(PAGE) });
}

/** A text with status 200. */
export function text(body: string): Behaviour {
  return () => textAnswer(200, body);
}

/** `behaviour` for the paths that `pattern` matches, `other` for the rest. */
export function where(pattern: RegExp, behaviour: Behaviour, other: Behaviour = healthy): Behaviour {
  return (ask) => (pattern.test(ask.target) ? behaviour(ask) : other(ask));
}

/** As `where`, by the kind of file that is asked for. */
export function whereKind(kind: ArtefactKind, behaviour: Behaviour, other: Behaviour = healthy): Behaviour {
  return (ask) => (parseArtefact(ask.target)?.kind === kind ? behaviour(ask) : other(ask));
}

/** `behaviour` below a path such as `/artifactory/api/go/go`; 404 elsewhere. */
export function below(path: string, behaviour: Behaviour): Behaviour {
  return (ask) =>
    ask.target.startsWith(`${path}/`)
      ? behaviour({ ...ask, target: ask.target.slice(path.length) })
      : textAnswer(404, 'no such repository\n');
}

/** A zip that is made of the true module. */
export function zip(make: (module: LabModule) => Buffer): Behaviour {
  return whereKind('zip', ({ target, modules }) => {
    const artefact = parseArtefact(target);
    const module = artefact === null ? undefined : modules.find(artefact.path, artefact.version);
    if (module === undefined) return textAnswer(404, 'not found\n');
    return { status: 200, headers: { 'content-type': 'application/zip' }, body: make(module) };
  });
}

/** A redirect; `to` makes the Location of the target. */
export function redirect(to: (target: string) => string): Behaviour {
  return ({ target }) => ({ status: 302, headers: { location: to(target) }, body: Buffer.alloc(0) });
}

/** Half of the answer, the length of all of it, and the end of the connection. */
export function cut(behaviour: Behaviour = healthy): Behaviour {
  return (ask) => {
    const answer = behaviour(ask);
    if (answer === null) return null;
    const { response } = ask;
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
    response.write(answer.body.subarray(0, answer.body.length >> 1), () => response.destroy());
    return null;
  };
}

/** No answer: the connection ends. */
export const hangUp: Behaviour = ({ request }) => {
  request.socket.destroy();
  return null;
};

/** A host that serves the checksum database at its root, as sum.golang.org does. */
export const database: Behaviour = ({ target, sumdb }) => sumdb.answer(target) ?? textAnswer(404, 'not found\n');

/** A module proxy that passes on the database; `spoil` answers what it matches instead. */
export function withDatabase(spoil?: RegExp, behaviour?: Behaviour): Behaviour {
  const through: Behaviour = (ask) => {
    const path = ask.target.replace(`/sumdb/${ask.sumdb.name}`, '');
    return path === '/supported' ? textAnswer(200, '') : database({ ...ask, target: path });
  };
  const all = where(/^\/sumdb\//, through);
  return spoil === undefined || behaviour === undefined ? all : where(spoil, behaviour, all);
}

/** The page that tells where a vanity path's repository is. */
export function goImport(content: string): Behaviour {
  const page = `<html><head><meta name="go-import" content="${content}"></head><body>go</body></html>\n`;
  return () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page) });
}
