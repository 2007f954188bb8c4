// Made by `make generate`. Never edited by hand.

import type { Caller, RawBody, RequestContext } from '../src/contract/handler-types.ts'
import type { Problem } from '../src/http/problems/problem.ts'
import type { components } from './api.ts'

/*
 * Types of the handlers: a request type for each operation, a response type for each status and media type,
 * and an interface of handlers for each tag. Headers that the HTTP layer sets are not listed, nor are the 304
 * responses that it derives from the ETag of JSON. `type` is the media type of a response that is not JSON,
 * or of JSON that is already text. `never` excludes a member.
 */

type AnyToken = components['schemas']['AnyToken']
type Chat = components['schemas']['Chat']
type ChatCreate = components['schemas']['ChatCreate']
type ChatPage = components['schemas']['ChatPage']
type ChatReplace = components['schemas']['ChatReplace']
type Credentials = components['schemas']['Credentials']
type Empty = components['schemas']['Empty']
type FilePage = components['schemas']['FilePage']
type FileRecord = components['schemas']['FileRecord']
type FileReplace = components['schemas']['FileReplace']
type Health = components['schemas']['Health']
type Id = components['schemas']['Id']
type LoginCredentials = components['schemas']['LoginCredentials']
type Message = components['schemas']['Message']
type MessageCreate = components['schemas']['MessageCreate']
type MessagePage = components['schemas']['MessagePage']
type MessageReplace = components['schemas']['MessageReplace']
type ModelList = components['schemas']['ModelList']
type ModelRequest = components['schemas']['ModelRequest']
type OpenApiDocument = components['schemas']['OpenApiDocument']
type PasswordChange = components['schemas']['PasswordChange']
type ProblemType = components['schemas']['ProblemType']
type RefreshToken = components['schemas']['RefreshToken']
type Run = components['schemas']['Run']
type RunCreate = components['schemas']['RunCreate']
type RunInput = components['schemas']['RunInput']
type RunPage = components['schemas']['RunPage']
type TokenPair = components['schemas']['TokenPair']
type UsageReport = components['schemas']['UsageReport']
type User = components['schemas']['User']

/** Register a user: `POST /api/register/`. */
export interface RegisterUserRequest extends RequestContext {
  body: Credentials
}

/** New account. */
export interface RegisterUser201 {
  status: 201
  headers: { Location: string }
  type?: never
  body: User
}

export type RegisterUserResponse =
  | RegisterUser201
  | Problem<400> // InvalidRequest
  | Problem<408> // RequestTimeout
  | Problem<409> // UsernameTaken
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Get the current user: `GET /api/user/me`. */
export interface GetCurrentUserRequest extends RequestContext {
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Account. */
export interface GetCurrentUser200 {
  status: 200
  headers?: never
  type?: never
  body: User
}

export type GetCurrentUserResponse =
  | GetCurrentUser200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Delete the current user: `DELETE /api/user/me`. */
export interface DeleteCurrentUserRequest extends RequestContext {
  user: Caller
}

/** Account deleted. */
export interface DeleteCurrentUser204 {
  status: 204
  headers?: never
  type?: never
  body?: never
}

export type DeleteCurrentUserResponse =
  | DeleteCurrentUser204
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Change the password: `PUT /api/user/me/password`. */
export interface ChangePasswordRequest extends RequestContext {
  body: PasswordChange
  user: Caller
}

/** Password changed; log in again. */
export interface ChangePassword204 {
  status: 204
  headers?: never
  type?: never
  body?: never
}

export type ChangePasswordResponse =
  | ChangePassword204
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<403> // PasswordIncorrect
  | Problem<408> // RequestTimeout
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Log in: `POST /api/token/`. */
export interface LogInRequest extends RequestContext {
  body: LoginCredentials
}

/** First token pair of the session. */
export interface LogIn200 {
  status: 200
  headers: { 'Cache-Control': 'no-store' }
  type?: never
  body: TokenPair
}

export type LogInResponse =
  | LogIn200
  | Problem<400> // InvalidRequest
  | Problem<401> // NoActiveAccount
  | Problem<408> // RequestTimeout
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Refresh the tokens: `POST /api/token/refresh/`. */
export interface RefreshTokensRequest extends RequestContext {
  body: RefreshToken
}

/** Next token pair. */
export interface RefreshTokens200 {
  status: 200
  headers: { 'Cache-Control': 'no-store' }
  type?: never
  body: TokenPair
}

export type RefreshTokensResponse =
  | RefreshTokens200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<408> // RequestTimeout
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Verify a token: `POST /api/token/verify/`. */
export interface VerifyTokenRequest extends RequestContext {
  body: AnyToken | undefined
  user: Caller | undefined
}

/** Token is valid. */
export interface VerifyToken200Json {
  status: 200
  headers?: never
  type?: never
  body: Empty
}

/** Token is valid. */
export interface VerifyToken200Text {
  status: 200
  headers?: never
  type: 'application/json; charset=utf-8'
  body: string
}

export type VerifyTokenResponse =
  | VerifyToken200Json
  | VerifyToken200Text
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<408> // RequestTimeout
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Log out: `POST /api/token/blacklist/`. */
export interface LogOutRequest extends RequestContext {
  body: RefreshToken
}

/** Session ended. */
export interface LogOut200Json {
  status: 200
  headers?: never
  type?: never
  body: Empty
}

/** Session ended. */
export interface LogOut200Text {
  status: 200
  headers?: never
  type: 'application/json; charset=utf-8'
  body: string
}

export type LogOutResponse =
  | LogOut200Json
  | LogOut200Text
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<408> // RequestTimeout
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** List chats: `GET /api/chat/`. */
export interface ListChatsRequest extends RequestContext {
  query: { limit: number; cursor?: string; order: 'asc' | 'desc' }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Page of chats. */
export interface ListChats200 {
  status: 200
  headers?: { Link?: string; 'Next-Cursor'?: string }
  type?: never
  body: ChatPage
}

export type ListChatsResponse =
  | ListChats200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // PageNotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Create a chat: `POST /api/chat/`. */
export interface CreateChatRequest extends RequestContext {
  headers: { 'idempotency-key'?: string }
  body: ChatCreate
  user: Caller
}

/** New chat. */
export interface CreateChat201 {
  status: 201
  headers: { Location: string; 'Idempotency-Replayed'?: 'true' }
  type?: never
  body: Chat
}

export type CreateChatResponse =
  | CreateChat201
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<403> // UserMismatch
  | Problem<404> // ReferenceNotFound
  | Problem<408> // RequestTimeout
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<422> // IdempotencyKeyReused
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Get a chat: `GET /api/chat/{id}`. */
export interface GetChatRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Chat. */
export interface GetChat200 {
  status: 200
  headers?: never
  type?: never
  body: Chat
}

export type GetChatResponse =
  | GetChat200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Rename a chat: `PUT /api/chat/{id}`. */
export interface ReplaceChatRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-match'?: string }
  body: ChatReplace
  user: Caller
}

/** Chat after the change. */
export interface ReplaceChat200 {
  status: 200
  headers?: never
  type?: never
  body: Chat
}

export type ReplaceChatResponse =
  | ReplaceChat200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<403> // UserMismatch
  | Problem<404> // ReferenceNotFound
  | Problem<408> // RequestTimeout
  | Problem<409> // ReadOnlyMismatch
  | Problem<412> // PreconditionFailed
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Delete a chat: `DELETE /api/chat/{id}`. */
export interface DeleteChatRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-match'?: string }
  user: Caller
}

/** Chat deleted. */
export interface DeleteChat204 {
  status: 204
  headers?: never
  type?: never
  body?: never
}

export type DeleteChatResponse =
  | DeleteChat204
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<412> // PreconditionFailed
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** List messages: `GET /api/message/`. */
export interface ListMessagesRequest extends RequestContext {
  query: { chat?: Id; leaf?: Id; parent?: number; limit: number; cursor?: string; order: 'asc' | 'desc' }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Page of messages. */
export interface ListMessages200 {
  status: 200
  headers?: { Link?: string; 'Next-Cursor'?: string }
  type?: never
  body: MessagePage
}

export type ListMessagesResponse =
  | ListMessages200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // FilteredPageNotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Create a message: `POST /api/message/`. */
export interface CreateMessageRequest extends RequestContext {
  headers: { 'idempotency-key'?: string }
  body: MessageCreate
  user: Caller
}

/** New message. */
export interface CreateMessage201 {
  status: 201
  headers: { Location: string; 'Idempotency-Replayed'?: 'true' }
  type?: never
  body: Message
}

export type CreateMessageResponse =
  | CreateMessage201
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<403> // UserMismatch
  | Problem<404> // ReferenceNotFound
  | Problem<408> // RequestTimeout
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<422> // IdempotencyKeyReused
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Get a message: `GET /api/message/{id}`. */
export interface GetMessageRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Message. */
export interface GetMessage200 {
  status: 200
  headers?: never
  type?: never
  body: Message
}

export type GetMessageResponse =
  | GetMessage200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Replace a message: `PUT /api/message/{id}`. */
export interface ReplaceMessageRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-match'?: string }
  body: MessageReplace
  user: Caller
}

/** Message after the change. */
export interface ReplaceMessage200 {
  status: 200
  headers?: never
  type?: never
  body: Message
}

export type ReplaceMessageResponse =
  | ReplaceMessage200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<403> // UserMismatch
  | Problem<404> // ReferenceNotFound
  | Problem<408> // RequestTimeout
  | Problem<409> // ReadOnlyMismatch
  | Problem<412> // PreconditionFailed
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Delete a message: `DELETE /api/message/{id}`. */
export interface DeleteMessageRequest extends RequestContext {
  params: { id: Id }
  query: { branch: boolean }
  headers: { 'if-match'?: string }
  user: Caller
}

/** Message deleted. */
export interface DeleteMessage204 {
  status: 204
  headers?: never
  type?: never
  body?: never
}

export type DeleteMessageResponse =
  | DeleteMessage204
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<409> // RunInBranch
  | Problem<412> // PreconditionFailed
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** List files: `GET /api/file/`. */
export interface ListFilesRequest extends RequestContext {
  query: { limit: number; cursor?: string; order: 'asc' | 'desc' }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Page of files. */
export interface ListFiles200 {
  status: 200
  headers?: { Link?: string; 'Next-Cursor'?: string }
  type?: never
  body: FilePage
}

export type ListFilesResponse =
  | ListFiles200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // PageNotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Upload a file: `POST /api/file/`. */
export interface UploadFileRequest extends RequestContext {
  headers: { 'idempotency-key'?: string }
  user: Caller
}

/** New file. */
export interface UploadFile201 {
  status: 201
  headers: { Location: string; 'Idempotency-Replayed'?: 'true' }
  type?: never
  body: FileRecord
}

export type UploadFileResponse =
  | UploadFile201
  | Problem<400> // InvalidForm
  | Problem<401> // TokenNotValid
  | Problem<402> // QuotaExceeded
  | Problem<403> // UserMismatch
  | Problem<408> // RequestTimeout
  | Problem<413> // FileTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<422> // IdempotencyKeyReused
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable
  | Problem<507> // StorageFull

/** Get a file: `GET /api/file/{id}`. */
export interface GetFileRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** File. */
export interface GetFile200 {
  status: 200
  headers?: never
  type?: never
  body: FileRecord
}

export type GetFileResponse =
  | GetFile200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Replace a file's record: `PUT /api/file/{id}`. */
export interface ReplaceFileRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-match'?: string }
  body: FileReplace
  user: Caller
}

/** File after the change. */
export interface ReplaceFile200 {
  status: 200
  headers?: never
  type?: never
  body: FileRecord
}

export type ReplaceFileResponse =
  | ReplaceFile200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<403> // UserMismatch
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<409> // ReadOnlyMismatch
  | Problem<412> // PreconditionFailed
  | Problem<413> // BodyTooLarge
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Delete a file: `DELETE /api/file/{id}`. */
export interface DeleteFileRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-match'?: string }
  user: Caller
}

/** File deleted. */
export interface DeleteFile204 {
  status: 204
  headers?: never
  type?: never
  body?: never
}

export type DeleteFileResponse =
  | DeleteFile204
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<412> // PreconditionFailed
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Download a file: `GET /api/file/{id}/content`. */
export interface DownloadFileRequest extends RequestContext {
  params: { id: Id }
  query: { expires?: number }
  headers: { range?: string; 'if-range'?: string; 'if-none-match'?: string; 'if-modified-since'?: string }
  user: Caller | undefined
}

/** All bytes of the file. */
export interface DownloadFile200 {
  status: 200
  headers: {
    'Accept-Ranges': 'bytes'
    'Cache-Control': 'private, no-cache'
    'Content-Disposition': string
    'Content-Length': number
    'Content-Security-Policy': string
    'Cross-Origin-Resource-Policy': 'cross-origin'
    ETag: string
    'Last-Modified': string
  }
  type: string
  body: RawBody
}

/** Requested range of the bytes. */
export interface DownloadFile206 {
  status: 206
  headers: {
    'Accept-Ranges': 'bytes'
    'Cache-Control': 'private, no-cache'
    'Content-Disposition': string
    'Content-Length': number
    'Content-Range': string
    'Content-Security-Policy': string
    'Cross-Origin-Resource-Policy': 'cross-origin'
    ETag: string
    'Last-Modified': string
  }
  type: string
  body: RawBody
}

/** Content unchanged; the client already has these bytes. */
export interface DownloadFile304 {
  status: 304
  headers: {
    'Cache-Control': 'private, no-cache'
    'Content-Security-Policy': string
    'Cross-Origin-Resource-Policy': 'cross-origin'
    ETag: string
    'Last-Modified': string
  }
  type?: never
  body?: never
}

export type DownloadFileResponse =
  | DownloadFile200
  | DownloadFile206
  | DownloadFile304
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenOrLinkNotValid
  | Problem<403> // LinkExpired
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<416> // RangeNotSatisfiable
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Ask the model: `POST /api/llm/`. */
export interface AskModelRequest extends RequestContext {
  headers: { 'idempotency-key'?: string }
  body: ModelRequest
  user: Caller
}

/**
 * Run that has ended (`completed`, `incomplete` or `cancelled`), or its events. Each example of events is one
 * event; examples with one name are a complete stream.
 */
export interface AskModel200Json {
  status: 200
  headers?: {
    'Cache-Control'?: 'no-store, no-transform'
    'X-Accel-Buffering'?: 'no'
    'Idempotency-Replayed'?: 'true'
  }
  type?: never
  body: Run
}

/**
 * Run that has ended (`completed`, `incomplete` or `cancelled`), or its events. Each example of events is one
 * event; examples with one name are a complete stream.
 */
export interface AskModel200EventStream {
  status: 200
  headers?: {
    'Cache-Control'?: 'no-store, no-transform'
    'X-Accel-Buffering'?: 'no'
    'Idempotency-Replayed'?: 'true'
  }
  type: 'text/event-stream' | 'text/event-stream; charset=utf-8'
  body: RawBody
}

export type AskModelResponse =
  | AskModel200Json
  | AskModel200EventStream
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<402> // QuotaExceeded
  | Problem<403> // UserMismatch
  | Problem<404> // ReferenceNotFound
  | Problem<408> // RequestTimeout
  | Problem<409> // RunActiveOrKeyInUse
  | Problem<413> // ModelRequestTooLarge
  | Problem<415> // UnsupportedFile
  | Problem<417> // ExpectationFailed
  | Problem<422> // FileUnusable
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<502> // ProviderFailed
  | Problem<503> // ProviderUnavailable
  | Problem<504> // ProviderTimeout

/** Create a run: `POST /api/run/`. */
export interface CreateRunRequest extends RequestContext {
  headers: { 'idempotency-key'?: string }
  body: RunCreate
  user: Caller
}

/** Run, which continues in the background or has already ended. */
export interface CreateRun202 {
  status: 202
  headers: { Location: string; 'Idempotency-Replayed'?: 'true' }
  type?: never
  body: Run
}

export type CreateRunResponse =
  | CreateRun202
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<402> // QuotaExceeded
  | Problem<403> // UserMismatch
  | Problem<404> // ReferenceNotFound
  | Problem<408> // RequestTimeout
  | Problem<409> // RunActive
  | Problem<413> // ModelRequestTooLarge
  | Problem<415> // UnsupportedFile
  | Problem<417> // ExpectationFailed
  | Problem<422> // FileUnusable
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** List runs: `GET /api/run/`. */
export interface ListRunsRequest extends RequestContext {
  query: { chat?: Id; limit: number; cursor?: string; order: 'asc' | 'desc' }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Page of runs. */
export interface ListRuns200 {
  status: 200
  headers?: { Link?: string; 'Next-Cursor'?: string }
  type?: never
  body: RunPage
}

export type ListRunsResponse =
  | ListRuns200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // FilteredPageNotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Get a run: `GET /api/run/{id}`. */
export interface GetRunRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Run. */
export interface GetRun200 {
  status: 200
  headers?: never
  type?: never
  body: Run
}

export type GetRunResponse =
  | GetRun200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Delete a run: `DELETE /api/run/{id}`. */
export interface DeleteRunRequest extends RequestContext {
  params: { id: Id }
  user: Caller
}

/** Run deleted. */
export interface DeleteRun204 {
  status: 204
  headers?: never
  type?: never
  body?: never
}

export type DeleteRunResponse =
  | DeleteRun204
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<409> // RunStillActive
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Get the input of a run: `GET /api/run/{id}/input`. */
export interface GetRunInputRequest extends RequestContext {
  params: { id: Id }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Input of the run. */
export interface GetRunInput200 {
  status: 200
  headers?: never
  type?: never
  body: RunInput
}

export type GetRunInputResponse =
  | GetRunInput200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Cancel a run: `POST /api/run/{id}/cancel`. */
export interface CancelRunRequest extends RequestContext {
  params: { id: Id }
  user: Caller
}

/** Run that has ended. */
export interface CancelRun200 {
  status: 200
  headers?: never
  type?: never
  body: Run
}

/** Active run whose cancellation is requested. */
export interface CancelRun202 {
  status: 202
  headers?: never
  type?: never
  body: Run
}

export type CancelRunResponse =
  | CancelRun200
  | CancelRun202
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Follow a run: `GET /api/run/{id}/events`. */
export interface FollowRunRequest extends RequestContext {
  params: { id: Id }
  query: { after: number }
  headers: { 'last-event-id'?: string }
  user: Caller
}

/** Events of the run. Each example is one event; examples with one name are a complete stream. */
export interface FollowRun200 {
  status: 200
  headers?: { 'Cache-Control'?: 'no-store, no-transform'; 'X-Accel-Buffering'?: 'no' }
  type: 'text/event-stream' | 'text/event-stream; charset=utf-8'
  body: RawBody
}

/** No further events; the client has received all of them and need not reconnect. */
export interface FollowRun204 {
  status: 204
  headers?: never
  type?: never
  body?: never
}

export type FollowRunResponse =
  | FollowRun200
  | FollowRun204
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** List models: `GET /api/model/`. */
export interface ListModelsRequest extends RequestContext {
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Available models. */
export interface ListModels200 {
  status: 200
  headers?: never
  type?: never
  body: ModelList
}

export type ListModelsResponse =
  | ListModels200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Get usage and quotas: `GET /api/usage/`. */
export interface GetUsageRequest extends RequestContext {
  query: { from?: string; to?: string }
  headers: { 'if-none-match'?: string }
  user: Caller
}

/** Usage by day and model, and the quotas. */
export interface GetUsage200 {
  status: 200
  headers?: never
  type?: never
  body: UsageReport
}

export type GetUsageResponse =
  | GetUsage200
  | Problem<400> // InvalidRequest
  | Problem<401> // TokenNotValid
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge
  | Problem<503> // Unavailable

/** Check liveness: `GET /healthz`. */
export interface GetHealthRequest extends RequestContext {
  headers: { 'if-none-match'?: string }
}

/** Server is alive. */
export interface GetHealth200 {
  status: 200
  headers?: never
  type?: never
  body: Health
}

export type GetHealthResponse =
  | GetHealth200
  | Problem<400> // InvalidRequest
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<431> // HeadersTooLarge

/** Check readiness: `GET /readyz`. */
export interface GetReadinessRequest extends RequestContext {
  headers: { 'if-none-match'?: string }
}

/** Server is ready for requests. */
export interface GetReadiness200 {
  status: 200
  headers?: never
  type?: never
  body: Health
}

export type GetReadinessResponse =
  | GetReadiness200
  | Problem<400> // InvalidRequest
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<431> // HeadersTooLarge
  | Problem<503> // NotReady

/** Get the contract as YAML: `GET /openapi.yaml`. */
export interface GetContractYamlRequest extends RequestContext {}

/** Contract document. */
export interface GetContractYaml200 {
  status: 200
  headers?: never
  type: 'application/yaml'
  body: RawBody
}

export type GetContractYamlResponse =
  | GetContractYaml200
  | Problem<400> // InvalidRequest
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge

/** Get the contract as JSON: `GET /openapi.json`. */
export interface GetContractJsonRequest extends RequestContext {
  headers: { 'if-none-match'?: string }
}

/** Contract document. */
export interface GetContractJson200Json {
  status: 200
  headers?: never
  type?: never
  body: OpenApiDocument
}

/** Contract document. */
export interface GetContractJson200Text {
  status: 200
  headers?: never
  type: 'application/json; charset=utf-8'
  body: string
}

export type GetContractJsonResponse =
  | GetContractJson200Json
  | GetContractJson200Text
  | Problem<400> // InvalidRequest
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge

/** Get the contract in OpenAPI 3.0: `GET /openapi-3.0.json`. */
export interface GetContractOpenApi30Request extends RequestContext {
  headers: { 'if-none-match'?: string }
}

/** Contract in OpenAPI 3.0. */
export interface GetContractOpenApi30_200Json {
  status: 200
  headers?: never
  type?: never
  body: OpenApiDocument
}

/** Contract in OpenAPI 3.0. */
export interface GetContractOpenApi30_200Text {
  status: 200
  headers?: never
  type: 'application/json; charset=utf-8'
  body: string
}

export type GetContractOpenApi30Response =
  | GetContractOpenApi30_200Json
  | GetContractOpenApi30_200Text
  | Problem<400> // InvalidRequest
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge

/** Get the contract in OpenAPI 3.2: `GET /openapi-3.2.json`. */
export interface GetContractOpenApi32Request extends RequestContext {
  headers: { 'if-none-match'?: string }
}

/** Contract in OpenAPI 3.2. */
export interface GetContractOpenApi32_200Json {
  status: 200
  headers?: never
  type?: never
  body: OpenApiDocument
}

/** Contract in OpenAPI 3.2. */
export interface GetContractOpenApi32_200Text {
  status: 200
  headers?: never
  type: 'application/json; charset=utf-8'
  body: string
}

export type GetContractOpenApi32Response =
  | GetContractOpenApi32_200Json
  | GetContractOpenApi32_200Text
  | Problem<400> // InvalidRequest
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge

/** Get a problem type: `GET /problems/{code}`. */
export interface GetProblemTypeRequest extends RequestContext {
  params: { code: string }
  headers: { 'if-none-match'?: string }
}

/** Problem type. */
export interface GetProblemType200Json {
  status: 200
  headers: { Vary: string }
  type?: never
  body: ProblemType
}

/** Problem type. */
export interface GetProblemType200Html {
  status: 200
  headers: { Vary: string }
  type: 'text/html' | 'text/html; charset=utf-8'
  body: RawBody
}

export type GetProblemTypeResponse =
  | GetProblemType200Json
  | GetProblemType200Html
  | Problem<400> // InvalidRequest
  | Problem<404> // NotFound
  | Problem<408> // RequestTimeout
  | Problem<415> // UnsupportedMediaType
  | Problem<417> // ExpectationFailed
  | Problem<429> // RateLimited
  | Problem<431> // HeadersTooLarge

/** One handler for each operation of the tag `chat`. */
export interface ChatHandlers {
  /** List chats. */
  listChats: (request: ListChatsRequest) => Promise<ListChatsResponse>
  /** Create a chat. */
  createChat: (request: CreateChatRequest) => Promise<CreateChatResponse>
  /** Get a chat. */
  getChat: (request: GetChatRequest) => Promise<GetChatResponse>
  /** Rename a chat. */
  replaceChat: (request: ReplaceChatRequest) => Promise<ReplaceChatResponse>
  /** Delete a chat. */
  deleteChat: (request: DeleteChatRequest) => Promise<DeleteChatResponse>
}

/** One handler for each operation of the tag `contract`. */
export interface ContractHandlers {
  /** Get the contract as YAML. */
  getContractYaml: (request: GetContractYamlRequest) => Promise<GetContractYamlResponse>
  /** Get the contract as JSON. */
  getContractJson: (request: GetContractJsonRequest) => Promise<GetContractJsonResponse>
  /** Get the contract in OpenAPI 3.0. */
  getContractOpenApi30: (request: GetContractOpenApi30Request) => Promise<GetContractOpenApi30Response>
  /** Get the contract in OpenAPI 3.2. */
  getContractOpenApi32: (request: GetContractOpenApi32Request) => Promise<GetContractOpenApi32Response>
}

/** One handler for each operation of the tag `file`. */
export interface FileHandlers {
  /** List files. */
  listFiles: (request: ListFilesRequest) => Promise<ListFilesResponse>
  /** Upload a file. */
  uploadFile: (request: UploadFileRequest) => Promise<UploadFileResponse>
  /** Get a file. */
  getFile: (request: GetFileRequest) => Promise<GetFileResponse>
  /** Replace a file's record. */
  replaceFile: (request: ReplaceFileRequest) => Promise<ReplaceFileResponse>
  /** Delete a file. */
  deleteFile: (request: DeleteFileRequest) => Promise<DeleteFileResponse>
  /** Download a file. */
  downloadFile: (request: DownloadFileRequest) => Promise<DownloadFileResponse>
}

/** One handler for each operation of the tag `health`. */
export interface HealthHandlers {
  /** Check liveness. */
  getHealth: (request: GetHealthRequest) => Promise<GetHealthResponse>
  /** Check readiness. */
  getReadiness: (request: GetReadinessRequest) => Promise<GetReadinessResponse>
}

/** One handler for each operation of the tag `llm`. */
export interface LlmHandlers {
  /** Ask the model. */
  askModel: (request: AskModelRequest) => Promise<AskModelResponse>
  /** Create a run. */
  createRun: (request: CreateRunRequest) => Promise<CreateRunResponse>
  /** List models. */
  listModels: (request: ListModelsRequest) => Promise<ListModelsResponse>
}

/** One handler for each operation of the tag `message`. */
export interface MessageHandlers {
  /** List messages. */
  listMessages: (request: ListMessagesRequest) => Promise<ListMessagesResponse>
  /** Create a message. */
  createMessage: (request: CreateMessageRequest) => Promise<CreateMessageResponse>
  /** Get a message. */
  getMessage: (request: GetMessageRequest) => Promise<GetMessageResponse>
  /** Replace a message. */
  replaceMessage: (request: ReplaceMessageRequest) => Promise<ReplaceMessageResponse>
  /** Delete a message. */
  deleteMessage: (request: DeleteMessageRequest) => Promise<DeleteMessageResponse>
}

/** One handler for each operation of the tag `problem`. */
export interface ProblemHandlers {
  /** Get a problem type. */
  getProblemType: (request: GetProblemTypeRequest) => Promise<GetProblemTypeResponse>
}

/** One handler for each operation of the tag `run`. */
export interface RunHandlers {
  /** List runs. */
  listRuns: (request: ListRunsRequest) => Promise<ListRunsResponse>
  /** Get a run. */
  getRun: (request: GetRunRequest) => Promise<GetRunResponse>
  /** Delete a run. */
  deleteRun: (request: DeleteRunRequest) => Promise<DeleteRunResponse>
  /** Get the input of a run. */
  getRunInput: (request: GetRunInputRequest) => Promise<GetRunInputResponse>
  /** Cancel a run. */
  cancelRun: (request: CancelRunRequest) => Promise<CancelRunResponse>
  /** Follow a run. */
  followRun: (request: FollowRunRequest) => Promise<FollowRunResponse>
}

/** One handler for each operation of the tag `token`. */
export interface TokenHandlers {
  /** Log in. */
  logIn: (request: LogInRequest) => Promise<LogInResponse>
  /** Refresh the tokens. */
  refreshTokens: (request: RefreshTokensRequest) => Promise<RefreshTokensResponse>
  /** Verify a token. */
  verifyToken: (request: VerifyTokenRequest) => Promise<VerifyTokenResponse>
  /** Log out. */
  logOut: (request: LogOutRequest) => Promise<LogOutResponse>
}

/** One handler for each operation of the tag `usage`. */
export interface UsageHandlers {
  /** Get usage and quotas. */
  getUsage: (request: GetUsageRequest) => Promise<GetUsageResponse>
}

/** One handler for each operation of the tag `user`. */
export interface UserHandlers {
  /** Register a user. */
  registerUser: (request: RegisterUserRequest) => Promise<RegisterUserResponse>
  /** Get the current user. */
  getCurrentUser: (request: GetCurrentUserRequest) => Promise<GetCurrentUserResponse>
  /** Delete the current user. */
  deleteCurrentUser: (request: DeleteCurrentUserRequest) => Promise<DeleteCurrentUserResponse>
  /** Change the password. */
  changePassword: (request: ChangePasswordRequest) => Promise<ChangePasswordResponse>
}

/** The handlers of each tag. */
export interface Handlers {
  chat: ChatHandlers
  contract: ContractHandlers
  file: FileHandlers
  health: HealthHandlers
  llm: LlmHandlers
  message: MessageHandlers
  problem: ProblemHandlers
  run: RunHandlers
  token: TokenHandlers
  usage: UsageHandlers
  user: UserHandlers
}
