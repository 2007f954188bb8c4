/** Returns the value. Does not compile for type `any`, to which everything would be assignable. */
export function known<T>(value: 0 extends 1 & T ? never : T): T {
  return value
}
