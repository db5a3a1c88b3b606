/** Enough of the Language Server Protocol to hear what gopls says of a folder: JSON-RPC over its stdin and stdout. */
import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export interface LspDiagnostic {
  readonly range: { readonly start: LspPosition; readonly end: LspPosition };
  /** 1 error, 2 warning, 3 information, 4 hint. */
  readonly severity?: number;
  readonly code?: string | number;
  readonly source?: string;
  readonly message: string;
}

export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** A step of a progress item of gopls'. */
export interface Progress {
  readonly kind: 'begin' | 'report' | 'end';
  readonly title?: string;
  readonly message?: string;
}

const HEADER_END = '\r\n\r\n';

export class LspClient {
  /** The latest of each file, by its URI. */
  readonly diagnostics = new Map<string, readonly LspDiagnostic[]>();
  readonly progress: Progress[] = [];
  /** performance.now() of the last message. */
  heardAt = performance.now();
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number | string, (result: unknown) => void>();
  #input: Buffer = Buffer.alloc(0);
  #ids = 0;

  constructor(command: string, cwd: string, env: NodeJS.ProcessEnv) {
    // A process group of its own: a go command that waits for ever ends with it.
    this.#child = spawn(command, ['serve'], { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  /** Resolves when gopls has the folder; loading it goes on. */
  async open(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
    const uri = pathToFileURL(folder).href;
    await this.request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'shop' }],
      capabilities: {
        window: { workDoneProgress: true },
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true } },
      },
    });
    this.#send({ method: 'initialized', params: {} });
    for (const [name, text] of Object.entries(files)) {
      const languageId = name.endsWith('.go') ? 'go' : 'go.mod';
      const textDocument = { uri: `${uri}/${name}`, languageId, version: 1, text };
      this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
    }
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#ids;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  kill(): void {
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL');
  }

  #send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#child.stdin?.write(`Content-Length: ${body.length}${HEADER_END}`);
    this.#child.stdin?.write(body);
  }

  #read(chunk: Buffer): void {
    this.#input = Buffer.concat([this.#input, chunk]);
    for (;;) {
      const headers = this.#input.indexOf(HEADER_END);
      if (headers < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#input.toString('latin1', 0, headers))?.[1] ?? 0);
      const start = headers + HEADER_END.length;
      if (this.#input.length < start + length) return;
      const body = this.#input.toString('utf8', start, start + length);
      this.#input = this.#input.subarray(start + length);
      this.#hear(JSON.parse(body) as Message);
    }
  }

  #hear({ id, method, params, result }: Message): void {
    this.heardAt = performance.now();
    if (method === undefined) {
      if (id !== undefined) this.#waiting.get(id)?.(result);
      return;
    }
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: LspDiagnostic[] };
      this.diagnostics.set(uri, diagnostics);
    }
    if (method === '$/progress') this.progress.push((params as { value: Progress }).value);
    // A question of gopls': no settings of ours, and nothing against what it wants.
    if (id !== undefined) {
      const items = (params as { items?: unknown[] } | undefined)?.items ?? [];
      this.#send({ id, result: method === 'workspace/configuration' ? items.map(() => null) : null });
    }
  }
}
