/** Frames of the streams that providers send. */

/** Returns a server-sent event with this text, or with a value as JSON. */
export const event = (data: unknown) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`

/** Returns a value as a line of JSON. */
export const line = (data: unknown) => `${JSON.stringify(data)}\n`

/** Last event of OpenAI's protocol. */
export const done = event('[DONE]')
