/** The server behind the caIssuers URL of the certificate that comes without its chain. */
import http from 'node:http';
import { type Listener, listen } from './listener.ts';

export interface Issuer {
  readonly listener: Listener;
  readonly url: string;
  /** Sets what the URL answers: the DER of a certificate. The URL must exist before the certificate that names it. */
  serve(certificate: Buffer): void;
}

/** Starts the server; it answers 404 until `serve` is called. */
export async function startIssuer(): Promise<Issuer> {
  let certificate: Buffer | null = null;
  const server = http.createServer((_request, response) => {
    response.writeHead(certificate === null ? 404 : 200, { 'content-type': 'application/pkix-cert' });
    response.end(certificate ?? undefined);
  });
  const listener = await listen((socket) => server.emit('connection', socket));
  return {
    listener,
    url: `http://127.0.0.1:${listener.port}/intermediate.cer`,
    serve: (der) => {
      certificate = der;
    },
  };
}
