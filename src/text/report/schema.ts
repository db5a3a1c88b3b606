/** The version of every JSON document that scripts read. */
export const SCHEMA = 1;
