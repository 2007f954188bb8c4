/** The conversion of parameters to text that pg itself uses; pg-cursor imports it from here too. */
declare module 'pg/lib/utils' {
  export function prepareValue(value: unknown): string | Buffer | null
}
