/** The window behind a webview's page: VS Code gives it once. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** `State` is what a page keeps of itself: VS Code gives it back when the page is loaded again, after a reload of the window too. */
export class Page<Incoming, Outgoing, State extends object> {
  readonly #api = acquireVsCodeApi();

  /** Null in a page that has kept nothing. */
  get state(): Partial<State> | null {
    const state = this.#api.getState();
    return typeof state === 'object' ? state : null;
  }

  keep(state: State): void {
    this.#api.setState(state);
  }

  send(message: Outgoing): void {
    this.#api.postMessage(message);
  }

  onMessage(receive: (message: Incoming) => void): void {
    addEventListener('message', ({ data }: MessageEvent<Incoming>) => receive(data));
  }
}
