/**
 * Creates a type guard for events. Comparing `type` does not narrow a RunEvent, because the `type` of an
 * UnknownEvent is any string.
 */
export function narrowing<Known extends { type: string }>() {
  return <Type extends Known['type']>(
    event: { type: string },
    type: Type,
  ): event is Extract<Known, { type: Type }> => event.type === type
}
