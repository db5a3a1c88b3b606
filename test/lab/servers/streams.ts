/** HTTP/2 exchanges that go wrong in the framing. */
import { constants, type ServerHttp2Stream } from 'node:http2';
import type { StreamHandler } from './service.ts';

/** Headers, half of the body, then RST_STREAM INTERNAL_ERROR: what GO-MIRROR's users see in mid-zip. */
export const streamError: StreamHandler = ({ response }, answer) => {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.write(answer.body.subarray(0, answer.body.length >> 1), () => {
    response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  });
};

/** GOAWAY ENHANCE_YOUR_CALM that claims the stream as processed (so that it may not be sent again), then the connection closes. */
export const goAway: StreamHandler = ({ request }) => {
  sendAway(request.stream);
};

/** Headers, half of the body, then as goAway: what a load balancer does that is restarted. */
export const goAwayMidBody: StreamHandler = ({ response }, answer) => {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.write(answer.body.subarray(0, answer.body.length >> 1), () => sendAway(response.stream));
};

function sendAway({ session, id }: ServerHttp2Stream): void {
  session?.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, id, Buffer.from('too many pings'));
  session?.close();
  setImmediate(() => session?.destroy());
}

/** The healthy answer. */
export const wholeAnswer: StreamHandler = ({ response }, answer) => {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(answer.body);
};
