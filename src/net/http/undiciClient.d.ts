/**
 * undici's Client alone: importing the whole of undici costs 100 ms more at start and twice the bytes (fetch, caches,
 * WebSocket …). undici 7 has no `exports` map, so the path is as good as its index.
 */
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
