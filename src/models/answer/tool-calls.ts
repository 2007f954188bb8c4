import { randomInt } from 'node:crypto'
import { storable, storablePieces } from '../../attachments/storable-text.ts'
import { hasMembers } from '../../is-object.ts'
import { ProviderError, type ProviderEvent, type ToolCall } from '../provider.ts'
import { parsedObject } from '../transport/json.ts'
import { type ObjectScanner, objectScanner } from './object-scanner.ts'

/** Piece of a call as a protocol found it, unchecked; each member may be missing. */
export interface CallPiece {
  readonly index?: unknown
  readonly id?: unknown
  readonly name?: unknown
  /** JSON text or a piece of it, or an object. */
  readonly arguments?: unknown
}

type Delta = Extract<ProviderEvent, { readonly type: 'tool_call_delta' }>

interface Call {
  /** Index that the provider sent. */
  readonly index: number | undefined
  id: string
  name: string
  arguments: string
  /** All pieces of arguments, as if none repeated another. */
  joined: string
  /** Arguments that were complete before the provider sent others. */
  earlier: string | undefined
  /** Number of the event that named the call. */
  namedIn: number
  /** Reader of the arguments. */
  scanner: ObjectScanner
  /** Published index and id, once there was a delta. */
  published: { readonly index: number; readonly id: string } | undefined
  /** Arguments that are not published yet; undefined if they no longer continue the published ones. */
  unsent: string | undefined
  readonly text: ReturnType<typeof storablePieces>
}

const MAX_CALLS = 128
const MAX_ID_LENGTH = 200
const MAX_NAME_LENGTH = 200
/** Arguments that others may replace. */
const placeholders = new Set(['', '{}', 'null'])
const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export interface CallAssembler {
  /** Adds the pieces of one event; `isNew` is false if they only repeat earlier ones. */
  push(pieces: readonly CallPiece[], isWhole: boolean): { readonly deltas: Delta[]; readonly isNew: boolean }
  /**
   * @param isCut true if the last call may be incomplete; it is then omitted if it is
   * @throws ProviderError (failed) for a call without a name
   */
  close(isCut: boolean): { readonly deltas: Delta[]; readonly calls: ToolCall[] }
}

/**
 * Puts tool calls together. Servers send them whole or in pieces, repeat them, send each piece longer than
 * the last, and omit indexes, ids or both; names decide then, and whether the JSON is complete.
 *
 * @param tools names of the tools offered
 */
export function callAssembler(tools: ReadonlySet<string>): CallAssembler {
  const calls: Call[] = []
  let event = 0
  let published = 0

  const find = (piece: TextPiece, position: number | undefined): Call | undefined => {
    const { index, id, name } = piece
    const isPlace = (call: Call) => index === undefined || call.index === undefined || call.index === index
    const sameId = id === '' ? undefined : calls.findLast((call) => call.id === id && isPlace(call))
    const inPlace =
      index !== undefined
        ? calls.findLast((call) => call.index === index)
        : position !== undefined
          ? calls[position]
          : calls.at(-1)
    const call = sameId ?? inPlace
    if (call !== undefined && continues(call, piece, event, tools)) return call
    // A repeated call without an id.
    return id === '' && name !== ''
      ? calls.find((one) => one.namedIn !== event && one.name === name && isSame(one.arguments, piece.text))
      : undefined
  }
  const publish = (call: Call, final?: string): Delta[] => {
    const isFirst = call.published === undefined
    if (final === undefined && isFirst && (call.name === '' || hasPlaceholder(call))) return []
    call.published ??= { index: published++, id: idOf(call.id, calls) }
    const piece = isFirst && final !== undefined ? final : (call.unsent ?? '')
    const text = call.text.push(piece) + (final === undefined ? '' : call.text.rest())
    if (call.unsent !== undefined) call.unsent = ''
    if (text === '' && !isFirst) return []
    const { index, id } = call.published
    const head = isFirst && { id, name: storable(call.name).slice(0, MAX_NAME_LENGTH) }
    return [{ type: 'tool_call_delta', index, ...head, arguments: text }]
  }

  return {
    push(pieces, isWhole) {
      event += 1
      const list = pieces.map(textPiece).filter((piece) => piece !== undefined)
      let isNew = false
      const deltas = list.flatMap((piece, position) => {
        const place = isWhole || list.length > 1 ? position : undefined
        let call = find(piece, place)
        if (call === undefined) {
          if (calls.length === MAX_CALLS) throw new ProviderError('failed', 'too many tool calls')
          call = newCall(piece.index)
          calls.push(call)
        }
        if (extend(call, piece, event)) isNew = true
        return publish(call)
      })
      return { deltas, isNew }
    },
    close(isCut) {
      const named = calls.filter(({ name, scanner }) => name !== '' || !scanner.isBlank)
      if (named.some(({ name }) => name === ''))
        throw new ProviderError('failed', 'a tool call without a name')
      const whole = named.map((call) => ({ call, text: finalArguments(call) }))
      const isKept = ({ call, text }: (typeof whole)[number]) =>
        parsedObject(text) !== undefined && (!call.scanner.isBlank || call !== named.at(-1))
      const kept = isCut ? whole.filter(isKept) : whole
      const deltas = kept.flatMap(({ call, text }) => publish(call, text))
      return {
        deltas,
        calls: kept
          .map(({ call, text }) => ({ ...call.published, name: call.name, text }))
          .sort((a, b) => (a.index ?? 0) - (b.index ?? 0))
          .map(({ id = '', name, text }) => ({
            id,
            name: storable(name).slice(0, MAX_NAME_LENGTH),
            arguments: storable(text),
          })),
      }
    },
  }
}

interface TextPiece {
  readonly index: number | undefined
  readonly id: string
  readonly name: string
  readonly text: string
}

/** Returns undefined for a piece without content. */
function textPiece({ index, id, name, arguments: given }: CallPiece): TextPiece | undefined {
  const text = typeof given === 'string' ? given : hasMembers(given) ? JSON.stringify(given) : ''
  const place = typeof index === 'string' && index !== '' ? Number(index) : index
  const piece = {
    index: Number.isInteger(place) ? Number(place) : undefined,
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : '',
    name: typeof name === 'string' ? name : '',
    text,
  }
  return piece.id === '' && piece.name === '' && text === '' ? undefined : piece
}

function newCall(index: number | undefined): Call {
  return {
    ...{ index, id: '', name: '', arguments: '', joined: '', earlier: undefined, namedIn: 0 },
    ...{ scanner: objectScanner(), published: undefined, unsent: '', text: storablePieces() },
  }
}

/** Returns true if a piece belongs to a call that has the same id or place. */
function continues(call: Call, { id, name, text }: TextPiece, event: number, tools: ReadonlySet<string>) {
  if (name === '' || call.name === '') return true
  const hasOtherId = id !== '' && call.id !== '' && id !== call.id
  const isPartial = !call.scanner.isBlank && !call.scanner.isComplete
  // Some servers make up a new id for each piece.
  if (hasOtherId) return name === call.name && isPartial
  if (call.namedIn === event) return false
  if (call.scanner.isBlank) {
    const areTwo = name !== call.name && tools.has(name) && tools.has(call.name)
    return !areTwo
  }
  if (name !== call.name) return false
  return isPartial || text === '' || isRepeated(call.arguments, text)
}

function isRepeated(known: string, text: string): boolean {
  return known === '{}' || text.startsWith(known) || known.startsWith(text) || isSame(known, text)
}

function isSame(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [parsedObject(one), parsedObject(other)]
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b)
}

/**
 * Adds a piece; returns true if it brings anything new. Arguments may have megabytes in tiny pieces, so that
 * nothing here looks at all of them for each piece.
 */
function extend(call: Call, { id, name, text }: TextPiece, event: number): boolean {
  const isHead = call.arguments === '' && text === ''
  if (call.id === '' || id.startsWith(call.id)) call.id = id === '' ? call.id : id
  // An id in pieces; later, one that differs was made up for the piece.
  else if (isHead && name === '') call.id += id
  const before = call.name
  if (call.arguments === '' || call.name === '') {
    if (call.name === '' || name.startsWith(call.name)) call.name = name === '' ? call.name : name
    else call.name += name
    if (name !== '') call.namedIn = event
  }
  const isNew = extendArguments(call, text)
  return isNew || call.name !== before
}

function extendArguments(call: Call, text: string): boolean {
  if (text === '') return false
  const known = call.arguments
  call.joined += text
  if (text.length >= known.length && known.trimStart().startsWith('{') && text.startsWith(known)) {
    const rest = text.slice(known.length)
    call.arguments = text
    call.scanner.push(rest)
    if (call.unsent !== undefined) call.unsent += rest
    return rest !== ''
  }
  if (text.trimStart().startsWith('{') && call.scanner.isComplete) {
    // No object follows another in JSON, so this one replaces it; usually it is the same.
    if (known !== '{}') call.earlier ??= known
    call.arguments = text
    call.scanner = objectScanner(text)
    call.unsent = call.published === undefined ? text : undefined
    return call.earlier === undefined
  }
  call.arguments += text
  call.scanner.push(text)
  if (call.unsent !== undefined) call.unsent += text
  return call.earlier === undefined
}

function hasPlaceholder({ arguments: text }: Call): boolean {
  return text.length < 20 && placeholders.has(text.trim())
}

/**
 * Returns the arguments that are a JSON object: all pieces joined, or what followed a repetition, or what
 * preceded it.
 */
function finalArguments({ arguments: text, joined, earlier }: Call): string {
  if (placeholders.has(text.trim())) return '{}'
  return [joined, text, earlier ?? ''].find((one) => parsedObject(one) !== undefined) ?? text
}

/** Returns the provider's id of a call, or a new one that every provider accepts. */
function idOf(id: string, calls: readonly Call[]): string {
  const isTaken = calls.some(({ published }) => published?.id === id)
  const isUsable = id !== '' && id.length <= MAX_ID_LENGTH && id === storable(id)
  if (isUsable && !isTaken) return id
  return Array.from({ length: 9 }, () => ID_CHARACTERS.charAt(randomInt(ID_CHARACTERS.length))).join('')
}
