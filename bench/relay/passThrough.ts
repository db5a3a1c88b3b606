// The physical limit: a relay that does nothing but pass on, with node:http and nothing of ours. Speaks over IPC.
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

const agent = new Agent({ keepAlive: true });
const target = new URL(process.argv[2] ?? '');

const server = createServer((asked, response) => {
  const options = { agent, host: target.hostname, port: target.port, path: asked.url, headers: { host: target.host } };
  const upstream = request(options, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, response, () => undefined);
  });
  upstream.once('error', () => response.destroy());
  upstream.end();
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('disconnect', () => process.exit());
