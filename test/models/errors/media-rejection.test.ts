/**
 * Messages of providers that reject an image or document, from public reports, and messages about other
 * errors.
 */
import t from 'tap'
import { saidFailure, statusFailure } from '../../../src/models/errors/failure.ts'

const rejections: readonly (readonly [status: number, body: unknown])[] = [
  [
    400,
    {
      error: {
        message: 'Invalid content type. image_url is only supported by certain models.',
        param: 'messages.[0].content.[1].type',
      },
    },
  ],
  [
    400,
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message:
          'messages.0.content.2.image.source.base64: image exceeds 5 MB maximum: 6500712 bytes > 5242880 bytes',
      },
    },
  ],
  [
    400,
    {
      error: {
        message:
          'messages.7.content.2.image.source.base64.data: At least one of the image dimensions exceed max allowed size: 8000 pixels',
      },
    },
  ],
  [400, { error: { type: 'invalid_request_error', message: 'Could not process image' } }],
  [
    400,
    {
      error: {
        message:
          'Failed to deserialize the JSON body into the target type: messages[13]: unknown variant `image_url`, expected `text` at line 1 column 6290571',
      },
    },
  ],
  [
    400,
    {
      object: 'error',
      message: 'facebook/opt-125m is not a multimodal model None',
      type: 'BadRequestError',
      code: 400,
    },
  ],
  [404, { error: { message: 'No endpoints found that support image input', code: 404 } }],
  [400, { error: 'this model does not support image input (ref: b8bd630e)' }],
  [400, { error: { message: 'messages[0].content must be a string' } }],
  [
    400,
    {
      error: {
        message: 'Provider returned error',
        metadata: { raw: '{"error":{"message":"Image input is not supported for this model"}}' },
      },
    },
  ],
  [
    500,
    {
      error: {
        code: 500,
        message:
          'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
      },
    },
  ],
  [422, { detail: 'Validation Error', errors: [{ loc: 'body -> messages', msg: "Input should be 'text'" }] }],
  [400, { error: { message: 'Model does not support images. Please use a model that does.' } }],
  [
    400,
    {
      error: {
        message:
          "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png'].",
      },
    },
  ],
  [413, { error: { message: 'The image is too large.' } }],
  [415, { error: { message: 'Unsupported media type image/webp' } }],
  [400, { error: { message: 'The PDF specified was not valid.' } }],
  [400, { error: { message: 'prompting with images is incompatible with system messages' } }],
]

t.test('a rejection of images or documents is recognised', (t) => {
  for (const [status, body] of rejections) {
    const failure = statusFailure(status, {}, body)
    t.match(failure, { kind: 'refused', refusesMedia: true, reason: `HTTP ${status}` }, JSON.stringify(body))
  }
  t.match(saidFailure({ message: 'this model does not support image input' }), {
    kind: 'refused',
    refusesMedia: true,
  })
  t.end()
})

t.test('other failures are not classified as such a rejection', (t) => {
  for (const [status, body, kind] of [
    [400, { error: { message: 'Unsupported parameter: max_tokens' } }, 'refused'],
    [404, { error: { message: 'The model `gpt-4-vision-preview` does not exist' } }, 'refused'],
    [404, { error: { message: 'model "llama-3.2-90b-vision" not found' } }, 'refused'],
    [401, { error: { message: 'This key cannot send images' } }, 'refused'],
    [429, { error: { message: 'Too many images' } }, 'unavailable'],
    [503, { error: { message: 'image encoder not ready' } }, 'unavailable'],
    [500, { error: { message: 'Internal error' } }, 'failed'],
    [413, { error: { message: 'Request exceeds the maximum size' } }, 'context_too_long'],
    [400, { error: { message: "This model's maximum context length is 4096 tokens" } }, 'context_too_long'],
    [400, { error: { message: 'roles must alternate' } }, 'refused'],
    [400, 'an image of text', 'refused'],
    [400, undefined, 'refused'],
    [400, null, 'refused'],
    [400, [[[[[[['image not supported']]]]]]], 'refused'],
  ] as const)
    t.match(statusFailure(status, {}, body), { kind, refusesMedia: false }, JSON.stringify(body))
  t.match(saidFailure({ message: 'Overloaded', type: 'overloaded_error' }), {
    kind: 'unavailable',
    refusesMedia: false,
  })
  t.end()
})
