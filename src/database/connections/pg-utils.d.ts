/** Conversion of parameters to text that pg itself uses, and that pg-cursor also imports. */
declare module 'pg/lib/utils' {
  export function prepareValue(value: unknown): string | Buffer | null
}
