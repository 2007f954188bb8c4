/** Rejections of requests, most of them quoted from public reports of real providers. */
import type { Adjustment } from '../../src/models/adjustments.ts'
import type { ProviderOptions, ProviderRequest } from '../../src/models/provider.ts'
import { type Dialect, dialects } from '../support/providers/dialects.ts'

const [openai, anthropic, ollama] = dialects
if (!openai || !anthropic || !ollama) throw new Error('No dialects')

export const question: ProviderRequest = {
  system: 'Be brief.',
  temperature: 0.7,
  max_tokens: 9,
  messages: [{ role: 'user', content: 'Who built the first engine?' }],
}

export type Sent = Readonly<Record<string, unknown>> & {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[]
  readonly options?: Readonly<Record<string, unknown>>
}
export type Rejection = readonly [status: number, body: unknown]

export const openaiError = (
  message: string,
  param: string | null = null,
  code: string | null = null,
): Rejection => [400, { error: { message, type: 'invalid_request_error', param, code } }]
export const unsupportedLimit = openaiError(
  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  'max_tokens',
  'unsupported_parameter',
)
export const unsupportedTemperature = openaiError(
  "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
  'temperature',
  'unsupported_value',
)
export const unsupportedSystem = openaiError(
  "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
  'messages[0].role',
  'unsupported_value',
)
export const extraForbidden = (loc: readonly string[], input: unknown): Rejection => [
  422,
  {
    object: 'error',
    message: { detail: [{ type: 'extra_forbidden', loc, msg: 'Extra inputs are not permitted', input }] },
    type: 'invalid_request_error',
    param: null,
    code: null,
  },
]
export const hasSystem = ({ messages, system }: Sent) =>
  system !== undefined || messages.some(({ role }) => role === 'system')
const template = (message: string): Rejection => [
  500,
  {
    error: {
      code: 500,
      message: `\n------------\nWhile executing CallExpression at line 43, column 28 in source:\n...\nError: Jinja Exception: ${message}`,
      type: 'server_error',
    },
  },
]

const prompt = question.messages[0]?.content ?? ''

/** Source, rejection, adjustment and expected request of each report. */
export const reports: {
  from: string
  dialect?: Dialect
  options?: Partial<ProviderOptions>
  rejects: (sent: Sent) => Rejection | undefined
  adjustment: Adjustment
  /** Reported adjustments, if they differ from `adjustment` because it only undoes a setting. */
  reported?: Adjustment[]
  fits: (sent: Sent) => unknown
}[] = [
  {
    from: 'OpenAI: griptape-ai/ComfyUI-Griptape#312',
    rejects: ({ max_tokens }) => (max_tokens === undefined ? undefined : unsupportedLimit),
    adjustment: 'max_completion_tokens',
    fits: ({ max_tokens, max_completion_tokens }) => max_tokens === undefined && max_completion_tokens === 9,
  },
  {
    from: 'GitHub Copilot, without a param: caozhiyuan/copilot-api#164',
    rejects: ({ max_tokens }) =>
      max_tokens === undefined
        ? undefined
        : [
            400,
            {
              error: {
                message:
                  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                code: 'invalid_request_body',
              },
            },
          ],
    adjustment: 'max_completion_tokens',
    fits: ({ max_completion_tokens }) => max_completion_tokens === 9,
  },
  {
    from: 'Mistral: editor-code-assistant/eca#231',
    options: { adjustments: ['max_completion_tokens'] },
    rejects: ({ max_completion_tokens }) =>
      max_completion_tokens === undefined ? undefined : extraForbidden(['body', 'max_completion_tokens'], 9),
    adjustment: 'max_tokens',
    reported: [],
    fits: ({ max_tokens, max_completion_tokens }) => max_tokens === 9 && max_completion_tokens === undefined,
  },
  {
    from: 'vLLM, Python in a text: voideditor/void#128',
    options: { adjustments: ['max_completion_tokens'] },
    rejects: ({ max_completion_tokens }) =>
      max_completion_tokens === undefined
        ? undefined
        : [
            400,
            {
              object: 'error',
              message:
                "[{'type': 'extra_forbidden', 'loc': ('body', 'max_completion_tokens'), 'msg': 'Extra inputs are not permitted', 'input': 9}]",
              type: 'BadRequestError',
              param: null,
              code: 400,
            },
          ],
    adjustment: 'max_tokens',
    reported: [],
    fits: ({ max_tokens }) => max_tokens === 9,
  },
  {
    from: 'OpenAI and Azure: gabrii/Cursor-Azure-GPT-5#33',
    rejects: ({ temperature }) => (temperature === undefined ? undefined : unsupportedTemperature),
    adjustment: 'no_temperature',
    fits: ({ temperature }) => temperature === undefined,
  },
  ...[
    "litellm.UnsupportedParamsError: gpt-5 models (including gpt-5-codex) don't support temperature=0.7. Only temperature=1 is supported. To drop unsupported params set `litellm.drop_params = True`",
    "Unsupported parameter: 'temperature' is not supported with this model.",
    'litellm.BadRequestError: BedrockException - {"message":"The model returned the following errors: {\\"type\\":\\"error\\",\\"error\\":{\\"type\\":\\"invalid_request_error\\",\\"message\\":\\"`temperature` is deprecated for this model.\\"}}"}',
    'invalid temperature: only 1 is allowed for this model',
    "litellm.UnsupportedParamsError: LlmProviders.AZURE does not support parameters: {'temperature': 0.7}, for model=gpt-5-mini.",
  ].map((message) => ({
    from: `LiteLLM and Moonshot: HKUDS/nanobot#370, OpenHands/software-agent-sdk#1837, RooCodeInc/Roo-Code#12162, countbot-ai/CountBot#61, BerriAI/litellm#14146: ${message}`,
    rejects: ({ temperature }: Sent): Rejection | undefined =>
      temperature === undefined ? undefined : [400, { error: { message, type: 'None', code: '400' } }],
    adjustment: 'no_temperature' as const,
    fits: ({ temperature }: Sent) => temperature === undefined,
  })),
  ...[
    '`temperature` may only be set to 1 when thinking is enabled.',
    'temperature: must be 1 for this model',
    'Parameter temperature is not available for this model',
    'temperature is not configurable for this model',
    'Model does not accept parameter temperature',
    'This model only supports the default temperature',
    'Setting temperature is forbidden for reasoning models',
    'temperature is fixed at 1 for this model',
    '`temperature` and `top_p` cannot both be specified for this model',
  ].map((message) => ({
    from: `other words: ${message}`,
    rejects: ({ temperature }: Sent) => (temperature === undefined ? undefined : openaiError(message)),
    adjustment: 'no_temperature' as const,
    fits: ({ temperature }: Sent) => temperature === undefined,
  })),
  ...[
    'Please use max_completion_tokens instead of max_tokens.',
    "this model requires 'max_completion_tokens'",
    "'max_tokens' has been replaced by 'max_completion_tokens'",
    'Parameter max_tokens is not available for this model, use max_completion_tokens',
    'max_tokens was removed, use max_completion_tokens',
  ].map((message) => ({
    from: `other words: ${message}`,
    rejects: ({ max_tokens }: Sent) => (max_tokens === undefined ? undefined : openaiError(message)),
    adjustment: 'max_completion_tokens' as const,
    fits: ({ max_completion_tokens }: Sent) => max_completion_tokens === 9,
  })),
  ...[
    "role 'system' is not supported",
    "'system' is not one of ['user', 'assistant'] - 'messages.0.role'",
    "Invalid value: 'system'. Supported values are: 'user' and 'assistant'.",
    'Please use a valid role: user, model.',
    'The first message must be from the user',
    'the role of first message must be user',
    'system prompt is not available for this model',
    "Message role must be 'user' or 'assistant'",
    'Conversation must start with a user message',
  ].map((message) => ({
    from: `other words: ${message}`,
    rejects: (sent: Sent) => (hasSystem(sent) ? openaiError(message) : undefined),
    adjustment: 'system_as_user' as const,
    fits: (sent: Sent) => !hasSystem(sent),
  })),
  ...['Streaming is disabled for this model', 'stream must be false', 'stream=true is not supported'].map(
    (message) => ({
      from: `other words: ${message}`,
      rejects: ({ stream }: Sent) => (stream === undefined ? undefined : openaiError(message)),
      adjustment: 'no_stream' as const,
      fits: ({ stream }: Sent) => stream === undefined,
    }),
  ),
  {
    from: "other words: The 'stream_options' parameter is only allowed when 'stream' is enabled.",
    rejects: ({ stream_options }) =>
      stream_options === undefined
        ? undefined
        : openaiError("The 'stream_options' parameter is only allowed when 'stream' is enabled."),
    adjustment: 'no_stream_options',
    fits: ({ stream_options }) => stream_options === undefined,
  },
  {
    from: 'Anthropic: sipeed/picoclaw#2939',
    dialect: anthropic,
    rejects: ({ temperature }) =>
      temperature === undefined
        ? undefined
        : [
            400,
            {
              type: 'error',
              error: {
                type: 'invalid_request_error',
                message: '`temperature` is deprecated for this model.',
              },
            },
          ],
    adjustment: 'no_temperature',
    fits: ({ temperature }) => temperature === undefined,
  },
  {
    from: 'Azure: agno-agi/agno#1066',
    rejects: ({ stream_options }) =>
      stream_options === undefined
        ? undefined
        : openaiError("Unknown parameter: 'stream_options'.", 'stream_options', 'unknown_parameter'),
    adjustment: 'no_stream_options',
    fits: ({ stream_options, stream }) => stream_options === undefined && stream === true,
  },
  ...[
    'Unrecognized request argument supplied: stream_options. Please contact us through an Azure support request',
    "property 'stream_options' is unsupported, did you mean 'stream'?",
    '"stream_options" is not allowed',
  ].map((message) => ({
    from: `Azure, Groq: Pythagora-io/gpt-pilot#1022, vercel/ai#1578, RooCodeInc/Roo-Code#83: ${message}`,
    rejects: ({ stream_options }: Sent): Rejection | undefined =>
      stream_options === undefined ? undefined : openaiError(message),
    adjustment: 'no_stream_options' as const,
    fits: ({ stream_options, stream }: Sent) => stream_options === undefined && stream === true,
  })),
  {
    from: 'Mistral: dnakov/anon-kode#53',
    rejects: ({ stream_options }) =>
      stream_options === undefined
        ? undefined
        : extraForbidden(['body', 'stream_options', 'include_usage'], true),
    adjustment: 'no_stream_options',
    fits: ({ stream_options }) => stream_options === undefined,
  },
  {
    from: 'OpenAI, of an organisation that is not verified: chatboxai/chatbox#2263',
    rejects: ({ stream }) =>
      stream === undefined
        ? undefined
        : openaiError(
            'Your organization must be verified to stream this model. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization.',
            'stream',
            'unsupported_value',
          ),
    adjustment: 'no_stream',
    fits: ({ stream, stream_options }) => stream === undefined && stream_options === undefined,
  },
  {
    from: 'OpenRouter, the same as JSON in a text: BeehiveInnovations/pal-mcp-server#134',
    rejects: ({ stream }) =>
      stream === undefined
        ? undefined
        : [
            400,
            {
              error: {
                message: 'Provider returned error',
                code: 400,
                metadata: {
                  raw: '{\n  "error": {\n    "message": "Your organization must be verified to stream this model.",\n    "param": "stream",\n    "code": "unsupported_value"\n  }\n}',
                },
              },
            },
          ],
    adjustment: 'no_stream',
    fits: ({ stream }) => stream === undefined,
  },
  {
    from: 'Azure: langgenius/dify#13207',
    rejects: ({ stream }) =>
      stream === undefined
        ? undefined
        : openaiError(
            "Unsupported value: 'stream' does not support true with this model. Supported values are: false.",
            'stream',
            'unsupported_value',
          ),
    adjustment: 'no_stream',
    fits: ({ stream }) => stream === undefined,
  },
  {
    from: 'Azure behind a gateway: langgenius/dify#9591',
    rejects: ({ stream }) =>
      stream === undefined ? undefined : [403, { message: 'Streaming requests are not yet allowed.' }],
    adjustment: 'no_stream',
    fits: ({ stream }) => stream === undefined,
  },
  {
    from: 'an Ollama server that does not stream',
    dialect: ollama,
    rejects: ({ stream }) => (stream === false ? undefined : [400, { error: 'streaming is not supported' }]),
    adjustment: 'no_stream',
    fits: ({ stream }) => stream === false,
  },
  {
    from: 'OpenAI: janhq/jan#4392',
    rejects: (sent) => (hasSystem(sent) ? unsupportedSystem : undefined),
    adjustment: 'system_as_user',
    fits: ({ messages }) => messages.length === 1 && messages[0]?.content === `Be brief.\n\n${prompt}`,
  },
  ...([openai, anthropic, ollama] as const).flatMap((dialect) =>
    (
      [
        [400, { object: 'error', message: 'System role not supported', type: 'BadRequestError', code: 400 }],
        [
          400,
          [
            {
              error: {
                code: 400,
                message: 'Developer instruction is not enabled for models/gemma-3-27b-it',
                status: 'INVALID_ARGUMENT',
              },
            },
          ],
        ],
        [
          400,
          { object: 'error', message: 'Conversation roles must alternate user/assistant/user/assistant/...' },
        ],
        [400, { error: 'This model does not support system messages.' }],
        [
          422,
          {
            detail: [{ loc: ['body', 'messages', 0, 'role'], msg: "Input should be 'user' or 'assistant'" }],
          },
        ],
        template('System role not supported'),
        template('Only user and assistant roles are supported!'),
      ] as const
    ).map((rejection) => ({
      from: `vLLM, Gemini, llama.cpp over ${dialect.name}: vllm-project/vllm#2964, microsoft/vscode#258088, microsoft/autogen#1037, OoriData/Toolio#1: ${JSON.stringify(rejection)}`,
      dialect,
      rejects: (sent: Sent): Rejection | undefined => (hasSystem(sent) ? rejection : undefined),
      adjustment: 'system_as_user' as const,
      fits: (sent: Sent) =>
        !hasSystem(sent) &&
        sent.messages.length === 1 &&
        sent.messages[0]?.content === `Be brief.\n\n${prompt}`,
    })),
  ),
  {
    from: 'llama.cpp, with templates that loop over parts: openzot/openzot#52',
    rejects: ({ messages }) =>
      messages.some(({ content }) => typeof content === 'string')
        ? template("item['content'] is not an array")
        : undefined,
    adjustment: 'content_parts',
    fits: ({ messages }) => Array.isArray(messages.at(-1)?.content),
  },
  {
    from: 'Anthropic, for a request without a limit: continuedev/continue#4225',
    dialect: anthropic,
    rejects: ({ max_tokens }) =>
      max_tokens === 8192
        ? [
            400,
            {
              type: 'error',
              error: {
                type: 'invalid_request_error',
                message:
                  'max_tokens: 8192 > 4096, which is the maximum allowed number of output tokens for claude-3-haiku-20240307',
              },
            },
          ]
        : undefined,
    adjustment: 'max_tokens_4096',
    fits: ({ max_tokens }) => max_tokens === 4096,
  },
  {
    from: 'an Ollama server that sizes its context itself',
    dialect: ollama,
    rejects: ({ options }) =>
      options?.num_ctx === undefined ? undefined : [400, { error: 'invalid option provided: num_ctx' }],
    adjustment: 'no_num_ctx',
    fits: ({ options }) => options?.num_ctx === undefined && options?.temperature === 0.7,
  },
]

/** Rejections that no adjustment avoids. */
export const otherRejections: readonly {
  what: string
  rejection: Rejection
  request?: ProviderRequest
  calls?: number
}[] = [
  {
    what: 'a value that is too large',
    rejection: openaiError(
      'max_tokens is too large: 9. This model supports at most 8 completion tokens, whereas you provided 9.',
      'max_tokens',
      'invalid_value',
    ),
  },
  {
    what: 'a value out of range',
    rejection: openaiError(
      "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 0.7 instead.",
      'temperature',
      'decimal_above_max_value',
    ),
  },
  {
    what: 'a range in other words',
    rejection: [
      422,
      {
        detail: [
          {
            type: 'less_than_equal',
            loc: ['body', 'temperature'],
            msg: 'Input should be less than or equal to 1',
            input: 0.7,
          },
        ],
      },
    ],
  },
  ...['max_tokens must be 8 or less', 'temperature must be 0.5 or lower', 'temperature is required'].map(
    (message) => ({ what: `a value, in other words: ${message}`, rejection: openaiError(message) }),
  ),
  { what: 'a rejected key', rejection: [401, unsupportedLimit[1]] },
  { what: 'a payment problem', rejection: [402, unsupportedLimit[1]] },
  { what: 'a broken server', rejection: [500, unsupportedLimit[1]], calls: 3 },
  { what: 'a request that is too large', rejection: [413, unsupportedTemperature[1]] },
  {
    what: 'a prompt that is too long',
    rejection: openaiError(
      "This model's maximum context length is 8 tokens. However, you requested 9 tokens (9 in max_tokens), which is not supported.",
      'max_tokens',
      'context_length_exceeded',
    ),
  },
  {
    what: 'a parameter that is absent from the request',
    rejection: unsupportedTemperature,
    request: { messages: question.messages },
  },
  {
    what: 'a parameter that is never sent',
    rejection: openaiError("Unsupported parameter: 'top_p'", 'top_p', 'unsupported_parameter'),
  },
  { what: 'nothing', rejection: [400, ''] },
  { what: 'an HTML page', rejection: [400, '<html><title>400 Bad Request</title>'] },
  {
    what: 'a quoted prompt',
    rejection: openaiError(
      "Blocked by policy: Unsupported parameter: 'max_tokens' is not supported with this model.",
    ),
    request: {
      ...question,
      messages: [
        {
          role: 'user',
          content: "Explain: Unsupported parameter: 'max_tokens' is not supported with this model.",
        },
      ],
    },
  },
  {
    what: 'a quoted system prompt with escapes',
    rejection: openaiError('Blocked: \\"the temperature is not\\nsupported\\" \\u0061t all here'),
    request: { ...question, system: '"the temperature is not\nsupported" at all here' },
  },
  {
    what: 'an echo of the input',
    rejection: [
      422,
      {
        detail: [
          {
            type: 'value_error',
            loc: ['body', 'seed'],
            msg: 'Nope',
            input: "Unsupported parameter: 'max_tokens'",
          },
        ],
      },
    ],
  },
]
