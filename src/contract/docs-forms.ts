interface Link {
  readonly operationId: string
  readonly parameters?: Record<string, unknown>
  readonly requestBody?: Record<string, unknown>
}

interface Operation {
  readonly operationId?: string
  readonly responses?: Record<number, { readonly links?: Record<string, { readonly $ref: string }> }>
}

interface Linked {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly links: Record<string, Link> }
}

interface System {
  readonly specSelectors: { specStr(): string }
  readonly specActions: {
    changeParam(pathMethod: [string, string], name: string, location: string, value: unknown): void
  }
  readonly oas3Actions: {
    setRequestBodyValue(change: { pathMethod: readonly [string, string]; value: string }): void
    setRetainRequestBodyValueFlag(change: { pathMethod: readonly [string, string]; value: boolean }): void
  }
  preauthorizeApiKey(scheme: string, value: string): void
}

type SetResponse = (path: string, method: string, response: { status: number; obj?: unknown }) => unknown

/**
 * Swagger UI plugin that fills in the forms of operations that a response links to, and sends the access
 * token of a login. Its source is sent to the page, so it must not use anything outside itself.
 */
export function continueFromResponses() {
  return {
    statePlugins: {
      spec: {
        wrapActions: {
          setResponse:
            (original: SetResponse, system: System): SetResponse =>
            (path, method, response) => {
              const shown = original(path, method, response)
              if (typeof response.obj !== 'object' || response.obj === null) return shown
              const body = response.obj as Record<string, unknown>
              if (typeof body.access === 'string') system.preauthorizeApiKey('bearerAuth', body.access)

              const { paths, components } = JSON.parse(system.specSelectors.specStr()) as Linked
              const evaluated = (members: Record<string, unknown> = {}) =>
                Object.fromEntries(
                  Object.entries(members).map(([name, value]) => {
                    const member = /^\$response\.body#\/(.*)$/.exec(String(value))?.[1]
                    return [name, member === undefined ? value : body[member]]
                  }),
                )
              for (const { $ref } of Object.values(
                paths[path]?.[method]?.responses?.[response.status]?.links ?? {},
              )) {
                const link = components.links[$ref.split('/').pop() ?? '']
                const [target, item = {}] =
                  Object.entries(paths).find(([, item]) =>
                    Object.values(item).some(({ operationId }) => operationId === link?.operationId),
                  ) ?? []
                if (link === undefined || target === undefined) continue
                for (const [verb, { operationId }] of Object.entries(item)) {
                  // Within a path, an id refers to the same object in every operation.
                  if (operationId !== undefined)
                    for (const [name, value] of Object.entries(evaluated(link.parameters)))
                      system.specActions.changeParam([target, verb], name, 'path', String(value))
                  if (operationId !== link.operationId || !link.requestBody) continue
                  const pathMethod = [target, verb] as const
                  const value = JSON.stringify(evaluated(link.requestBody), null, 2)
                  system.oas3Actions.setRequestBodyValue({ pathMethod, value })
                  // Otherwise a form that is opened for the first time starts from its example.
                  system.oas3Actions.setRetainRequestBodyValueFlag({ pathMethod, value: true })
                }
              }
              return shown
            },
        },
      },
    },
  }
}
