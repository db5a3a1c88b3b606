/** Connections that go wrong before there is any HTTP. */
import type { SocketHandler } from './service.ts';

/** Accepts, reads, and never says anything. */
export const silentSocket: SocketHandler = (socket) => {
  socket.resume();
};

/** RST as soon as the connection is accepted. */
export const resetSocket: SocketHandler = (socket) => {
  socket.resetAndDestroy();
};

/** Answers the first bytes with something that is not HTTP, and closes. */
export const junkSocket: SocketHandler = (socket) => {
  socket.once('data', () => socket.end('SSH-2.0-lab_1.0\r\n\u0001\u0002 not what you asked for\r\n\r\n'));
};

/** Answers the first bytes with a fatal TLS alert (protocol_version), as TLS servers do when plain HTTP comes in. */
export const tlsAlertSocket: SocketHandler = (socket) => {
  socket.once('data', () => socket.end(Buffer.from('15030100020246', 'hex')));
};
