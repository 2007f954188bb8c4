// Made by `make generate`. Never edited by hand.

/** Schemas of the contract. Routes refer to them as `contract#/$defs/…`. */
export const schemas = {
  "$id": "contract",
  "$defs": {
    "Id": {
      "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
      "type": "integer",
      "format": "double-int",
      "minimum": 1,
      "maximum": 9007199254740991
    },
    "UnknownValue": {
      "description": "Any other value, which a later version of the contract may add. Treat it like a general case, such as\n`other`, or display it as it is.\n",
      "type": "string",
      "maxLength": 100
    },
    "Credentials": {
      "description": "Username and password of a new account.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "username",
        "password"
      ],
      "properties": {
        "username": {
          "description": "Name to log in with: 1 to 150 letters and digits of any script, and `@ . + - _`. The pattern\nexcludes all other ASCII characters, and the blocks of Unicode up to U+FFFF that consist of\nspaces, punctuation, symbols or invisible characters. It allows characters above U+FFFF, such\nas emoji.\n",
          "type": "string",
          "minLength": 1,
          "maxLength": 150,
          "pattern": "^[^\\x00-\\x2A\\x2C\\x2F\\x3A-\\x3F\\x5B-\\x5E\\x60\\x7B-\\xA9\\xAB-\\xB4\\xB6-\\xB9\\xBB-\\xBF\\xD7\\xF7͏؜ᅟ-ᅠ ឴-឵᠋-᠏ -⃏⅀-⯿⸀-⹿⿰-〄〈-〠ㅤ㈀-㏿䷀-䷿﷏-︟︰-﹯﻿-＊，／：-？［-＾｀｛-･ﾠ￠-�]+$"
        },
        "password": {
          "description": "Password of 8 to 1,024 characters (Unicode code points).",
          "type": "string",
          "format": "password",
          "minLength": 8,
          "maxLength": 1024,
          "pattern": "^[^\\x00]*$"
        }
      }
    },
    "LoginCredentials": {
      "description": "Username and password of an account.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "username",
        "password"
      ],
      "properties": {
        "username": {
          "description": "Username of the account, in upper or lower case.",
          "type": "string",
          "minLength": 1,
          "maxLength": 600,
          "pattern": "^[^\\x00]*$"
        },
        "password": {
          "description": "Password of the account.",
          "type": "string",
          "format": "password",
          "minLength": 1,
          "maxLength": 1024,
          "pattern": "^[^\\x00]*$"
        }
      }
    },
    "PasswordChange": {
      "description": "Current password and its replacement.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "current_password",
        "new_password"
      ],
      "properties": {
        "current_password": {
          "description": "Current password of the account.",
          "type": "string",
          "format": "password",
          "minLength": 1,
          "maxLength": 1024,
          "pattern": "^[^\\x00]*$"
        },
        "new_password": {
          "description": "New password of 8 to 1,024 characters (Unicode code points).",
          "type": "string",
          "format": "password",
          "minLength": 8,
          "maxLength": 1024,
          "pattern": "^[^\\x00]*$"
        }
      }
    },
    "User": {
      "description": "Account of a user.",
      "type": "object",
      "required": [
        "id",
        "username",
        "created_at"
      ],
      "properties": {
        "id": {
          "description": "Id of the account.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "username": {
          "description": "Username after Unicode normalisation (NFKC), which can lengthen it.",
          "type": "string",
          "minLength": 1,
          "maxLength": 450
        },
        "created_at": {
          "description": "Time of registration.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "RefreshToken": {
      "description": "Refresh token in a request.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "refresh"
      ],
      "properties": {
        "refresh": {
          "description": "Refresh token of a session.",
          "type": "string",
          "minLength": 1,
          "maxLength": 2000
        }
      }
    },
    "AnyToken": {
      "description": "Access token or refresh token in a request.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "token"
      ],
      "properties": {
        "token": {
          "description": "Access token or refresh token to check.",
          "type": "string",
          "minLength": 1,
          "maxLength": 2000
        }
      }
    },
    "TokenPair": {
      "description": "Access token and refresh token of a session, with their lifetimes.",
      "type": "object",
      "required": [
        "access",
        "refresh",
        "expires_in",
        "refresh_expires_in"
      ],
      "properties": {
        "access": {
          "description": "Access token, sent as `Authorization: Bearer`.",
          "type": "string",
          "minLength": 1,
          "maxLength": 2000
        },
        "refresh": {
          "description": "Refresh token, exchanged for the next token pair with refreshTokens.",
          "type": "string",
          "minLength": 1,
          "maxLength": 2000
        },
        "expires_in": {
          "description": "Seconds until the access token expires.",
          "type": "integer",
          "format": "int32",
          "minimum": 0,
          "maximum": 2147483647
        },
        "refresh_expires_in": {
          "description": "Seconds until the refresh token expires, unless it is exchanged before.",
          "type": "integer",
          "format": "int32",
          "minimum": 0,
          "maximum": 2147483647
        }
      }
    },
    "Health": {
      "description": "State of the server.",
      "type": "object",
      "required": [
        "status"
      ],
      "properties": {
        "status": {
          "description": "`ok` if all checks passed; a failed check is a problem response instead.",
          "type": "string",
          "enum": [
            "ok"
          ]
        }
      }
    },
    "Empty": {
      "description": "Empty object.",
      "type": "object",
      "maxProperties": 0
    },
    "Chat": {
      "description": "Conversation of a user with the model.",
      "type": "object",
      "required": [
        "id",
        "title",
        "leaf",
        "system",
        "model",
        "settings",
        "user",
        "created_at",
        "updated_at"
      ],
      "properties": {
        "id": {
          "description": "Id of the chat.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "title": {
          "description": "Title of the chat, or the empty string.",
          "type": "string",
          "maxLength": 255
        },
        "leaf": {
          "description": "Id of the last message of the current branch, below which messages are added; null for the root.\n",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "system": {
          "description": "Default `system` of requests in the chat, or null.",
          "type": [
            "string",
            "null"
          ],
          "maxLength": 32768
        },
        "model": {
          "description": "Default `model` of requests in the chat, or null.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 200
        },
        "settings": {
          "$ref": "contract#/$defs/ChatSettings"
        },
        "user": {
          "description": "Id of the user who owns the chat.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "Time of creation.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Time of the last change of the chat or of a message in it.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "ChatSettings": {
      "description": "Default settings of requests in the chat.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "temperature": {
          "description": "Sampling temperature.",
          "type": "number",
          "minimum": 0,
          "maximum": 2
        },
        "max_tokens": {
          "description": "Maximum number of tokens in an answer.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 1000000
        },
        "reasoning_effort": {
          "$ref": "contract#/$defs/ReasoningEffort"
        }
      }
    },
    "ReasoningEffort": {
      "description": "Amount of reasoning before the answer; by default the model decides. A provider without this setting\nignores it, which `ignored` in the `context` of the run states.\n",
      "type": "string",
      "enum": [
        "none",
        "minimal",
        "low",
        "medium",
        "high"
      ]
    },
    "ChatCreate": {
      "description": "Chat to create.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "title": {
          "description": "Title of the chat; empty by default.",
          "type": "string",
          "maxLength": 255,
          "pattern": "^[^\\x00]*$"
        },
        "system": {
          "description": "Default instructions (system prompt) for requests in the chat; null by default.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 32768,
          "pattern": "^[^\\x00]*$"
        },
        "model": {
          "description": "Id of the default model for requests in the chat, one that GET /api/model/ lists; null by default.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[^\\x00]*$"
        },
        "settings": {
          "description": "Default settings for requests in the chat; none by default.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/ChatSettings"
            },
            {
              "type": "null"
            }
          ]
        },
        "user": {
          "description": "The caller's own user id, if given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "ChatReplace": {
      "description": "Chat with the values to store.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "title"
      ],
      "properties": {
        "title": {
          "description": "Title of the chat.",
          "type": "string",
          "maxLength": 255,
          "pattern": "^[^\\x00]*$"
        },
        "leaf": {
          "description": "Id of the message of the chat below which messages are added from now on, which makes its branch\nthe current one, or null for the root; unchanged if left out.\n",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "system": {
          "description": "Default instructions (system prompt) for requests in the chat; null removes them; unchanged if\nleft out.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 32768,
          "pattern": "^[^\\x00]*$"
        },
        "model": {
          "description": "Id of the default model for requests in the chat, one that GET /api/model/ lists; null removes it;\nunchanged if left out.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[^\\x00]*$"
        },
        "settings": {
          "description": "Default settings for requests in the chat; null removes them; unchanged if left out.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/ChatSettings"
            },
            {
              "type": "null"
            }
          ]
        },
        "user": {
          "description": "The caller's own user id, if given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "id": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Read-only. Leave it out, or send the value that was returned; the request is rejected if the\nobject has changed since.\n",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "ChatPage": {
      "description": "Page of chats.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/Chat"
      }
    },
    "Role": {
      "description": "Author of a message: `user`, `assistant` (the model) or `system` (instructions).",
      "type": "string",
      "enum": [
        "user",
        "assistant",
        "system"
      ]
    },
    "RoleOfNewMessage": {
      "description": "Author of a message: `user`, `assistant` (the model) or `system` (instructions).",
      "type": "string",
      "enum": [
        "user",
        "assistant",
        "system"
      ],
      "default": "user"
    },
    "Message": {
      "description": "Message of a chat.",
      "type": "object",
      "required": [
        "id",
        "content",
        "role",
        "status",
        "chat",
        "user",
        "file",
        "files",
        "parts",
        "run",
        "parent",
        "sibling_index",
        "sibling_count",
        "edited_at",
        "created_at",
        "updated_at"
      ],
      "properties": {
        "id": {
          "description": "Id of the message.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "content": {
          "description": "Text of the message, or the part of it that has been generated so far.",
          "type": "string",
          "maxLength": 16777216
        },
        "status": {
          "description": "`running` while the model writes the message, then the final status of its run; `completed` for a\nmessage that a client has written or edited.\n",
          "type": "string",
          "enum": [
            "running",
            "completed",
            "incomplete",
            "failed",
            "cancelled"
          ]
        },
        "run": {
          "description": "Id of the run whose prompt or answer the message is, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "role": {
          "$ref": "contract#/$defs/Role"
        },
        "chat": {
          "description": "Id of the chat that contains the message.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "Id of the user who owns the message.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "file": {
          "description": "Id of the attached file, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "files": {
          "description": "Ids of all attached files, in order; the first one is `file`.",
          "type": "array",
          "maxItems": 20,
          "items": {
            "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
            "type": "integer",
            "format": "double-int",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        "parts": {
          "description": "Parts of the message in this order: reasoning, text (the same as `content`), files, tool calls and\ntool results.\n",
          "type": "array",
          "maxItems": 1000,
          "items": {
            "$ref": "contract#/$defs/MessagePart"
          }
        },
        "parent": {
          "description": "Id of the parent message, or null for a message at the root.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "sibling_index": {
          "description": "Position of the message among its siblings and itself, ordered by id, from 1.\n",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "sibling_count": {
          "description": "Number of children of the parent or, without a parent, of messages of the chat without one.\n",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "edited_at": {
          "description": "Time at which a client last changed the content, the role or the files, or null.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "created_at": {
          "description": "Time of creation.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Time of the last change.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "MessagePart": {
      "description": "Part of a message. Narrow it to a KnownMessagePart by its `type`, and ignore parts of any other type.\n",
      "anyOf": [
        {
          "$ref": "contract#/$defs/KnownMessagePart"
        },
        {
          "$ref": "contract#/$defs/UnknownMessagePart"
        }
      ]
    },
    "UnknownMessagePart": {
      "description": "Part of another type, which a later version of the contract may add.",
      "type": "object",
      "required": [
        "type"
      ],
      "properties": {
        "type": {
          "description": "Type that is not among those of KnownMessagePart.",
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        }
      }
    },
    "KnownMessagePart": {
      "description": "Part of a message with a type of this version of the contract.",
      "type": "object",
      "required": [
        "type"
      ],
      "discriminator": {
        "propertyName": "type"
      },
      "oneOf": [
        {
          "$ref": "contract#/$defs/ReasoningPart"
        },
        {
          "$ref": "contract#/$defs/TextPart"
        },
        {
          "$ref": "contract#/$defs/FilePart"
        },
        {
          "$ref": "contract#/$defs/ToolCallPart"
        },
        {
          "$ref": "contract#/$defs/ToolResultPart"
        }
      ]
    },
    "ReasoningPart": {
      "description": "Reasoning of the model that preceded its answer.",
      "type": "object",
      "required": [
        "type",
        "text"
      ],
      "properties": {
        "type": {
          "description": "Type of the part.",
          "type": "string",
          "enum": [
            "reasoning"
          ]
        },
        "text": {
          "description": "Reasoning of the model.",
          "type": "string",
          "maxLength": 262144
        }
      }
    },
    "TextPart": {
      "description": "Text of the message, the same as `content`.",
      "type": "object",
      "required": [
        "type",
        "text"
      ],
      "properties": {
        "type": {
          "description": "Type of the part.",
          "type": "string",
          "enum": [
            "text"
          ]
        },
        "text": {
          "description": "Text of the message.",
          "type": "string",
          "maxLength": 16777216
        }
      }
    },
    "FilePart": {
      "description": "File that is attached to the message.",
      "type": "object",
      "required": [
        "type",
        "file"
      ],
      "properties": {
        "type": {
          "description": "Type of the part.",
          "type": "string",
          "enum": [
            "file"
          ]
        },
        "file": {
          "description": "Id of the file.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "ToolCallPart": {
      "description": "Call of one of the client's tools by the model.",
      "type": "object",
      "required": [
        "type",
        "id",
        "name",
        "arguments"
      ],
      "properties": {
        "type": {
          "description": "Type of the part.",
          "type": "string",
          "enum": [
            "tool_call"
          ]
        },
        "id": {
          "description": "Id of the call.",
          "type": "string",
          "minLength": 1,
          "maxLength": 1000
        },
        "name": {
          "description": "Name of the tool.",
          "type": "string",
          "maxLength": 1000
        },
        "arguments": {
          "description": "Arguments as the model wrote them, which are JSON unless `errors` states otherwise.",
          "type": "string",
          "maxLength": 16777216
        },
        "errors": {
          "description": "Reasons why the call is not valid; missing if it is valid.",
          "type": "array",
          "maxItems": 50,
          "items": {
            "$ref": "contract#/$defs/InputError"
          }
        }
      }
    },
    "ToolResultPart": {
      "description": "Result of a tool call, from the client.",
      "type": "object",
      "required": [
        "type",
        "tool_call",
        "content"
      ],
      "properties": {
        "type": {
          "description": "Type of the part.",
          "type": "string",
          "enum": [
            "tool_result"
          ]
        },
        "tool_call": {
          "description": "Id of the call.",
          "type": "string",
          "minLength": 1,
          "maxLength": 1000
        },
        "content": {
          "description": "Result of the tool.",
          "type": "string",
          "maxLength": 4000000
        }
      }
    },
    "MessageCreate": {
      "description": "Message to create.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "content",
        "chat"
      ],
      "properties": {
        "content": {
          "description": "Text of the message.",
          "type": "string",
          "maxLength": 262144,
          "pattern": "^[^\\x00]*$"
        },
        "chat": {
          "description": "Id of one of the caller's chats.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "The caller's own user id, if given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "file": {
          "description": "Id of one of the caller's files, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "files": {
          "description": "Ids of several of the caller's files, in order. Cannot be combined with `file`.",
          "type": "array",
          "maxItems": 20,
          "uniqueItems": true,
          "items": {
            "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
            "type": "integer",
            "format": "double-int",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        "parent": {
          "description": "Id of the parent message in the same chat, or null to add the message at the root; the leaf of the\nchat by default.\n",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "role": {
          "$ref": "contract#/$defs/RoleOfNewMessage"
        }
      }
    },
    "MessageReplace": {
      "description": "Message with the values to store.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "content",
        "chat"
      ],
      "properties": {
        "content": {
          "description": "Text of the message.",
          "type": "string",
          "maxLength": 4000000,
          "pattern": "^[^\\x00]*$"
        },
        "chat": {
          "description": "Id of one of the caller's chats. Another chat than the current one moves the message.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "The caller's own user id, if given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "file": {
          "description": "Id of one of the caller's files, or null to remove the file; unchanged if left out.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "files": {
          "description": "Ids of the caller's files to attach instead, in order; unchanged if left out.",
          "type": "array",
          "maxItems": 20,
          "uniqueItems": true,
          "items": {
            "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
            "type": "integer",
            "format": "double-int",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        "role": {
          "description": "Author of the message; unchanged if left out.",
          "$ref": "contract#/$defs/Role"
        },
        "id": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "run": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "status": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": "string",
          "enum": [
            "running",
            "completed",
            "incomplete",
            "failed",
            "cancelled"
          ]
        },
        "parent": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "edited_at": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "sibling_index": {
          "description": "Ignored; may be sent back as it was returned.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "sibling_count": {
          "description": "Ignored; may be sent back as it was returned.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "parts": {
          "description": "Ignored; may be sent back as it was returned.",
          "type": "array",
          "maxItems": 1000,
          "items": {
            "description": "Part as it was returned."
          }
        },
        "created_at": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Read-only. Leave it out, or send the value that was returned; the request is rejected if the\nobject has changed since.\n",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "MessagePage": {
      "description": "Page of messages.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/Message"
      }
    },
    "FileRecord": {
      "description": "Uploaded file, or a reference to an external URL.",
      "type": "object",
      "required": [
        "id",
        "name",
        "content_type",
        "size",
        "sha256",
        "url",
        "url_expires_at",
        "user",
        "created_at",
        "updated_at"
      ],
      "properties": {
        "id": {
          "description": "Id of the file.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "name": {
          "description": "Name of the file.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "content_type": {
          "description": "Media type of the file.",
          "type": "string",
          "minLength": 3,
          "maxLength": 255
        },
        "size": {
          "description": "Size in bytes; null for an external URL.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "sha256": {
          "description": "SHA-256 of the bytes in hexadecimal; null for an external URL.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 64,
          "maxLength": 64
        },
        "url": {
          "description": "Signed URL to the bytes, valid until `url_expires_at`, or the external URL.",
          "type": "string",
          "format": "uri",
          "maxLength": 2048
        },
        "url_expires_at": {
          "description": "Time at which the signed URL expires; null for an external URL.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "user": {
          "description": "Id of the user who owns the file.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "Time of the upload.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Time of the last change.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "FileUpload": {
      "description": "One file as form data.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "file"
      ],
      "properties": {
        "file": {
          "description": "Bytes of the file.",
          "type": "string",
          "format": "binary"
        },
        "name": {
          "description": "Name to store, without a path; by default the name that is sent with the bytes.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^[^\\x00-\\x1F\\x7F/\\\\�]+$"
        },
        "content_type": {
          "description": "Media type to store if the content does not reveal it, with a charset for text that is not UTF-8;\nby default the type that is sent with the bytes, whose charset is ignored.\n",
          "type": "string",
          "minLength": 3,
          "maxLength": 255,
          "pattern": "^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9!#$&^_.+-]+=[A-Za-z0-9!#$&^_.+-]+)*$"
        },
        "user": {
          "description": "The caller's own user id, if given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "FileReplace": {
      "description": "Record of a file with the values to store.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "content_type",
        "url"
      ],
      "properties": {
        "name": {
          "description": "Name of the file.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^[^\\x00-\\x1F\\x7F/\\\\]+$"
        },
        "content_type": {
          "description": "Media type of the file.",
          "type": "string",
          "minLength": 3,
          "maxLength": 255,
          "pattern": "^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9!#$&^_.+-]+=[A-Za-z0-9!#$&^_.+-]+)*$"
        },
        "url": {
          "description": "Signed URL of the file, as a URL or from its path on, or an external http or https URL without\nuser information.\n",
          "type": "string",
          "format": "uri-reference",
          "maxLength": 2048,
          "pattern": "^(/[^@/?#\\x00]+|[Hh][Tt][Tt][Pp][Ss]?://([^\\x00-\\x20\"#%/:<>?@\\x5B-\\x5E\\x60\\x7B-\\x7F]+|\\x5B[0-9A-Fa-f:.]+\\x5D)(:(6553[0-5]|655[0-2][0-9]|65[0-4][0-9][0-9]|6[0-4][0-9][0-9][0-9]|[1-5][0-9][0-9][0-9][0-9]|[0-9]{0,4}))?)([/?#][^\\x00]*)?$"
        },
        "url_expires_at": {
          "description": "Ignored; may be sent back as it was returned.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "id": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "size": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "sha256": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 64,
          "maxLength": 64
        },
        "user": {
          "description": "The caller's own user id, if given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "Read-only. Leave it out, or send the value that was returned.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Read-only. Leave it out, or send the value that was returned; the request is rejected if the\nobject has changed since.\n",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "FilePage": {
      "description": "Page of files.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/FileRecord"
      }
    },
    "HtmlPage": {
      "description": "HTML page for people.",
      "type": "string",
      "maxLength": 100000
    },
    "Bytes": {
      "description": "Bytes of any media type.",
      "type": "string",
      "format": "binary"
    },
    "ModelRequest": {
      "description": "Prompt for the model, with its context and settings.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "prompt": {
          "description": "Prompt for the model. May be blank only together with a file. If it is left out, `tool_results`\nare sent, or `parent` names the message that the model answers again.\n",
          "type": "string",
          "maxLength": 262144,
          "pattern": "^[^\\x00]*$"
        },
        "file": {
          "description": "Id of one of the caller's files to attach, or null. Cannot be combined with `file_url`.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "files": {
          "description": "Ids of the caller's files to attach, in order; at most 7 MiB together in the form in which they\nare sent to the model. Cannot be combined with `file` or `file_url`.\n",
          "type": "array",
          "maxItems": 20,
          "uniqueItems": true,
          "items": {
            "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
            "type": "integer",
            "format": "double-int",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        "file_url": {
          "description": "URL of a file to attach, or null: the signed URL of one of the caller's files, with or without\nits signature, or an external http or https URL. Cannot be combined with `file`.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 2048,
          "pattern": "^[^\\x00]*$"
        },
        "model": {
          "description": "Id of a model that GET /api/model/ lists; by default that of the chat, or else the first one of\nthe list.\n",
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[^\\x00]*$"
        },
        "system": {
          "description": "Instructions that precede the conversation (system prompt).",
          "type": "string",
          "minLength": 1,
          "maxLength": 32768,
          "pattern": "^[^\\x00]*$"
        },
        "temperature": {
          "description": "Sampling temperature: higher values make the answer more random. By default the model's own. If a\nmodel rejects this parameter it is asked without it, as stated in the `attempts` of the run.\n",
          "type": "number",
          "minimum": 0,
          "maximum": 2
        },
        "max_tokens": {
          "description": "Maximum number of tokens in the answer, which then ends with the `finish_reason` `length`.\n",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 1000000
        },
        "reasoning_effort": {
          "$ref": "contract#/$defs/ReasoningEffort"
        },
        "tools": {
          "description": "Tools that the model may call, each with its own name. A run in which the model calls tools ends\nas `completed` with the `finish_reason` `tool_calls`; the client executes the calls. All schemas\ntogether have at most 262,144 characters as JSON.\n",
          "type": "array",
          "maxItems": 128,
          "items": {
            "$ref": "contract#/$defs/Tool"
          }
        },
        "tool_choice": {
          "$ref": "contract#/$defs/ToolChoice"
        },
        "output": {
          "$ref": "contract#/$defs/OutputFormat"
        },
        "tool_results": {
          "description": "Results of the tool calls of a message in `chat`, instead of a prompt: exactly one for each call,\nin any order. The message is `parent` or, by default, the leaf of the chat. `tools` are by default\nthose of the run that made the calls. The results become a message with the role `user`, and the\nanswer is added below it.\n",
          "type": "array",
          "minItems": 1,
          "maxItems": 128,
          "items": {
            "$ref": "contract#/$defs/ToolResult"
          }
        },
        "chat": {
          "description": "Id of one of the caller's chats, whose messages become the context, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "parent": {
          "description": "Id of the message of the chat below which the prompt is added, or null for the root; the leaf of\nthe chat by default. With `tool_results`, the message with the calls. Otherwise, without a prompt,\nthe message with the role `user` that the model answers again.\n",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "overflow": {
          "$ref": "contract#/$defs/Overflow"
        },
        "stream": {
          "description": "True returns the answer as events, false as JSON. By default `Accept` decides, and without it the\nanswer is JSON.\n",
          "type": "boolean"
        },
        "cancel_on_disconnect": {
          "$ref": "contract#/$defs/CancelOnDisconnect"
        },
        "user": {
          "description": "The caller's own user id, if given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "Tool": {
      "description": "Function of the client that the model may call.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name"
      ],
      "properties": {
        "name": {
          "description": "Name of the tool, unique in the request.",
          "type": "string",
          "minLength": 1,
          "maxLength": 64,
          "pattern": "^[A-Za-z0-9_-]+$"
        },
        "description": {
          "description": "Description of the tool for the model.",
          "type": "string",
          "maxLength": 8192,
          "pattern": "^[^\\x00]*$"
        },
        "parameters": {
          "$ref": "contract#/$defs/ToolParameters"
        }
      }
    },
    "ToolParameters": {
      "description": "JSON Schema (draft 2020-12) of the arguments of the tool, which are an object; any object by default.\nIt must have at most 65,536 characters as JSON and 64 levels, refer only to its own parts, and contain\nno U+0000; otherwise the request returns `schema_not_valid`.\n",
      "type": "object",
      "required": [
        "type"
      ],
      "maxProperties": 1000,
      "properties": {
        "type": {
          "description": "Arguments are an object.",
          "type": "string",
          "enum": [
            "object"
          ]
        }
      },
      "additionalProperties": true
    },
    "ToolChoice": {
      "description": "Tool choice: the model decides (`auto`, the default), calls no tool (`none`), calls at least one\n(`required`), or calls the named one.\n",
      "anyOf": [
        {
          "type": "string",
          "enum": [
            "auto",
            "none",
            "required"
          ]
        },
        {
          "$ref": "contract#/$defs/NamedTool"
        }
      ]
    },
    "NamedTool": {
      "description": "Tool that the model must call.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name"
      ],
      "properties": {
        "name": {
          "description": "Name of one of the `tools`.",
          "type": "string",
          "minLength": 1,
          "maxLength": 64,
          "pattern": "^[A-Za-z0-9_-]+$"
        }
      }
    },
    "OutputFormat": {
      "description": "Required form of the answer. The run is `completed` only if the answer is JSON that matches the\nschema, or if the model calls tools. If the answer does not match, the model is asked once more with\nthe errors, and the usage includes both calls. If the second answer does not match either, the run is\n`failed` with the code `output_not_valid` and its `errors`.\n",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schema"
      ],
      "properties": {
        "schema": {
          "description": "JSON Schema (draft 2020-12) of the answer. It must have at most 65,536 characters as JSON and 64\nlevels, refer only to its own parts, and contain no U+0000; otherwise the request returns\n`schema_not_valid`. The answer must have at most 262,144 characters and 64 levels.\n",
          "type": "object",
          "maxProperties": 1000,
          "additionalProperties": true
        }
      }
    },
    "ToolCall": {
      "description": "Call of a tool by the model.",
      "type": "object",
      "required": [
        "id",
        "name",
        "arguments"
      ],
      "properties": {
        "id": {
          "description": "Id of the call, unique in its run. Send it as `tool_call` with the result.",
          "type": "string",
          "minLength": 1,
          "maxLength": 256
        },
        "name": {
          "description": "Name of the called tool, as the model wrote it.",
          "type": "string",
          "maxLength": 256
        },
        "arguments": {
          "description": "Arguments as JSON text, as the model wrote them. Valid only if there are no `errors`.",
          "type": "string",
          "maxLength": 16777216
        },
        "errors": {
          "description": "Reasons why the call is not valid: the tool is unknown (`/name`), or the arguments are not JSON\nthat matches its `parameters` (pointers that start with `/arguments`). Missing if it is valid.\n",
          "type": "array",
          "minItems": 1,
          "maxItems": 50,
          "items": {
            "$ref": "contract#/$defs/InputError"
          }
        }
      }
    },
    "RunInput": {
      "description": "Request that the model received for a run.",
      "type": "object",
      "required": [
        "run",
        "model",
        "system",
        "temperature",
        "max_tokens",
        "reasoning_effort",
        "tools",
        "tool_choice",
        "output",
        "messages",
        "deleted_messages",
        "dropped",
        "dropped_messages",
        "ignored"
      ],
      "properties": {
        "run": {
          "description": "Id of the run.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "model": {
          "description": "Model that was asked, equal to `model` of the run.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "system": {
          "description": "Instructions that preceded the conversation, or null.",
          "type": [
            "string",
            "null"
          ],
          "maxLength": 32768
        },
        "temperature": {
          "description": "Sampling temperature, or null.",
          "type": [
            "number",
            "null"
          ],
          "minimum": 0,
          "maximum": 2
        },
        "max_tokens": {
          "description": "Maximum number of tokens in the answer, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "int32",
          "minimum": 1,
          "maximum": 1000000
        },
        "reasoning_effort": {
          "description": "Requested amount of reasoning, or null.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/ReasoningEffort"
            },
            {
              "type": "null"
            }
          ]
        },
        "tools": {
          "description": "Tools that were offered to the model.",
          "type": "array",
          "maxItems": 128,
          "items": {
            "$ref": "contract#/$defs/Tool"
          }
        },
        "tool_choice": {
          "description": "Tool choice of the request, or null.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/ToolChoice"
            },
            {
              "type": "null"
            }
          ]
        },
        "output": {
          "description": "Required form of the answer, or null.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/OutputFormat"
            },
            {
              "type": "null"
            }
          ]
        },
        "messages": {
          "description": "Messages in the order in which they were sent, ending with the prompt; without a chat, only the\nprompt.\n",
          "type": "array",
          "maxItems": 1001,
          "items": {
            "$ref": "contract#/$defs/InputMessage"
          }
        },
        "deleted_messages": {
          "description": "Number of messages that were sent and have been deleted since.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "dropped": {
          "description": "Number of older messages that were omitted, equal to `dropped` of the context.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "dropped_messages": {
          "description": "Omitted messages that still exist, at most the newest 100, newest first.",
          "type": "array",
          "maxItems": 100,
          "items": {
            "$ref": "contract#/$defs/DroppedMessage"
          }
        },
        "ignored": {
          "description": "Settings that had no effect, equal to `ignored` of the context.",
          "type": "array",
          "maxItems": 10,
          "items": {
            "type": "string",
            "enum": [
              "reasoning_effort"
            ]
          }
        }
      }
    },
    "InputMessage": {
      "description": "Message that was sent to the model.",
      "type": "object",
      "required": [
        "message",
        "role",
        "content",
        "edited",
        "files",
        "tool_calls",
        "tool_results"
      ],
      "properties": {
        "message": {
          "description": "Id of the message; null for the prompt of a run without a chat.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "role": {
          "$ref": "contract#/$defs/Role"
        },
        "content": {
          "description": "Text of the message as it is now.",
          "type": "string",
          "maxLength": 16777216
        },
        "edited": {
          "description": "True if the text, the role or the files were edited after the run began, so that the model\nreceived a different version.\n",
          "type": "boolean"
        },
        "files": {
          "description": "Files of the message.",
          "type": "array",
          "maxItems": 20,
          "items": {
            "$ref": "contract#/$defs/InputFile"
          }
        },
        "tool_calls": {
          "description": "Tool calls in the message.",
          "type": "array",
          "maxItems": 128,
          "items": {
            "$ref": "contract#/$defs/ToolCall"
          }
        },
        "tool_results": {
          "description": "Tool results in the message.",
          "type": "array",
          "maxItems": 128,
          "items": {
            "$ref": "contract#/$defs/ToolResult"
          }
        }
      }
    },
    "InputFile": {
      "description": "File of a message that was sent to the model, or omitted.",
      "type": "object",
      "required": [
        "file",
        "left_out"
      ],
      "properties": {
        "file": {
          "description": "Id of the file; null for an external file that was sent with the prompt.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "left_out": {
          "description": "Reason why the file was omitted; null if it was sent.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/LeftOutReason"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "DroppedMessage": {
      "description": "Older message that was omitted.",
      "type": "object",
      "required": [
        "message",
        "reason"
      ],
      "properties": {
        "message": {
          "description": "Id of the message.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "reason": {
          "type": "string",
          "enum": [
            "does_not_fit",
            "empty"
          ],
          "description": "Reason why the message was omitted: no room was left (`does_not_fit`), or it has neither text nor\na file that could be sent (`empty`).\n"
        }
      }
    },
    "ToolResult": {
      "description": "Result of a tool call.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "tool_call",
        "content"
      ],
      "properties": {
        "tool_call": {
          "description": "Id of the call.",
          "type": "string",
          "minLength": 1,
          "maxLength": 256,
          "pattern": "^[^\\x00]*$"
        },
        "content": {
          "description": "Result as text for the model, or a description of the error.",
          "type": "string",
          "maxLength": 262144,
          "pattern": "^[^\\x00]*$"
        }
      }
    },
    "Overflow": {
      "description": "Handling of a chat whose messages do not all fit into the context: `drop` omits the oldest, `error`\nrejects the request with 413.\n",
      "type": "string",
      "enum": [
        "drop",
        "error"
      ],
      "default": "drop"
    },
    "CancelOnDisconnect": {
      "description": "True cancels the run if the client disconnects before the run has ended.",
      "type": "boolean",
      "default": false
    },
    "RunCreate": {
      "description": "Prompt for the model, with its context and settings; the same as ModelRequest without `stream`.\n",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "prompt": {
          "description": "Prompt for the model. May be blank only together with a file. If it is left out, `tool_results`\nare sent, or `parent` names the message that the model answers again.\n",
          "type": "string",
          "maxLength": 262144,
          "pattern": "^[^\\x00]*$"
        },
        "file": {
          "description": "Id of one of the caller's files to attach, or null. Cannot be combined with `file_url`.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "files": {
          "description": "Ids of the caller's files to attach, in order; at most 7 MiB together in the form in which they\nare sent to the model. Cannot be combined with `file` or `file_url`.\n",
          "type": "array",
          "maxItems": 20,
          "uniqueItems": true,
          "items": {
            "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
            "type": "integer",
            "format": "double-int",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        "file_url": {
          "description": "URL of a file to attach, or null: the signed URL of one of the caller's files, with or without\nits signature, or an external http or https URL. Cannot be combined with `file`.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 2048,
          "pattern": "^[^\\x00]*$"
        },
        "model": {
          "description": "Id of a model that GET /api/model/ lists; by default that of the chat, or else the first one of\nthe list.\n",
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[^\\x00]*$"
        },
        "system": {
          "description": "Instructions that precede the conversation (system prompt).",
          "type": "string",
          "minLength": 1,
          "maxLength": 32768,
          "pattern": "^[^\\x00]*$"
        },
        "temperature": {
          "description": "Sampling temperature: higher values make the answer more random. By default the model's own. If a\nmodel rejects this parameter it is asked without it, as stated in the `attempts` of the run.\n",
          "type": "number",
          "minimum": 0,
          "maximum": 2
        },
        "max_tokens": {
          "description": "Maximum number of tokens in the answer, which then ends with the `finish_reason` `length`.\n",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 1000000
        },
        "reasoning_effort": {
          "$ref": "contract#/$defs/ReasoningEffort"
        },
        "tools": {
          "description": "Tools that the model may call, each with its own name. A run in which the model calls tools ends\nas `completed` with the `finish_reason` `tool_calls`; the client executes the calls. All schemas\ntogether have at most 262,144 characters as JSON.\n",
          "type": "array",
          "maxItems": 128,
          "items": {
            "$ref": "contract#/$defs/Tool"
          }
        },
        "tool_choice": {
          "$ref": "contract#/$defs/ToolChoice"
        },
        "output": {
          "$ref": "contract#/$defs/OutputFormat"
        },
        "tool_results": {
          "description": "Results of the tool calls of a message in `chat`, instead of a prompt: exactly one for each call,\nin any order. The message is `parent` or, by default, the leaf of the chat. `tools` are by default\nthose of the run that made the calls. The results become a message with the role `user`, and the\nanswer is added below it.\n",
          "type": "array",
          "minItems": 1,
          "maxItems": 128,
          "items": {
            "$ref": "contract#/$defs/ToolResult"
          }
        },
        "chat": {
          "description": "Id of one of the caller's chats, whose messages become the context, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "parent": {
          "description": "Id of the message of the chat below which the prompt is added, or null for the root; the leaf of\nthe chat by default. With `tool_results`, the message with the calls. Otherwise, without a prompt,\nthe message with the role `user` that the model answers again.\n",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "overflow": {
          "$ref": "contract#/$defs/Overflow"
        },
        "cancel_on_disconnect": {
          "description": "True cancels the run if the client disconnects before this operation has returned.",
          "$ref": "contract#/$defs/CancelOnDisconnect"
        },
        "user": {
          "description": "The caller's own user id, if given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "ModelList": {
      "description": "Available models.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/Model"
      }
    },
    "Model": {
      "description": "Model that askModel and createRun accept.",
      "type": "object",
      "required": [
        "id",
        "context_limit",
        "files_sent_as"
      ],
      "properties": {
        "id": {
          "description": "Id of the model, used as `model` in requests.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "context_limit": {
          "description": "Maximum number of tokens, including the prompt, that this server sends to the model in a chat,\nestimated at four bytes each. The model's own limit may be higher or lower.\n",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "files_sent_as": {
          "description": "Forms in which this server sends files to the model. Support for images is unknown until the model\nis asked; if it rejects one, the code is `unsupported_file`.\n",
          "type": "array",
          "maxItems": 10,
          "items": {
            "type": "string",
            "enum": [
              "text",
              "image",
              "document"
            ]
          }
        }
      }
    },
    "RunStatus": {
      "description": "Status of a run. `queued` until the model begins to answer, then `running`; in both the run is active.\nIt ends as `completed` (the provider ended the answer by itself, for the reason in `finish_reason`),\n`incomplete` (the connection was lost, the provider could not finish, or this server stopped),\n`failed` or `cancelled`. No other status will be added.\n\nA completed answer may be truncated. With the `finish_reason` `length` it reached `max_tokens` or the\nmodel's own limit: the text ends there, is valid as it is, and can be continued with another prompt in\nthe same chat. With `content_filter` or `tool_calls` the provider returned no more of it. An answer\nwithout text is `failed`, unless `finish_reason` is one of these three.\n",
      "type": "string",
      "enum": [
        "queued",
        "running",
        "completed",
        "incomplete",
        "failed",
        "cancelled"
      ]
    },
    "RunPurpose": {
      "type": "string",
      "enum": [
        "answer",
        "title"
      ],
      "description": "Purpose of the run: `answer` to a prompt, or `title` of a chat."
    },
    "FinishReason": {
      "type": "string",
      "enum": [
        "stop",
        "length",
        "content_filter",
        "tool_calls",
        "interrupted",
        "other",
        "cancelled"
      ],
      "description": "Reason why the model stopped, if the provider states one, or `cancelled`. `interrupted`: the provider\ncould not finish the answer, for example because it ran out of resources, and the run is `incomplete`.\n`tool_calls`: the model called tools, or tried to although none were offered.\n"
    },
    "Run": {
      "description": "Call of the model, with its answer.",
      "type": "object",
      "required": [
        "id",
        "purpose",
        "chat",
        "user",
        "status",
        "model",
        "reported_model",
        "prompt",
        "system",
        "temperature",
        "max_tokens",
        "reasoning_effort",
        "overflow",
        "content",
        "reasoning",
        "tool_calls",
        "output",
        "finish_reason",
        "error",
        "usage",
        "attachment",
        "attachments",
        "context",
        "attempts",
        "prompt_message",
        "answer_message",
        "created_at",
        "started_at",
        "ended_at"
      ],
      "properties": {
        "id": {
          "description": "Id of the run.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "purpose": {
          "$ref": "contract#/$defs/RunPurpose"
        },
        "chat": {
          "description": "Id of the chat that the run belongs to, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "Id of the user who owns the run.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "status": {
          "$ref": "contract#/$defs/RunStatus"
        },
        "model": {
          "description": "Model that is asked: the requested one or, once a fallback provider answers, that provider's\nmodel.\n",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "reported_model": {
          "description": "Model that answered, as its provider names it, for example with a version date; null until the run\nhas ended, and if no model answered.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 200
        },
        "finish_reason": {
          "description": "Reason why the model stopped; null until the run has ended, and if the provider stated none.\n",
          "anyOf": [
            {
              "$ref": "contract#/$defs/FinishReason"
            },
            {
              "type": "null"
            }
          ]
        },
        "error": {
          "description": "Code of the failure of a failed run; null for any other run.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/ErrorCode"
            },
            {
              "type": "null"
            }
          ]
        },
        "usage": {
          "description": "Tokens that the run used; null until it has ended, and if it used none.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/Usage"
            },
            {
              "type": "null"
            }
          ]
        },
        "prompt": {
          "description": "Prompt of the request. In a chat, the current content of `prompt_message`: empty once that is\ndeleted, limited to the first 262,144 characters, and always empty if the purpose of the run is\n`title`.\n",
          "type": "string",
          "maxLength": 262144
        },
        "system": {
          "description": "`system` of the request or its chat, or null.",
          "type": [
            "string",
            "null"
          ],
          "maxLength": 32768
        },
        "temperature": {
          "description": "`temperature` of the request or its chat, or null.",
          "type": [
            "number",
            "null"
          ],
          "minimum": 0,
          "maximum": 2
        },
        "max_tokens": {
          "description": "`max_tokens` of the request or its chat, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "int32",
          "minimum": 1,
          "maximum": 1000000
        },
        "reasoning_effort": {
          "description": "`reasoning_effort` of the request or its chat, or null.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/ReasoningEffort"
            },
            {
              "type": "null"
            }
          ]
        },
        "overflow": {
          "description": "`overflow` of the request, or null.",
          "anyOf": [
            {
              "type": "string",
              "enum": [
                "drop",
                "error"
              ]
            },
            {
              "type": "null"
            }
          ]
        },
        "content": {
          "description": "Answer, or the part of it that has been generated so far. In a chat, the current content of\n`answer_message`: empty once that is deleted, and always empty if the purpose of the run is\n`title`.\n",
          "type": "string",
          "maxLength": 16777216
        },
        "reasoning": {
          "description": "Reasoning of the model, or the part of it that has been generated so far, if the provider returns\nit; limited to the first 262,144 characters. Empty once `answer_message` is deleted.\n",
          "type": "string",
          "maxLength": 262144
        },
        "tool_calls": {
          "description": "Tool calls of the model; while the run is active, those that are complete so far. Empty once\n`answer_message` is deleted.\n",
          "type": "array",
          "maxItems": 1000,
          "items": {
            "$ref": "contract#/$defs/ToolCall"
          }
        },
        "output": {
          "description": "Parsed `content` of a completed run with a required `output`; null for any other run, if the model\ncalled tools, and if `content` was edited and is no longer JSON.\n"
        },
        "errors": {
          "description": "Reasons why the answer does not match the required `output`, with pointers that start with\n`/output`. Only in a run that failed with `output_not_valid`; absent once the content of its\nanswer was edited or the answer deleted.\n",
          "type": "array",
          "minItems": 1,
          "maxItems": 50,
          "items": {
            "$ref": "contract#/$defs/InputError"
          }
        },
        "attachment": {
          "description": "First file that was sent with the prompt; null without a file.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/Attachment"
            },
            {
              "type": "null"
            }
          ]
        },
        "attachments": {
          "description": "All files that were sent with the prompt, in order.",
          "type": "array",
          "maxItems": 20,
          "items": {
            "$ref": "contract#/$defs/Attachment"
          }
        },
        "context": {
          "description": "Context that was sent with the prompt; null without a chat, unless a setting was `ignored`.\n",
          "anyOf": [
            {
              "$ref": "contract#/$defs/Context"
            },
            {
              "type": "null"
            }
          ]
        },
        "attempts": {
          "description": "Calls of providers that the run made, in order; empty until it has ended.",
          "type": "array",
          "maxItems": 20,
          "items": {
            "$ref": "contract#/$defs/Attempt"
          }
        },
        "prompt_message": {
          "description": "Id of the message that holds the prompt, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "answer_message": {
          "description": "Id of the message that holds the answer, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "Time at which the run was created.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "started_at": {
          "description": "Time at which the model began to answer, or null.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "ended_at": {
          "description": "Time at which the run ended, or null.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "RunSummary": {
      "description": "Run without its texts.",
      "type": "object",
      "required": [
        "id",
        "purpose",
        "chat",
        "user",
        "status",
        "model",
        "reported_model",
        "finish_reason",
        "error",
        "usage",
        "created_at",
        "started_at",
        "ended_at"
      ],
      "properties": {
        "id": {
          "description": "Id of the run.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "purpose": {
          "$ref": "contract#/$defs/RunPurpose"
        },
        "chat": {
          "description": "Id of the chat that the run belongs to, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "Id of the user who owns the run.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "status": {
          "$ref": "contract#/$defs/RunStatus"
        },
        "model": {
          "description": "Model that is asked: the requested one or, once a fallback provider answers, that provider's\nmodel.\n",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "reported_model": {
          "description": "Model that answered, as its provider names it, for example with a version date; null until the run\nhas ended, and if no model answered.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 200
        },
        "finish_reason": {
          "description": "Reason why the model stopped; null until the run has ended, and if the provider stated none.\n",
          "anyOf": [
            {
              "$ref": "contract#/$defs/FinishReason"
            },
            {
              "type": "null"
            }
          ]
        },
        "error": {
          "description": "Code of the failure of a failed run; null for any other run.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/ErrorCode"
            },
            {
              "type": "null"
            }
          ]
        },
        "usage": {
          "description": "Tokens that the run used; null until it has ended, and if it used none.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/Usage"
            },
            {
              "type": "null"
            }
          ]
        },
        "created_at": {
          "description": "Time at which the run was created.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "started_at": {
          "description": "Time at which the model began to answer, or null.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "ended_at": {
          "description": "Time at which the run ended, or null.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "RunPage": {
      "description": "Page of runs.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/RunSummary"
      }
    },
    "Attempt": {
      "description": "One call of a provider.",
      "type": "object",
      "required": [
        "provider",
        "model",
        "failure",
        "reason",
        "duration"
      ],
      "properties": {
        "provider": {
          "type": "string",
          "enum": [
            "primary",
            "fallback",
            "stand-in"
          ],
          "description": "Provider that was called: `primary`, `fallback`, or `stand-in`, which answers if no provider is\nconfigured.\n"
        },
        "model": {
          "description": "Model that the provider was asked for.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "failure": {
          "description": "Code of the failure; null if the provider answered.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/ErrorCode"
            },
            {
              "type": "null"
            }
          ]
        },
        "reason": {
          "description": "Short description of the failure in this server's words; null if the provider answered.",
          "type": [
            "string",
            "null"
          ],
          "maxLength": 200
        },
        "duration": {
          "description": "Duration of the call in milliseconds.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "adjustments": {
          "description": "Differences from the usual form of a request to this provider, because the provider rejects that\nform for this model. A rejected request is an attempt of its own, before the one with the\nadjustment. Missing if there were none.\n",
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
            "$ref": "contract#/$defs/Adjustment"
          }
        }
      }
    },
    "Adjustment": {
      "type": "string",
      "enum": [
        "max_tokens",
        "max_completion_tokens",
        "max_tokens_4096",
        "no_temperature",
        "no_stream_options",
        "no_stream",
        "no_num_ctx",
        "no_reasoning_effort",
        "adaptive_thinking",
        "output_by_instruction",
        "short_call_ids",
        "system_as_user",
        "content_parts"
      ],
      "description": "Alternative form of a part of a request to a provider. `max_tokens` and `max_completion_tokens`: the\nlimit of the answer was sent under this name. `max_tokens_4096`: an answer without a requested limit\nwas limited to 4,096 tokens. `no_temperature`, `no_stream_options` and `no_num_ctx`: this parameter\nwas omitted, so a requested temperature had no effect. `no_stream`: the answer was not streamed.\n`no_reasoning_effort`: the reasoning effort was omitted and had no effect. `adaptive_thinking`: the\neffort was sent as a level, not as a number of tokens. `output_by_instruction`: the schema of the\noutput was added to the instructions. `short_call_ids`: tool calls were sent with shorter ids.\n`system_as_user`: instructions were sent before the first message of the user. `content_parts`: texts\nwere sent as lists of parts.\n"
    },
    "Context": {
      "description": "Messages and files that were sent to the model with the prompt: the newest messages that fit, at most\n1,000, of the path from the root of the chat to the prompt. Tokens are estimated at four bytes each.\n",
      "type": "object",
      "required": [
        "included",
        "dropped",
        "files",
        "dropped_files",
        "estimated_tokens",
        "limit"
      ],
      "properties": {
        "included": {
          "description": "Number of messages that were sent before the prompt.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "dropped": {
          "description": "Number of older messages of the path that were omitted because they did not fit; at most 10,000\nare counted.\n",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "files": {
          "description": "Number of files of these messages that were sent.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "dropped_files": {
          "description": "Number of files of these messages that were omitted because they did not fit or could not be read.\n",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "left_out": {
          "description": "Omitted files with the reasons, newest first; missing if there are none.",
          "type": "array",
          "minItems": 1,
          "maxItems": 100,
          "items": {
            "$ref": "contract#/$defs/LeftOutFile"
          }
        },
        "ignored": {
          "description": "Settings of the request that the provider does not support, so that they had no effect; missing if\nthere are none.\n",
          "type": "array",
          "minItems": 1,
          "maxItems": 10,
          "items": {
            "type": "string",
            "enum": [
              "reasoning_effort"
            ]
          }
        },
        "estimated_tokens": {
          "description": "Total number of tokens that were sent to the model, including the prompt.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "limit": {
          "description": "Maximum number of tokens that may be sent.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "first_message": {
          "description": "Id of the oldest message that was sent before the prompt, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "LeftOutFile": {
      "description": "File of an earlier message that was omitted from the context.",
      "type": "object",
      "required": [
        "file",
        "reason"
      ],
      "properties": {
        "file": {
          "description": "Id of the file.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "reason": {
          "$ref": "contract#/$defs/LeftOutReason"
        }
      }
    },
    "LeftOutReason": {
      "type": "string",
      "enum": [
        "does_not_fit",
        "too_large",
        "rejected",
        "unreadable",
        "unavailable",
        "not_kept"
      ],
      "description": "Reason why the file was omitted: no room was left (`does_not_fit`), it exceeds the maximum size for\nthe model (`too_large`), this model has rejected it (`rejected`), it is damaged, of an unsupported\ntype or could not be fetched (`unreadable`), the storage did not return it in time (`unavailable`), or\nit is external, is not fetched twice and was not stored (`not_kept`).\n"
    },
    "Sequence": {
      "description": "Position of the event in its run, from 1.",
      "type": "integer",
      "format": "int32",
      "minimum": 1,
      "maximum": 2147483647
    },
    "RunEvent": {
      "$ref": "contract#/$defs/KnownRunEvent",
      "description": "Event of a run. Narrow it to a KnownRunEvent by its `type`, and ignore events of any other type.\n\nOn the wire it is the `data` of a server-sent event, as JSON, with its `sequence` as `id`. Examples\nare single events; those with one name, such as `completed-1` to `completed-6`, are a complete stream\nin this order. The description of the first shows that stream as it is sent.\n"
    },
    "UnknownEvent": {
      "description": "Event of another type, which a later version of the contract may add. It is never the last event of a\nrun, and a client that ignores it loses nothing that this version promises.\n",
      "type": "object",
      "required": [
        "type",
        "sequence"
      ],
      "properties": {
        "type": {
          "description": "Type that is not one of those of KnownRunEvent.",
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        }
      }
    },
    "KnownRunEvent": {
      "description": "Event of a run with a type of this version of the contract. In order: `started`; `context` if there is\na chat, `attachment` if there is a file; then `text`, `reasoning`, `tool_call_delta`, `tool_call` and\npossibly `reset`; `usage` if tokens were used; and exactly one of `completed`, `incomplete`, `failed`\nand `cancelled` as the last event. The rest of a run whose events are gone begins with `reset`. If a\nstream was opened and no run could be created, `failed` is the only event.\n",
      "type": "object",
      "required": [
        "type"
      ],
      "discriminator": {
        "propertyName": "type"
      },
      "oneOf": [
        {
          "$ref": "contract#/$defs/StartedEvent"
        },
        {
          "$ref": "contract#/$defs/ContextEvent"
        },
        {
          "$ref": "contract#/$defs/AttachmentEvent"
        },
        {
          "$ref": "contract#/$defs/ReasoningEvent"
        },
        {
          "$ref": "contract#/$defs/TextChunkEvent"
        },
        {
          "$ref": "contract#/$defs/ToolCallDeltaEvent"
        },
        {
          "$ref": "contract#/$defs/ToolCallEvent"
        },
        {
          "$ref": "contract#/$defs/ResetEvent"
        },
        {
          "$ref": "contract#/$defs/UsageEvent"
        },
        {
          "$ref": "contract#/$defs/CompletedEvent"
        },
        {
          "$ref": "contract#/$defs/IncompleteEvent"
        },
        {
          "$ref": "contract#/$defs/FailedEvent"
        },
        {
          "$ref": "contract#/$defs/CancelledEvent"
        }
      ]
    },
    "StartedEvent": {
      "description": "First event of a run.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "run",
        "chat",
        "prompt_message",
        "answer_message"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "started"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "run": {
          "description": "Id of the run.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "chat": {
          "description": "Id of the chat that the run belongs to, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "prompt_message": {
          "description": "Id of the message that holds the prompt, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "answer_message": {
          "description": "Id of the message that holds the answer, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "ContextEvent": {
      "description": "Context that is sent to the model. If the model rejects files of earlier messages or ignores a\nsetting, another event follows, which replaces this one.\n",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "context"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "context"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "context": {
          "$ref": "contract#/$defs/Context"
        }
      }
    },
    "AttachmentEvent": {
      "description": "File that is sent to the model with the prompt.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "attachment"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "attachment"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "attachment": {
          "$ref": "contract#/$defs/Attachment"
        }
      }
    },
    "ReasoningEvent": {
      "description": "Chunk of the model's reasoning, if the model reveals it. It is not part of the answer.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "text"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "reasoning"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "text": {
          "description": "Text of the chunk.",
          "type": "string",
          "maxLength": 16777216
        }
      }
    },
    "TextChunkEvent": {
      "description": "Next chunk of the answer.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "text"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "text"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "text": {
          "description": "Text of the chunk.",
          "type": "string",
          "maxLength": 16777216
        }
      }
    },
    "ToolCallDeltaEvent": {
      "description": "Chunk of a tool call as it arrives. The complete call follows as `tool_call`, which replaces the\nchunks: a client that does not show calls in progress may ignore them.\n",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "index",
        "arguments"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "tool_call_delta"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "index": {
          "description": "Position of the call among those of the run, from 0.",
          "type": "integer",
          "format": "int32",
          "minimum": 0,
          "maximum": 1000000
        },
        "id": {
          "description": "Id of the call; sent in one of its chunks.",
          "type": "string",
          "minLength": 1,
          "maxLength": 256
        },
        "name": {
          "description": "Name of the called tool; sent in one of the chunks of the call.",
          "type": "string",
          "maxLength": 256
        },
        "arguments": {
          "description": "Next chunk of the arguments.",
          "type": "string",
          "maxLength": 16777216
        }
      }
    },
    "ToolCallEvent": {
      "description": "Complete tool call.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "tool_call"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "tool_call"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "tool_call": {
          "$ref": "contract#/$defs/ToolCall"
        }
      }
    },
    "ResetEvent": {
      "description": "Discards the chunks of the answer and of the reasoning, and the tool calls, that were sent so far.\nSent if another provider starts the answer again, if the model is asked once more for an answer that\nmatches `output`, or if the events of the answer have been removed and the whole answer follows.\n",
      "type": "object",
      "required": [
        "type",
        "sequence"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "reset"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        }
      }
    },
    "UsageEvent": {
      "description": "Tokens that the run used.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "usage"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "usage"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "usage": {
          "$ref": "contract#/$defs/Usage"
        }
      }
    },
    "CompletedEvent": {
      "description": "Last event of a run whose answer the provider ended by itself. With the `finish_reason` `length` the\nanswer is truncated.\n",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "model",
        "finish_reason"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "completed"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "model": {
          "description": "Model that answered, as its provider names it; the `reported_model` of the run.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "finish_reason": {
          "description": "Reason why the model stopped; null if the provider stated none.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/FinishReason"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "IncompleteEvent": {
      "description": "Last event of a run whose answer was cut off.",
      "type": "object",
      "required": [
        "type",
        "sequence"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "incomplete"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "finish_reason": {
          "description": "`interrupted` if the provider stated that it could not finish; null or missing if the answer was\nonly cut off.\n",
          "anyOf": [
            {
              "$ref": "contract#/$defs/FinishReason"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "FailedEvent": {
      "description": "Last event of a run that failed.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "code",
        "detail"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "failed"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "code": {
          "$ref": "contract#/$defs/ErrorCode"
        },
        "detail": {
          "description": "Description of the failure, for people.",
          "type": "string",
          "maxLength": 1000
        },
        "errors": {
          "description": "`errors` of the run; only with the code `output_not_valid`.",
          "type": "array",
          "minItems": 1,
          "maxItems": 50,
          "items": {
            "$ref": "contract#/$defs/InputError"
          }
        }
      }
    },
    "CancelledEvent": {
      "description": "Last event of a run that was cancelled, or deleted while it was active.",
      "type": "object",
      "required": [
        "type",
        "sequence"
      ],
      "properties": {
        "type": {
          "description": "Type of the event.",
          "type": "string",
          "enum": [
            "cancelled"
          ]
        },
        "sequence": {
          "description": "Position of the event in its run, from 1.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        }
      }
    },
    "Attachment": {
      "description": "File that was sent to the model with the prompt.",
      "type": "object",
      "required": [
        "name",
        "content_type",
        "size",
        "sent_as"
      ],
      "properties": {
        "name": {
          "description": "Name of the file, which is also sent to the model.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "content_type": {
          "description": "Media type of the file: detected from the content for images and PDF, as declared for text.\n",
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "size": {
          "description": "Size of the file in bytes.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "sent_as": {
          "type": "string",
          "enum": [
            "image",
            "document",
            "text"
          ],
          "description": "Form in which the file was sent."
        },
        "encoding": {
          "description": "Detected encoding of a text file, by its name in the Encoding Standard, such as utf-8, gbk or\nwindows-1251; null for any other file, and missing from runs that are older than this field.\n",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 40
        },
        "characters": {
          "description": "Number of characters (Unicode code points) in the text, if the file was sent as text.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        }
      }
    },
    "Usage": {
      "description": "Tokens that a run used. Events that were saved before an optional field was introduced do not have it.\n",
      "type": "object",
      "required": [
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "estimated"
      ],
      "properties": {
        "prompt_tokens": {
          "description": "Number of tokens in the prompt.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "completion_tokens": {
          "description": "Number of tokens in the answer.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "total_tokens": {
          "description": "Sum of prompt and completion tokens.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "cached_tokens": {
          "description": "Number of prompt tokens that the provider read from its cache, if it reports them.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "cache_write_tokens": {
          "description": "Number of prompt tokens that the provider wrote to its cache, if it reports them.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "reasoning_tokens": {
          "description": "Number of tokens of reasoning, which `completion_tokens` includes; 0 or missing if the provider\ndoes not report them.\n",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "estimated": {
          "description": "True if any of the numbers is estimated because the provider did not report it.",
          "type": "boolean"
        }
      }
    },
    "UsageReport": {
      "description": "Usage in a period of days, and the quotas.",
      "type": "object",
      "required": [
        "from",
        "to",
        "days",
        "quotas"
      ],
      "properties": {
        "from": {
          "description": "First day that is reported, which may be later than the requested one.",
          "type": "string",
          "format": "date",
          "maxLength": 10
        },
        "to": {
          "description": "Last day that is reported.",
          "type": "string",
          "format": "date",
          "maxLength": 10
        },
        "days": {
          "description": "Entries for each day and model, oldest first; empty if nothing was used.",
          "type": "array",
          "maxItems": 100000,
          "items": {
            "$ref": "contract#/$defs/DayUsage"
          }
        },
        "quotas": {
          "$ref": "contract#/$defs/Quotas"
        }
      }
    },
    "Quotas": {
      "description": "Quotas of the caller and their use. Tokens are those of the current day (UTC), including an estimate\nfor active runs.\n",
      "type": "object",
      "required": [
        "stored_bytes",
        "files",
        "active_runs",
        "tokens_a_day"
      ],
      "properties": {
        "stored_bytes": {
          "description": "Bytes of all stored files.",
          "$ref": "contract#/$defs/Quota"
        },
        "files": {
          "description": "Number of files, including external URLs.",
          "$ref": "contract#/$defs/Quota"
        },
        "active_runs": {
          "description": "Number of active runs.",
          "$ref": "contract#/$defs/Quota"
        },
        "tokens_a_day": {
          "description": "Tokens of the current day (UTC).",
          "$ref": "contract#/$defs/Quota"
        }
      }
    },
    "Quota": {
      "description": "Limit of one resource and its use.",
      "type": "object",
      "required": [
        "limit",
        "used",
        "remaining"
      ],
      "properties": {
        "limit": {
          "description": "Maximum amount, or null if there is no limit.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "used": {
          "description": "Amount in use.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "remaining": {
          "description": "Amount left, or null if there is no limit.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        }
      }
    },
    "ExceededQuota": {
      "description": "Quota that the request would exceed.",
      "type": "object",
      "required": [
        "name",
        "limit",
        "used"
      ],
      "properties": {
        "name": {
          "type": "string",
          "enum": [
            "stored_bytes",
            "files",
            "active_runs",
            "tokens_a_day"
          ],
          "description": "Name of the quota, as in GET /api/usage/."
        },
        "limit": {
          "description": "Maximum amount.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "used": {
          "description": "Amount in use.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        }
      }
    },
    "DayUsage": {
      "description": "Usage of one model on one day.",
      "type": "object",
      "required": [
        "day",
        "model",
        "runs",
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "cached_tokens",
        "cache_write_tokens",
        "reasoning_tokens"
      ],
      "properties": {
        "day": {
          "description": "Day in UTC.",
          "type": "string",
          "format": "date",
          "maxLength": 10
        },
        "model": {
          "description": "Model that was asked, the `model` of the runs.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "runs": {
          "description": "Number of runs.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "prompt_tokens": {
          "description": "Number of tokens in the prompts.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "completion_tokens": {
          "description": "Number of tokens in the answers.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "total_tokens": {
          "description": "Sum of prompt and completion tokens.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "cached_tokens": {
          "description": "Number of prompt tokens that the providers read from their caches, if they report them.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "cache_write_tokens": {
          "description": "Number of prompt tokens that the providers wrote to their caches, if they report them.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "reasoning_tokens": {
          "description": "Number of tokens of reasoning in the answers, if the providers report them.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        }
      }
    },
    "OpenApiDocument": {
      "description": "OpenAPI document.",
      "type": "object",
      "additionalProperties": true
    },
    "ErrorCode": {
      "$ref": "contract#/$defs/KnownErrorCode",
      "description": "Code of a failure, for programs. If the value is unknown to a client, the HTTP status applies.\n"
    },
    "KnownErrorCode": {
      "description": "Problem codes in this version of the contract, each with its HTTP status, its kind of retry\n(KnownRetry) and its meaning. Codes are never renamed. `GET /problems/{code}` returns the same for one\ncode.\n\n- `body_too_large` (413, `change_request`): The body exceeds the maximum size; send a smaller one.\n- `context_too_long` (413, `change_request`): The prompt and its context are longer than the model\n  accepts; shorten them.\n- `database_unavailable` (503, `wait`): The database cannot be reached or is busy; try again shortly.\n- `expectation_failed` (417, `change_request`): The server supports no expectation but 100-continue;\n  remove the Expect header.\n- `file_too_large` (413, `change_request`): The file exceeds the maximum size; use a smaller one.\n- `file_unreachable` (422, `change_request`): No file can be fetched from this URL; check that it is\n  correct and public.\n- `file_unreadable` (422, `change_request`): The file is damaged, encrypted or contains no text; use\n  another one.\n- `headers_too_large` (431, `change_request`): The request line and the headers exceed 16 KiB; shorten\n  them.\n- `idempotency_key_in_use` (409, `wait_for_run`): The run created with this Idempotency-Key is still\n  active; wait for it to end.\n- `idempotency_key_reused` (422, `new_key`): This Idempotency-Key was used for a different request;\n  use a new key.\n- `internal_error` (500, `tell_operator`): An unexpected error occurred; give the request_id to the\n  operator.\n- `invalid_request` (400, `change_request`): The request does not match the contract; each entry of\n  errors names a field and the reason.\n- `link_expired` (403, `fresh_link`): The signed URL has expired; get the file for a new signed URL.\n- `link_not_valid` (401, `fresh_link`): The signature of the URL is not valid; get the file for a new\n  signed URL.\n- `malformed_body` (400, `change_request`): The body cannot be parsed as its media type; send\n  well-formed JSON or form data.\n- `method_not_allowed` (405, `change_request`): This path does not support the method; Allow lists\n  those that it supports.\n- `no_active_account` (401, `change_request`): No active account found with the given credentials\n- `not_found` (404, `change_request`): There is no such object, or it belongs to another user.\n- `output_not_valid` (502, `ask_again`): The answer does not match the required output; ask again, or\n  change the prompt or the schema.\n- `overloaded` (503, `wait`): The server is overloaded; try again shortly.\n- `password_incorrect` (403, `change_request`): The current password is incorrect; enter it again.\n- `precondition_failed` (412, `change_request`): The object has changed since it was read; get it\n  again, and repeat the request with the new ETag.\n- `provider_failed` (502, `ask_again`): The model's provider returned no usable answer; try again\n  later.\n- `provider_refused` (502, `tell_operator`): The model's provider rejected the call; tell the\n  operator.\n- `provider_timeout` (504, `ask_again`): The model's provider did not answer in time; try again later.\n- `provider_unavailable` (503, `ask_again`): The model's provider cannot be reached or is busy; try\n  again later.\n- `quota_exceeded` (402, `free_quota`): The request would exceed a quota; `quota` states its name,\n  limit and use.\n- `range_not_satisfiable` (416, `change_request`): The range starts after the end of the file;\n  Content-Range states the size of the file.\n- `rate_limited` (429, `wait`): Too many requests; wait for the number of seconds in Retry-After.\n- `read_only_mismatch` (409, `change_request`): A read-only field differs from the stored value;\n  leave it out, or get the object again.\n- `request_timeout` (408, `wait`): The request did not arrive in time; send it again.\n- `run_active` (409, `wait_for_run`): This chat already has an active run; wait for it to end, or\n  cancel it.\n- `schema_not_valid` (422, `change_request`): A JSON Schema or a tool cannot be used; each entry of\n  errors names a field and the reason.\n- `shutting_down` (503, `wait`): The server is shutting down; try again shortly, or use another\n  instance.\n- `storage_full` (507, `tell_operator`): The file storage is full; tell the operator.\n- `storage_unavailable` (503, `wait`): The file storage cannot be reached or written to; try again\n  shortly.\n- `token_not_valid` (401, `log_in`): Token is invalid or expired\n- `tool_results_mismatch` (409, `change_request`): The results do not match the tool calls one to one;\n  each entry of errors names a field and the reason.\n- `unknown_path` (404, `change_request`): This server has no such path; the contract at /openapi.yaml\n  lists its paths.\n- `unsupported_file` (415, `change_request`): The model accepts PNG, JPEG, GIF and WebP images, PDF\n  and text; convert the file to one of these.\n- `unsupported_media_type` (415, `change_request`): The operation does not accept this media type; the\n  contract lists those that it accepts.\n- `user_mismatch` (403, `change_request`): The field user must be your own user id, or be left out.\n- `username_taken` (409, `change_request`): This username is taken; choose another.\n",
      "type": "string",
      "enum": [
        "body_too_large",
        "context_too_long",
        "database_unavailable",
        "expectation_failed",
        "file_too_large",
        "file_unreachable",
        "file_unreadable",
        "headers_too_large",
        "idempotency_key_in_use",
        "idempotency_key_reused",
        "internal_error",
        "invalid_request",
        "link_expired",
        "link_not_valid",
        "malformed_body",
        "method_not_allowed",
        "no_active_account",
        "not_found",
        "output_not_valid",
        "overloaded",
        "password_incorrect",
        "precondition_failed",
        "provider_failed",
        "provider_refused",
        "provider_timeout",
        "provider_unavailable",
        "quota_exceeded",
        "range_not_satisfiable",
        "rate_limited",
        "read_only_mismatch",
        "request_timeout",
        "run_active",
        "schema_not_valid",
        "shutting_down",
        "storage_full",
        "storage_unavailable",
        "token_not_valid",
        "tool_results_mismatch",
        "unknown_path",
        "unsupported_file",
        "unsupported_media_type",
        "user_mismatch",
        "username_taken"
      ]
    },
    "ProblemType": {
      "description": "Meaning of a problem code, and what to do about it.",
      "type": "object",
      "required": [
        "code",
        "status",
        "title",
        "meaning",
        "retry",
        "advice"
      ],
      "properties": {
        "code": {
          "$ref": "contract#/$defs/ErrorCode"
        },
        "status": {
          "description": "HTTP status.",
          "type": "integer",
          "format": "int32",
          "minimum": 400,
          "maximum": 599
        },
        "title": {
          "description": "Name of the problem type, for people.",
          "type": "string",
          "maxLength": 200
        },
        "meaning": {
          "description": "Description of the failure.",
          "type": "string",
          "maxLength": 1000
        },
        "retry": {
          "$ref": "contract#/$defs/KnownRetry",
          "description": "Kind of retry, for programs. Treat an unknown value like `tell_operator`."
        },
        "advice": {
          "description": "Description of what to do, for people.",
          "type": "string",
          "maxLength": 1000
        }
      }
    },
    "Problem": {
      "description": "Description of a failure (RFC 9457).",
      "type": "object",
      "required": [
        "type",
        "title",
        "status",
        "detail",
        "code",
        "request_id"
      ],
      "properties": {
        "type": {
          "description": "Problem type: the path of `GET /problems/{code}`, from the root of the server's public address.\n",
          "type": "string",
          "maxLength": 2048
        },
        "title": {
          "description": "Name of the problem type, for people.",
          "type": "string",
          "maxLength": 200
        },
        "status": {
          "description": "HTTP status.",
          "type": "integer",
          "format": "int32",
          "minimum": 400,
          "maximum": 599
        },
        "detail": {
          "description": "Description of this occurrence and what to do about it, for people.",
          "type": "string",
          "maxLength": 1000
        },
        "code": {
          "$ref": "contract#/$defs/ErrorCode"
        },
        "request_id": {
          "description": "Id of the request in the server's log.",
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "run": {
          "description": "Id of the run that the problem is about, if there is one.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "quota": {
          "$ref": "contract#/$defs/ExceededQuota"
        },
        "errors": {
          "description": "Findings about the input, one entry each.",
          "type": "array",
          "maxItems": 50,
          "items": {
            "$ref": "contract#/$defs/InputError"
          }
        }
      }
    },
    "InputError": {
      "description": "One finding about the input.",
      "type": "object",
      "required": [
        "pointer",
        "code",
        "message"
      ],
      "properties": {
        "pointer": {
          "description": "Location of the finding as a JSON Pointer (RFC 6901) that starts with `/body`, `/query`, `/path`\nor `/header`; in output of a model, with `/output`, `/arguments` or `/name`.\n",
          "type": "string",
          "maxLength": 1000
        },
        "code": {
          "$ref": "contract#/$defs/InputErrorCode"
        },
        "message": {
          "description": "Description of the finding that can be shown to end users after the name of the field. Never\nrepeats the input.\n",
          "type": "string",
          "maxLength": 1000
        }
      }
    },
    "KnownRetry": {
      "description": "Kinds of retry in this version of the contract.\n\n- `ask_again`: Repeat the request later; if the response has no Retry-After, use a new\n  Idempotency-Key.\n- `change_request`: Change the request; unchanged, it fails again unless the data that it refers to\n  has changed.\n- `free_quota`: Repeat the request when the quota has room: delete something, or wait for runs or the\n  day to end.\n- `fresh_link`: Get the file for a new signed URL.\n- `log_in`: Refresh the tokens, or log in again; then repeat the request with the new access token.\n- `new_key`: Send the request with another Idempotency-Key.\n- `tell_operator`: Give the request_id to the operator; repeating the request is unlikely to help.\n- `wait`: Repeat the request with the same Idempotency-Key after the delay in Retry-After, or after\n  one second if there is none.\n- `wait_for_run`: Wait for the run named by `run` to end, or cancel it; then repeat the request.\n",
      "type": "string",
      "enum": [
        "ask_again",
        "change_request",
        "free_quota",
        "fresh_link",
        "log_in",
        "new_key",
        "tell_operator",
        "wait",
        "wait_for_run"
      ]
    },
    "InputErrorCode": {
      "$ref": "contract#/$defs/KnownInputErrorCode",
      "description": "Rule that the input violates, for programs. Treat an unknown value like `invalid`."
    },
    "KnownInputErrorCode": {
      "description": "Codes of input errors in this version of the contract. Codes are never renamed.\n\n- `required`: the value is missing, or blank where it must not be.\n- `type`: the value has the wrong JSON type, or is not a file.\n- `too_short`: the text, list or object has too few characters, items or fields.\n- `too_long`: the text, list or object has too many characters, bytes, items or fields.\n- `minimum`: the number or date is too small.\n- `maximum`: the number is too large.\n- `pattern`: the text has a form or characters that are not allowed.\n- `format`: the value is not a valid date, time, URI or other required format.\n- `enum`: the value is not one of the allowed values.\n- `not_allowed`: the field is unknown, not allowed here, or not allowed together with another field.\n- `duplicate`: the value was sent more than once.\n- `read_only`: the field cannot be changed, and differs from the stored value.\n- `mismatch`: the value differs from a required one, such as the caller's id or the account's\n  password.\n- `not_found`: the object does not exist or belongs to another user.\n- `conflict`: the value is taken, or was used for something else.\n- `unreachable`: the file cannot be fetched.\n- `unreadable`: the file cannot be read.\n- `unsupported`: the model does not accept a file of this type.\n- `too_large`: the file is too large.\n- `unavailable`: the object cannot be read now; try again later.\n- `invalid`: the value violates another rule, which `message` states.\n",
      "type": "string",
      "enum": [
        "conflict",
        "duplicate",
        "enum",
        "format",
        "invalid",
        "maximum",
        "minimum",
        "mismatch",
        "not_allowed",
        "not_found",
        "pattern",
        "read_only",
        "required",
        "too_large",
        "too_long",
        "too_short",
        "type",
        "unavailable",
        "unreachable",
        "unreadable",
        "unsupported"
      ]
    }
  }
} as const

/** Headers that responses of the contract may have. */
export const responseHeaders = [
  "Accept-Encoding",
  "Accept-Ranges",
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Origin",
  "Access-Control-Expose-Headers",
  "Access-Control-Max-Age",
  "Allow",
  "Cache-Control",
  "Content-Disposition",
  "Content-Encoding",
  "Content-Length",
  "Content-Range",
  "Content-Security-Policy",
  "Cross-Origin-Resource-Policy",
  "ETag",
  "Idempotency-Replayed",
  "Last-Modified",
  "Link",
  "Location",
  "Next-Cursor",
  "Parley-Contract",
  "RateLimit",
  "RateLimit-Policy",
  "Referrer-Policy",
  "Retry-After",
  "Strict-Transport-Security",
  "Vary",
  "WWW-Authenticate",
  "X-Accel-Buffering",
  "X-Content-Type-Options",
  "X-Request-Id"
] as const

/** Definition of each operation, by operationId. */
export const routes = {
  "registerUser": {
    "method": "POST",
    "url": "/api/register/",
    "tag": "user",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/Credentials"
      }
    },
    "bodyRequired": true
  },
  "getCurrentUser": {
    "method": "GET",
    "url": "/api/user/me",
    "tag": "user",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "deleteCurrentUser": {
    "method": "DELETE",
    "url": "/api/user/me",
    "tag": "user",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {},
    "bodyRequired": false
  },
  "changePassword": {
    "method": "PUT",
    "url": "/api/user/me/password",
    "tag": "user",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/PasswordChange"
      }
    },
    "bodyRequired": true
  },
  "logIn": {
    "method": "POST",
    "url": "/api/token/",
    "tag": "token",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/LoginCredentials"
      }
    },
    "bodyRequired": true
  },
  "refreshTokens": {
    "method": "POST",
    "url": "/api/token/refresh/",
    "tag": "token",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/RefreshToken"
      }
    },
    "bodyRequired": true
  },
  "verifyToken": {
    "method": "POST",
    "url": "/api/token/verify/",
    "tag": "token",
    "authentication": "nothing or bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/AnyToken"
      }
    },
    "bodyRequired": false
  },
  "logOut": {
    "method": "POST",
    "url": "/api/token/blacklist/",
    "tag": "token",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/RefreshToken"
      }
    },
    "bodyRequired": true
  },
  "listChats": {
    "method": "GET",
    "url": "/api/chat/",
    "tag": "chat",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "limit": {
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 200,
          "default": 50
        },
        "cursor": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100,
          "pattern": "^[A-Za-z0-9_-]+$"
        },
        "order": {
          "type": "string",
          "enum": [
            "asc",
            "desc"
          ],
          "default": "asc"
        }
      }
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "createChat": {
    "method": "POST",
    "url": "/api/chat/",
    "tag": "chat",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "idempotency-key": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^(\"[!#-~]+\"|[!#-~]+)$"
        }
      }
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/ChatCreate"
      }
    },
    "bodyRequired": true
  },
  "getChat": {
    "method": "GET",
    "url": "/api/chat/:id",
    "tag": "chat",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "replaceChat": {
    "method": "PUT",
    "url": "/api/chat/:id",
    "tag": "chat",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-match": {
          "type": "string",
          "minLength": 1,
          "maxLength": 8000,
          "pattern": "^(\\*|[ \\t,]*(W/)?\"[!#-~]*\"([ \\t]*,[ \\t,]*(W/)?\"[!#-~]*\")*[ \\t,]*)$"
        }
      }
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/ChatReplace"
      }
    },
    "bodyRequired": true
  },
  "deleteChat": {
    "method": "DELETE",
    "url": "/api/chat/:id",
    "tag": "chat",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-match": {
          "type": "string",
          "minLength": 1,
          "maxLength": 8000,
          "pattern": "^(\\*|[ \\t,]*(W/)?\"[!#-~]*\"([ \\t]*,[ \\t,]*(W/)?\"[!#-~]*\")*[ \\t,]*)$"
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "listMessages": {
    "method": "GET",
    "url": "/api/message/",
    "tag": "message",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "chat": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "leaf": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "parent": {
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "limit": {
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 200,
          "default": 50
        },
        "cursor": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100,
          "pattern": "^[A-Za-z0-9_-]+$"
        },
        "order": {
          "type": "string",
          "enum": [
            "asc",
            "desc"
          ],
          "default": "asc"
        }
      }
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "createMessage": {
    "method": "POST",
    "url": "/api/message/",
    "tag": "message",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "idempotency-key": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^(\"[!#-~]+\"|[!#-~]+)$"
        }
      }
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/MessageCreate"
      }
    },
    "bodyRequired": true
  },
  "getMessage": {
    "method": "GET",
    "url": "/api/message/:id",
    "tag": "message",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "replaceMessage": {
    "method": "PUT",
    "url": "/api/message/:id",
    "tag": "message",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-match": {
          "type": "string",
          "minLength": 1,
          "maxLength": 8000,
          "pattern": "^(\\*|[ \\t,]*(W/)?\"[!#-~]*\"([ \\t]*,[ \\t,]*(W/)?\"[!#-~]*\")*[ \\t,]*)$"
        }
      }
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/MessageReplace"
      }
    },
    "bodyRequired": true
  },
  "deleteMessage": {
    "method": "DELETE",
    "url": "/api/message/:id",
    "tag": "message",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "branch": {
          "type": "boolean",
          "default": false
        }
      }
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-match": {
          "type": "string",
          "minLength": 1,
          "maxLength": 8000,
          "pattern": "^(\\*|[ \\t,]*(W/)?\"[!#-~]*\"([ \\t]*,[ \\t,]*(W/)?\"[!#-~]*\")*[ \\t,]*)$"
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "listFiles": {
    "method": "GET",
    "url": "/api/file/",
    "tag": "file",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "limit": {
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 200,
          "default": 50
        },
        "cursor": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100,
          "pattern": "^[A-Za-z0-9_-]+$"
        },
        "order": {
          "type": "string",
          "enum": [
            "asc",
            "desc"
          ],
          "default": "asc"
        }
      }
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "uploadFile": {
    "method": "POST",
    "url": "/api/file/",
    "tag": "file",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "idempotency-key": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^(\"[!#-~]+\"|[!#-~]+)$"
        }
      }
    },
    "body": {
      "multipart/form-data": {
        "$ref": "contract#/$defs/FileUpload"
      }
    },
    "bodyRequired": true
  },
  "getFile": {
    "method": "GET",
    "url": "/api/file/:id",
    "tag": "file",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "replaceFile": {
    "method": "PUT",
    "url": "/api/file/:id",
    "tag": "file",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-match": {
          "type": "string",
          "minLength": 1,
          "maxLength": 8000,
          "pattern": "^(\\*|[ \\t,]*(W/)?\"[!#-~]*\"([ \\t]*,[ \\t,]*(W/)?\"[!#-~]*\")*[ \\t,]*)$"
        }
      }
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/FileReplace"
      }
    },
    "bodyRequired": true
  },
  "deleteFile": {
    "method": "DELETE",
    "url": "/api/file/:id",
    "tag": "file",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-match": {
          "type": "string",
          "minLength": 1,
          "maxLength": 8000,
          "pattern": "^(\\*|[ \\t,]*(W/)?\"[!#-~]*\"([ \\t]*,[ \\t,]*(W/)?\"[!#-~]*\")*[ \\t,]*)$"
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "downloadFile": {
    "method": "GET",
    "url": "/api/file/:id/content",
    "tag": "file",
    "authentication": "bearerAuth or signedLink",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "expires": {
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "signature": {
          "type": "string"
        }
      }
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "range": {
          "type": "string",
          "maxLength": 200
        },
        "if-range": {
          "type": "string",
          "maxLength": 200
        },
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        },
        "if-modified-since": {
          "type": "string",
          "maxLength": 200
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "askModel": {
    "method": "POST",
    "url": "/api/llm/",
    "tag": "llm",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "idempotency-key": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^(\"[!#-~]+\"|[!#-~]+)$"
        }
      }
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/ModelRequest"
      }
    },
    "bodyRequired": true
  },
  "createRun": {
    "method": "POST",
    "url": "/api/run/",
    "tag": "llm",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "idempotency-key": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^(\"[!#-~]+\"|[!#-~]+)$"
        }
      }
    },
    "body": {
      "application/json": {
        "$ref": "contract#/$defs/RunCreate"
      }
    },
    "bodyRequired": true
  },
  "listRuns": {
    "method": "GET",
    "url": "/api/run/",
    "tag": "run",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "chat": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "limit": {
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 200,
          "default": 50
        },
        "cursor": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100,
          "pattern": "^[A-Za-z0-9_-]+$"
        },
        "order": {
          "type": "string",
          "enum": [
            "asc",
            "desc"
          ],
          "default": "asc"
        }
      }
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "getRun": {
    "method": "GET",
    "url": "/api/run/:id",
    "tag": "run",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "deleteRun": {
    "method": "DELETE",
    "url": "/api/run/:id",
    "tag": "run",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {},
    "bodyRequired": false
  },
  "getRunInput": {
    "method": "GET",
    "url": "/api/run/:id/input",
    "tag": "run",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "cancelRun": {
    "method": "POST",
    "url": "/api/run/:id/cancel",
    "tag": "run",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {},
    "bodyRequired": false
  },
  "followRun": {
    "method": "GET",
    "url": "/api/run/:id/events",
    "tag": "run",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "description": "Id of an object, a positive integer that a JavaScript number holds exactly.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "after": {
          "type": "integer",
          "format": "int32",
          "minimum": 0,
          "maximum": 2147483647,
          "default": 0
        }
      }
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "last-event-id": {
          "type": "string",
          "maxLength": 10,
          "pattern": "^[0-9]+$"
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "listModels": {
    "method": "GET",
    "url": "/api/model/",
    "tag": "llm",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "getUsage": {
    "method": "GET",
    "url": "/api/usage/",
    "tag": "usage",
    "authentication": "bearerAuth",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "from": {
          "type": "string",
          "format": "date",
          "maxLength": 10
        },
        "to": {
          "type": "string",
          "format": "date",
          "maxLength": 10
        }
      }
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "getHealth": {
    "method": "GET",
    "url": "/healthz",
    "tag": "health",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "getReadiness": {
    "method": "GET",
    "url": "/readyz",
    "tag": "health",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "getContractYaml": {
    "method": "GET",
    "url": "/openapi.yaml",
    "tag": "contract",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "body": {},
    "bodyRequired": false
  },
  "getContractJson": {
    "method": "GET",
    "url": "/openapi.json",
    "tag": "contract",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "getContractOpenApi30": {
    "method": "GET",
    "url": "/openapi-3.0.json",
    "tag": "contract",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "getContractOpenApi32": {
    "method": "GET",
    "url": "/openapi-3.2.json",
    "tag": "contract",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  },
  "getProblemType": {
    "method": "GET",
    "url": "/problems/:code",
    "tag": "problem",
    "authentication": "nothing",
    "params": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "code"
      ],
      "properties": {
        "code": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        }
      }
    },
    "querystring": {
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {}
    },
    "headers": {
      "type": "object",
      "additionalProperties": true,
      "required": [],
      "properties": {
        "if-none-match": {
          "type": "string",
          "maxLength": 8000
        }
      }
    },
    "body": {},
    "bodyRequired": false
  }
} as const
