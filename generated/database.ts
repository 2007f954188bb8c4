// Made by `make generate`. Never edited by hand.

import type { Generated, GeneratedAlways } from 'kysely'

export interface Chats {
  id: GeneratedAlways<number>
  user_id: number
  title: string
  created_at: Generated<string>
  updated_at: Generated<string>
  awaits_title: Generated<boolean>
  title_attempts: Generated<number>
  deleted_at: string | null
  message_count: Generated<number>
  leaf_id: number | null
  system: string | null
  model: string | null
  settings: Generated<unknown>
  is_linear: Generated<boolean>
}

export interface Files {
  id: GeneratedAlways<number>
  user_id: number
  name: string
  content_type: string
  storage_key: string | null
  size: number | null
  sha256: string | null
  stored_at: string | null
  url: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
  charset: string | null
  reading: unknown | null
  extracted_text: string | null
  rejected_by: Generated<unknown>
}

export interface IdempotencyKeys {
  user_id: number
  key: string
  fingerprint: Buffer
  run_id: number | null
  created_at: Generated<string>
  reusable: Generated<boolean>
  created_id: number | null
}

export interface Jobs {
  name: string
  due_at: Generated<string>
  held_by: string | null
  held_until: string | null
  backlog: Generated<number>
  oldest_due_at: string | null
}

export interface LoginAddresses {
  user_id: number
  address_hash: Buffer
  used_at: Generated<string>
}

export interface MessageFiles {
  user_id: number
  message_id: number
  position: number
  file_id: number
}

export interface Messages {
  id: GeneratedAlways<number>
  user_id: number
  chat_id: number
  file_id: number | null
  role: 'user' | 'assistant' | 'system'
  content: string
  created_at: Generated<string>
  updated_at: Generated<string>
  status: Generated<'running' | 'completed' | 'incomplete' | 'failed' | 'cancelled'>
  run_id: number | null
  run_part: 'prompt' | 'answer' | null
  parent_id: number | null
  edited_at: string | null
  parts: unknown | null
  more_files: Generated<boolean>
}

export interface RateBuckets {
  key: string
  full_at: string
  granted: number
}

export interface Revocations {
  session_id: string
  transaction_id: Generated<string>
  expires_at: string
}

export interface RunEvents {
  user_id: number
  run_id: number
  sequence: number
  payload: unknown
}

export interface RunInputs {
  user_id: number
  run_id: number
  prompt: string | null
  system: string | null
  temperature: number | null
  max_tokens: number | null
  overflow: string | null
  attachments: unknown | null
  prompt_id: number | null
  reasoning_effort: string | null
  tools: unknown | null
  tool_choice: unknown | null
  output_schema: unknown | null
}

export interface RunResults {
  user_id: number
  run_id: number
  last_sequence: number
  content: string | null
  reasoning: string | null
  context: unknown | null
  attempts: unknown
  tool_calls: unknown | null
  output_errors: unknown | null
}

export interface Runs {
  id: GeneratedAlways<number>
  user_id: number
  status: 'queued' | 'running' | 'completed' | 'incomplete' | 'failed' | 'cancelled'
  finish_reason: 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'other' | 'cancelled' | 'interrupted' | null
  model: string
  prompt_tokens: number | null
  completion_tokens: number | null
  total_tokens: number | null
  created_at: Generated<string>
  purpose: Generated<'answer' | 'title'>
  chat_id: number | null
  worker_id: string | null
  error_code: string | null
  usage_estimated: Generated<boolean>
  started_at: string | null
  ended_at: string | null
  cancel_requested_at: string | null
  cached_tokens: Generated<number>
  cache_write_tokens: Generated<number>
  reported_model: string | null
  events_until: string | null
  reasoning_tokens: Generated<number>
}

export interface Sessions {
  id: string
  user_id: number
  token_hash: Buffer
  parent_hash: Buffer | null
  rotated_at: Generated<string>
  expires_at: string
}

export interface StoredObjects {
  user_id: number
  storage_key: string
  state: Generated<'pending' | 'live' | 'deleting'>
  touched_at: Generated<string>
}

export interface Usage {
  user_id: number
  day: string
  model: string
  runs: number
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  cached_tokens: Generated<number>
  cache_write_tokens: Generated<number>
  reasoning_tokens: Generated<number>
}

export interface UserTotals {
  user_id: number
  files: Generated<number>
  stored_bytes: Generated<number>
}

export interface Users {
  id: GeneratedAlways<number>
  username: string
  username_key: string | null
  password_hash: string
  created_at: Generated<string>
  deleted_at: string | null
}

export interface Workers {
  id: string
  expires_at: string
}

export interface DB {
  chats: Chats
  files: Files
  idempotency_keys: IdempotencyKeys
  jobs: Jobs
  login_addresses: LoginAddresses
  message_files: MessageFiles
  messages: Messages
  rate_buckets: RateBuckets
  revocations: Revocations
  run_events: RunEvents
  run_inputs: RunInputs
  run_results: RunResults
  runs: Runs
  sessions: Sessions
  stored_objects: StoredObjects
  usage: Usage
  user_totals: UserTotals
  users: Users
  workers: Workers
}

/** The table that each foreign key refers to, by the name of its constraint. */
export const foreignKeys = {
  "chats_user": "users",
  "files_object": "stored_objects",
  "files_user": "users",
  "idempotency_keys_run": "runs",
  "idempotency_keys_user": "users",
  "login_addresses_user": "users",
  "message_files_file": "files",
  "message_files_message": "messages",
  "messages_chat": "chats",
  "messages_file": "files",
  "messages_parent": "messages",
  "messages_run": "runs",
  "run_events_run": "runs",
  "run_inputs_run": "runs",
  "run_results_run": "runs",
  "runs_chat": "chats",
  "runs_user": "users",
  "sessions_user": "users",
  "usage_user": "users",
  "user_totals_user": "users"
} as const
