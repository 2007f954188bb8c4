// Made by `make generate`. Never edited by hand.

import type { Generated, GeneratedAlways } from 'kysely'

export interface Chats {
  id: GeneratedAlways<number>
  user_id: number
  title: string
  created_at: Generated<string>
  updated_at: Generated<string>
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
}

export interface Revocations {
  session_id: string
  transaction_id: Generated<string>
  expires_at: string
}

export interface Runs {
  id: GeneratedAlways<number>
  user_id: number
  status: 'completed' | 'incomplete'
  finish_reason: 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'other' | null
  model: string
  prompt_tokens: number | null
  completion_tokens: number | null
  total_tokens: number | null
  created_at: Generated<string>
}

export interface Sessions {
  id: string
  user_id: number
  token_hash: Buffer
  parent_hash: Buffer | null
  rotated_at: Generated<string>
  expires_at: string
}

export interface Sweeps {
  storage_owner: Generated<string>
  begun_at: string
}

export interface Users {
  id: GeneratedAlways<number>
  username: string
  username_key: string
  password_hash: string
  created_at: Generated<string>
}

export interface DB {
  chats: Chats
  files: Files
  messages: Messages
  revocations: Revocations
  runs: Runs
  sessions: Sessions
  sweeps: Sweeps
  users: Users
}
