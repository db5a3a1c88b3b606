/** A field of a request's head. */

export type Header = readonly [name: string, value: string];

/** Returns the field that net/http's Request.SetBasicAuth would set. */
export function basicAuthorization(login: string, password: string): Header {
  return ['Authorization', `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`];
}
