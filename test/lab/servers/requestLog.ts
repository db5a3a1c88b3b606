/** What one server of the lab saw: for tests that count. */
export interface LabRequest {
  readonly method: string;
  /** The request target as sent: path and query; for a forward proxy the authority or the whole URL. */
  readonly path: string;
  /** Wall time in ms since the epoch. */
  readonly time: number;
}

export class RequestLog {
  #requests: LabRequest[] = [];
  #connections = 0;

  get requests(): readonly LabRequest[] {
    return this.#requests;
  }

  /** TCP connections accepted; a black hole and a refused port accept none. */
  get connections(): number {
    return this.#connections;
  }

  connected(): void {
    this.#connections += 1;
  }

  sawRequest(method: string, path: string): void {
    this.#requests.push({ method, path, time: Date.now() });
  }

  /** Notes the request line that `bytes` begin with, where they do: for servers that speak no HTTP themselves. */
  sawBytes(bytes: Buffer): void {
    const line = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r\n/.exec(bytes.toString('latin1', 0, 4096));
    if (line?.[1] !== undefined && line[2] !== undefined) this.sawRequest(line[1], line[2]);
  }

  clear(): void {
    this.#requests = [];
    this.#connections = 0;
  }
}
