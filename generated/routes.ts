// Made by `make generate`. Never edited by hand.

/** Every schema of the contract; the routes refer to them as `contract#/$defs/…`. */
export const schemas = {
  "$id": "contract",
  "$defs": {
    "Id": {
      "description": "An object's id, which a JavaScript number holds exactly.",
      "type": "integer",
      "format": "double-int",
      "minimum": 1,
      "maximum": 9007199254740991
    },
    "UnknownValue": {
      "description": "Any other value, which a later version of the contract may add. Clients treat it like a general case, such as `other`, or\nshow it as it is.\n",
      "type": "string",
      "maxLength": 100
    },
    "Credentials": {
      "description": "A new account.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "username",
        "password"
      ],
      "properties": {
        "username": {
          "description": "1 to 150 letters and digits of any script, and `@ . + - _`. Not allowed are other characters of ASCII, and the spaces,\npunctuation, symbols and invisible characters that the pattern lists.\n",
          "type": "string",
          "minLength": 1,
          "maxLength": 150,
          "pattern": "^[^\\x00-\\x2A\\x2C\\x2F\\x3A-\\x3F\\x5B-\\x5E\\x60\\x7B-\\xA9\\xAB-\\xB4\\xB6-\\xB9\\xBB-\\xBF\\xD7\\xF7͏؜ᅟ-ᅠ ឴-឵᠋-᠏ -⃏⅀-⯿⸀-⹿⿰-〄〈-〠ㅤ㈀-㏿䷀-䷿﷏-︟︰-﹯﻿-＊，／：-？［-＾｀｛-･ﾠ￠-�]+$"
        },
        "password": {
          "description": "8 to 1,024 characters (Unicode code points).",
          "type": "string",
          "format": "password",
          "minLength": 8,
          "maxLength": 1024,
          "pattern": "^[^\\x00]*$"
        }
      }
    },
    "Login": {
      "description": "An account's username and password.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "username",
        "password"
      ],
      "properties": {
        "username": {
          "description": "The username, in any case.",
          "type": "string",
          "minLength": 1,
          "maxLength": 600,
          "pattern": "^[^\\x00]*$"
        },
        "password": {
          "description": "The password.",
          "type": "string",
          "format": "password",
          "minLength": 1,
          "maxLength": 1024,
          "pattern": "^[^\\x00]*$"
        }
      }
    },
    "PasswordChange": {
      "description": "The password that was and the one that shall be.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "current_password",
        "new_password"
      ],
      "properties": {
        "current_password": {
          "description": "The password as it is now.",
          "type": "string",
          "format": "password",
          "minLength": 1,
          "maxLength": 1024,
          "pattern": "^[^\\x00]*$"
        },
        "new_password": {
          "description": "8 to 1,024 characters (Unicode code points).",
          "type": "string",
          "format": "password",
          "minLength": 8,
          "maxLength": 1024,
          "pattern": "^[^\\x00]*$"
        }
      }
    },
    "User": {
      "description": "An account.",
      "type": "object",
      "required": [
        "id",
        "username",
        "created_at"
      ],
      "properties": {
        "id": {
          "description": "The account's id.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "username": {
          "description": "The username, after Unicode normalisation (NFKC), which can make it longer.",
          "type": "string",
          "minLength": 1,
          "maxLength": 450
        },
        "created_at": {
          "description": "When it was registered.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "RefreshToken": {
      "description": "A refresh token.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "refresh"
      ],
      "properties": {
        "refresh": {
          "description": "The refresh token.",
          "type": "string",
          "minLength": 1,
          "maxLength": 2000
        }
      }
    },
    "AnyToken": {
      "description": "A token of either type.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "token"
      ],
      "properties": {
        "token": {
          "description": "An access or a refresh token.",
          "type": "string",
          "minLength": 1,
          "maxLength": 2000
        }
      }
    },
    "TokenPair": {
      "description": "What a session goes on with.",
      "type": "object",
      "required": [
        "access",
        "refresh",
        "expires_in",
        "refresh_expires_in"
      ],
      "properties": {
        "access": {
          "description": "The access token.",
          "type": "string",
          "minLength": 1,
          "maxLength": 2000
        },
        "refresh": {
          "description": "The refresh token, for the next pair.",
          "type": "string",
          "minLength": 1,
          "maxLength": 2000
        },
        "expires_in": {
          "description": "In how many seconds the access token expires.",
          "type": "integer",
          "format": "int32",
          "minimum": 0,
          "maximum": 2147483647
        },
        "refresh_expires_in": {
          "description": "In how many seconds the refresh token expires, unless it is traded before.",
          "type": "integer",
          "format": "int32",
          "minimum": 0,
          "maximum": 2147483647
        }
      }
    },
    "Health": {
      "description": "How the server is.",
      "type": "object",
      "required": [
        "status"
      ],
      "properties": {
        "status": {
          "description": "That all is well; else there is a problem instead.",
          "type": "string",
          "enum": [
            "ok"
          ]
        }
      }
    },
    "Empty": {
      "description": "Nothing to add.",
      "type": "object",
      "maxProperties": 0
    },
    "Chat": {
      "description": "A conversation.",
      "type": "object",
      "required": [
        "id",
        "title",
        "user",
        "created_at",
        "updated_at"
      ],
      "properties": {
        "id": {
          "description": "The chat's id.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "title": {
          "description": "The title, or the empty string.",
          "type": "string",
          "maxLength": 255
        },
        "user": {
          "description": "Whose chat it is.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "When it was created.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "When it, or a message in it, last changed.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "ChatCreate": {
      "description": "A new chat.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "title": {
          "description": "The title; the empty one where there is none.",
          "type": "string",
          "maxLength": 255,
          "pattern": "^[^\\x00]*$"
        },
        "user": {
          "description": "The caller's own id, where given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "ChatReplace": {
      "description": "A chat as it shall be.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "title"
      ],
      "properties": {
        "title": {
          "description": "The title.",
          "type": "string",
          "maxLength": 255,
          "pattern": "^[^\\x00]*$"
        },
        "user": {
          "description": "The caller's own id, where given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "id": {
          "description": "Read-only: as it was read, or left out.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "Read-only: as it was read, or left out.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Read-only: as it was read, or left out. Refused when the object has changed since.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "ChatPage": {
      "description": "A page of chats.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/Chat"
      }
    },
    "Role": {
      "description": "Who speaks.",
      "type": "string",
      "enum": [
        "user",
        "assistant",
        "system"
      ]
    },
    "RoleOfNewMessage": {
      "description": "Who speaks.",
      "type": "string",
      "enum": [
        "user",
        "assistant",
        "system"
      ],
      "default": "user"
    },
    "Message": {
      "description": "Something that was said in a chat.",
      "type": "object",
      "required": [
        "id",
        "content",
        "role",
        "status",
        "chat",
        "user",
        "file",
        "run",
        "created_at",
        "updated_at"
      ],
      "properties": {
        "id": {
          "description": "The message's id.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "content": {
          "description": "What was said, or as much of it as has come.",
          "type": "string",
          "maxLength": 16777216
        },
        "status": {
          "description": "`running` while the model writes it, then how its run ended; `completed` for what a client has written or edited.",
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
          "description": "The run that it came of, or null.",
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
          "description": "The chat that it is in.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "Whose message it is.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "file": {
          "description": "The file that goes with it, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "When it was written.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "When it last changed.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "MessageCreate": {
      "description": "A new message.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "content",
        "chat"
      ],
      "properties": {
        "content": {
          "description": "What is said.",
          "type": "string",
          "maxLength": 262144,
          "pattern": "^[^\\x00]*$"
        },
        "chat": {
          "description": "One of the caller's chats.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "The caller's own id, where given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "file": {
          "description": "One of the caller's files, or null.",
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
      "description": "A message as it shall be.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "content",
        "chat"
      ],
      "properties": {
        "content": {
          "description": "What is said.",
          "type": "string",
          "maxLength": 4000000,
          "pattern": "^[^\\x00]*$"
        },
        "chat": {
          "description": "One of the caller's chats.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "The caller's own id, where given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "file": {
          "description": "One of the caller's files, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "role": {
          "description": "Stays as it is where none is given.",
          "$ref": "contract#/$defs/Role"
        },
        "id": {
          "description": "Read-only: as it was read, or left out.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "run": {
          "description": "Read-only: as it was read, or left out.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "status": {
          "description": "Read-only: as it was read, or left out.",
          "type": "string",
          "enum": [
            "running",
            "completed",
            "incomplete",
            "failed",
            "cancelled"
          ]
        },
        "created_at": {
          "description": "Read-only: as it was read, or left out.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Read-only: as it was read, or left out. Refused when the object has changed since.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "MessagePage": {
      "description": "A page of messages.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/Message"
      }
    },
    "FileRecord": {
      "description": "A file, or a link to one elsewhere.",
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
          "description": "The file's id.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "name": {
          "description": "The file's name.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "content_type": {
          "description": "Its media type.",
          "type": "string",
          "minLength": 3,
          "maxLength": 255
        },
        "size": {
          "description": "How many bytes it has; null for a link.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "sha256": {
          "description": "Their SHA-256 in hexadecimal; null for a link.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 64,
          "maxLength": 64
        },
        "url": {
          "description": "A signed link to the bytes, good until `url_expires_at`; or the address elsewhere.",
          "type": "string",
          "format": "uri",
          "maxLength": 2048
        },
        "url_expires_at": {
          "description": "When the signed link expires; null for an address elsewhere.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "user": {
          "description": "Whose file it is.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "When it was uploaded.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "When it last changed.",
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
          "description": "The bytes.",
          "type": "string",
          "format": "binary"
        },
        "name": {
          "description": "The name to keep it by, no path; otherwise the name that came with the bytes.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^[^\\x00-\\x1F\\x7F/\\\\�]+$"
        },
        "content_type": {
          "description": "The media type to take it for where its content does not tell, for text with its charset if that is not UTF-8; otherwise the type that came with the bytes, whose charset does not count.",
          "type": "string",
          "minLength": 3,
          "maxLength": 255,
          "pattern": "^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9!#$&^_.+-]+=[A-Za-z0-9!#$&^_.+-]+)*$"
        },
        "user": {
          "description": "The caller's own id, where given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "FileReplace": {
      "description": "A file's record as it shall be.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "content_type",
        "url"
      ],
      "properties": {
        "name": {
          "description": "The name.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^[^\\x00-\\x1F\\x7F/\\\\]+$"
        },
        "content_type": {
          "description": "The media type.",
          "type": "string",
          "minLength": 3,
          "maxLength": 255,
          "pattern": "^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9!#$&^_.+-]+=[A-Za-z0-9!#$&^_.+-]+)*$"
        },
        "url": {
          "description": "The file's own link, from `http` or from its path on, or an http or https address elsewhere, without user information.",
          "type": "string",
          "format": "uri-reference",
          "maxLength": 2048,
          "pattern": "^(/[^@/?#\\x00]+|[Hh][Tt][Tt][Pp][Ss]?://([^\\x00-\\x20\"#%/:<>?@\\x5B-\\x5E\\x60\\x7B-\\x7F]+|\\x5B[0-9A-Fa-f:.]+\\x5D)(:(6553[0-5]|655[0-2][0-9]|65[0-4][0-9][0-9]|6[0-4][0-9][0-9][0-9]|[1-5][0-9][0-9][0-9][0-9]|[0-9]{0,4}))?)([/?#][^\\x00]*)?$"
        },
        "url_expires_at": {
          "description": "Ignored: may be sent back as it was read.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "id": {
          "description": "Read-only: as it was read, or left out.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "size": {
          "description": "Read-only: as it was read, or left out.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "sha256": {
          "description": "Read-only: as it was read, or left out.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 64,
          "maxLength": 64
        },
        "user": {
          "description": "The caller's own id, where given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "Read-only: as it was read, or left out.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "updated_at": {
          "description": "Read-only: as it was read, or left out. Refused when the object has changed since.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        }
      }
    },
    "FilePage": {
      "description": "A page of files.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/FileRecord"
      }
    },
    "Page": {
      "description": "A page for people, in HTML.",
      "type": "string",
      "maxLength": 100000
    },
    "Bytes": {
      "description": "Bytes of any kind.",
      "type": "string",
      "format": "binary"
    },
    "Question": {
      "description": "What the model is asked.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "prompt"
      ],
      "properties": {
        "prompt": {
          "description": "The prompt. It may be blank only beside `file` or `file_url`.",
          "type": "string",
          "maxLength": 262144,
          "pattern": "^[^\\x00]*$"
        },
        "file": {
          "description": "One of the caller's files, or null. Not beside `file_url`.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "file_url": {
          "description": "The link of one of the caller's files, with or without its signature, or an http or https address elsewhere. Not beside `file`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 2048,
          "pattern": "^[^\\x00]*$"
        },
        "model": {
          "description": "One of GET /api/model/; its first where none is named.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[^\\x00]*$"
        },
        "system": {
          "description": "What the model is told before the prompt.",
          "type": "string",
          "minLength": 1,
          "maxLength": 32768,
          "pattern": "^[^\\x00]*$"
        },
        "temperature": {
          "description": "How freely the model chooses; its own default where none is given. A model that rejects it answers without it, which the run's `attempts` tell.",
          "type": "number",
          "minimum": 0,
          "maximum": 2
        },
        "max_tokens": {
          "description": "The most tokens that the answer may have; then it ends with `finish_reason` length.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 1000000
        },
        "chat": {
          "description": "One of the caller's chats, whose messages are the context, or null.",
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
          "description": "Whether the answer comes as events. Where it is not given, `Accept` decides, and without that it is false.",
          "type": "boolean"
        },
        "cancel_on_disconnect": {
          "$ref": "contract#/$defs/CancelOnDisconnect"
        },
        "user": {
          "description": "The caller's own id, where given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "Overflow": {
      "description": "What is done where not all messages of the chat fit; `drop` leaves out the oldest, `error` refuses with 413.",
      "type": "string",
      "enum": [
        "drop",
        "error"
      ],
      "default": "drop"
    },
    "CancelOnDisconnect": {
      "description": "Whether the run is cancelled when this client leaves before it has ended.",
      "type": "boolean",
      "default": false
    },
    "RunCreate": {
      "description": "What the model is asked, whose answer is read elsewhere.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "prompt"
      ],
      "properties": {
        "prompt": {
          "description": "The prompt. It may be blank only beside `file` or `file_url`.",
          "type": "string",
          "maxLength": 262144,
          "pattern": "^[^\\x00]*$"
        },
        "file": {
          "description": "One of the caller's files, or null. Not beside `file_url`.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "file_url": {
          "description": "The link of one of the caller's files, with or without its signature, or an http or https address elsewhere. Not beside `file`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 2048,
          "pattern": "^[^\\x00]*$"
        },
        "model": {
          "description": "One of GET /api/model/; its first where none is named.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[^\\x00]*$"
        },
        "system": {
          "description": "What the model is told before the prompt.",
          "type": "string",
          "minLength": 1,
          "maxLength": 32768,
          "pattern": "^[^\\x00]*$"
        },
        "temperature": {
          "description": "How freely the model chooses; its own default where none is given. A model that rejects it answers without it, which the run's `attempts` tell.",
          "type": "number",
          "minimum": 0,
          "maximum": 2
        },
        "max_tokens": {
          "description": "The most tokens that the answer may have; then it ends with `finish_reason` length.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 1000000
        },
        "chat": {
          "description": "One of the caller's chats, whose messages are the context, or null.",
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
          "description": "Whether the run is cancelled when this client leaves before it is answered.",
          "$ref": "contract#/$defs/CancelOnDisconnect"
        },
        "user": {
          "description": "The caller's own id, where given.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "ModelList": {
      "description": "The models that may be asked for.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/Model"
      }
    },
    "Model": {
      "description": "A model that may be asked for.",
      "type": "object",
      "required": [
        "id",
        "context_limit",
        "files_sent_as"
      ],
      "properties": {
        "id": {
          "description": "What it is called.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "context_limit": {
          "description": "How many tokens this server gives it at most in a chat, the prompt among them, estimated at four bytes each. The model itself may take more or fewer.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "files_sent_as": {
          "description": "In which forms this server gives it files. Whether it takes pictures is not known before it is asked; a refusal is `unsupported_file`.",
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
      "description": "`queued` until the model begins to answer, then `running`. It ends as `completed`: the provider ended the answer by itself,\nand `finish_reason` says why; `incomplete`: the connection was cut off, the provider could not finish, or this server\nstopped; `failed`; or `cancelled`. No other status will be added.\n\nA completed answer need not be whole. With `finish_reason` `length` it reached `max_tokens` or the model's own limit: the\ntext ends there, counts as it is, and may be continued by another prompt in the same chat. With `content_filter` or\n`tool_calls` the provider gave no more of it. An answer without text is `failed`, unless `finish_reason` is one of these\nthree.\n",
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
      "description": "What the run is for: an answer, or a chat's title."
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
      "description": "Why the model stopped, where the provider says so, or `cancelled`. `interrupted`: the provider could not finish the answer,\nbecause it was out of resources, for example, and the run is `incomplete`. `tool_calls`: the model asks for a tool, which it\nwas not offered here.\n"
    },
    "Run": {
      "description": "A call of the model.",
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
        "overflow",
        "content",
        "reasoning",
        "finish_reason",
        "error",
        "usage",
        "attachment",
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
          "description": "The run's id.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "purpose": {
          "$ref": "contract#/$defs/RunPurpose"
        },
        "chat": {
          "description": "The chat that it is in, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "Whose run it is.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "status": {
          "$ref": "contract#/$defs/RunStatus"
        },
        "model": {
          "description": "The model that was asked for; once a fallback provider answers, the one that is asked of it.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "reported_model": {
          "description": "The model that answers as its provider calls it, such as a dated version; null until the run has ended, and where none answered.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 200
        },
        "finish_reason": {
          "description": "Null until the run has ended, and where the provider gave no reason.",
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
          "description": "What a failed run failed of; null for any other.",
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
          "description": "Null until the run has ended, and where nothing was used.",
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
          "description": "What the model was asked.",
          "type": "string",
          "maxLength": 262144
        },
        "system": {
          "description": "The `system` of the request, or null.",
          "type": [
            "string",
            "null"
          ],
          "maxLength": 32768
        },
        "temperature": {
          "description": "The `temperature` of the request, or null.",
          "type": [
            "number",
            "null"
          ],
          "minimum": 0,
          "maximum": 2
        },
        "max_tokens": {
          "description": "The `max_tokens` of the request, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "int32",
          "minimum": 1,
          "maximum": 1000000
        },
        "overflow": {
          "description": "The `overflow` of the request, or null.",
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
          "description": "The answer, or as much of it as has come.",
          "type": "string",
          "maxLength": 16777216
        },
        "reasoning": {
          "description": "What the model thought, or as much of it as has come, where it shows that; its first 262,144 characters at most.",
          "type": "string",
          "maxLength": 262144
        },
        "attachment": {
          "description": "Null where there was none.",
          "anyOf": [
            {
              "$ref": "contract#/$defs/Attachment"
            },
            {
              "type": "null"
            }
          ]
        },
        "context": {
          "description": "Null where there is no chat.",
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
          "description": "What was tried, once it has ended.",
          "type": "array",
          "maxItems": 20,
          "items": {
            "$ref": "contract#/$defs/Attempt"
          }
        },
        "prompt_message": {
          "description": "The message that the prompt was saved as, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "answer_message": {
          "description": "The message that the answer is saved as, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "created_at": {
          "description": "When it was begun.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "started_at": {
          "description": "When the model began to answer, or null.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "ended_at": {
          "description": "When it ended, or null.",
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
      "description": "A run without its texts.",
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
          "description": "The run's id.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "purpose": {
          "$ref": "contract#/$defs/RunPurpose"
        },
        "chat": {
          "description": "The chat that it is in, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "user": {
          "description": "Whose run it is.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "status": {
          "$ref": "contract#/$defs/RunStatus"
        },
        "model": {
          "description": "The model that was asked for; once a fallback provider answers, the one that is asked of it.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "reported_model": {
          "description": "The model that answers as its provider calls it, such as a dated version; null until the run has ended, and where none answered.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 200
        },
        "finish_reason": {
          "description": "Null until the run has ended, and where the provider gave no reason.",
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
          "description": "What a failed run failed of; null for any other.",
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
          "description": "Null until the run has ended, and where nothing was used.",
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
          "description": "When it was begun.",
          "type": "string",
          "format": "date-time",
          "maxLength": 40
        },
        "started_at": {
          "description": "When the model began to answer, or null.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time",
          "maxLength": 40
        },
        "ended_at": {
          "description": "When it ended, or null.",
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
      "description": "A page of runs.",
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "contract#/$defs/RunSummary"
      }
    },
    "Attempt": {
      "description": "One call of one provider.",
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
          "description": "Which provider: `primary`, `fallback`, or `stand-in`, which answers where no provider is configured."
        },
        "model": {
          "description": "The model that was asked for.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "failure": {
          "description": "Null where it answered.",
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
          "description": "What of, in a few words of this server's; null where it answered.",
          "type": [
            "string",
            "null"
          ],
          "maxLength": 200
        },
        "duration": {
          "description": "How long the call took, in milliseconds (ms).",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "adjustments": {
          "description": "How the request differed from how the provider's protocol usually has it, because the provider rejects that for this\nmodel. A rejected request is an attempt of its own, before the one with the adjustment. Left out where there were none.\n",
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
        "system_as_user",
        "content_parts"
      ],
      "description": "A way to say the same to a provider differently. `max_tokens` and `max_completion_tokens`: the limit of the answer went by\nthis name. `max_tokens_4096`: an answer that the request does not limit was limited to 4,096 tokens. `no_temperature`,\n`no_stream_options` and `no_num_ctx`: this parameter was left out, so the requested temperature had no effect. `no_stream`:\nthe answer came in one piece. `system_as_user`: instructions were sent before the user's first message. `content_parts`:\ntexts were sent as lists of parts.\n"
    },
    "Context": {
      "description": "What of a chat the model was given. Tokens are estimated, at four bytes each.",
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
          "description": "How many messages went along, before the prompt.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "dropped": {
          "description": "How many older ones did not, because they did not fit.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "files": {
          "description": "How many of their files went along with them.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "dropped_files": {
          "description": "How many did not, because they did not fit or could not be had.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "left_out": {
          "description": "Which those were and why, the newest first; absent where there were none.",
          "type": "array",
          "minItems": 1,
          "maxItems": 100,
          "items": {
            "$ref": "contract#/$defs/LeftOutFile"
          }
        },
        "estimated_tokens": {
          "description": "How many tokens the model was given in all, the prompt among them.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "limit": {
          "description": "How many they may be.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "LeftOutFile": {
      "description": "A file of an earlier message that the model was not given.",
      "type": "object",
      "required": [
        "file",
        "reason"
      ],
      "properties": {
        "file": {
          "description": "The file's id.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "reason": {
          "type": "string",
          "enum": [
            "does_not_fit",
            "too_large",
            "rejected",
            "unreadable",
            "unavailable",
            "not_kept"
          ],
          "description": "Why: there was no room (`does_not_fit`), it is larger than the model is ever given (`too_large`), this model has refused\nit (`rejected`), it is broken, of a kind that the model cannot be given or was not there to be fetched (`unreadable`), the\nstorage did not give it in time (`unavailable`), or it is elsewhere, is not fetched twice, and was not kept (`not_kept`).\n"
        }
      }
    },
    "Sequence": {
      "description": "The event's place in its run, from 1 on.",
      "type": "integer",
      "format": "int32",
      "minimum": 1,
      "maximum": 2147483647
    },
    "RunEvent": {
      "$ref": "contract#/$defs/KnownRunEvent",
      "description": "An event of a run. Clients narrow it to a KnownRunEvent by its `type`, and ignore any other.\n"
    },
    "UnknownEvent": {
      "description": "An event of any other type, which a later version of the contract may add. It is never the last of a run, and a client\nloses nothing that this version promises by ignoring it.\n",
      "type": "object",
      "required": [
        "type",
        "sequence"
      ],
      "properties": {
        "type": {
          "description": "A type that is not among those of KnownRunEvent.",
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        }
      }
    },
    "KnownRunEvent": {
      "description": "What happened in a run: `started`; `context` where there is a chat, `attachment` where there is a file; then `text`,\n`reasoning` and maybe `reset`; `usage` where something was used; and exactly one of `completed`, `incomplete`, `failed` and\n`cancelled`, as the last. Where a stream was opened before a run could be begun, and none was, `failed` is the only one.\n",
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
          "$ref": "contract#/$defs/TextEvent"
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
      "description": "The run has begun.",
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
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "started"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "run": {
          "description": "The run's id.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "chat": {
          "description": "The chat that it is in, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "prompt_message": {
          "description": "The message that the prompt was saved as, or null.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "answer_message": {
          "description": "The message that the answer is saved as, or null.",
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
      "description": "What of the chat the model was given. Where it refuses files of earlier messages, another one comes, which holds.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "context"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "context"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
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
      "description": "What file the model was given with the prompt.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "attachment"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "attachment"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
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
      "description": "A piece of what the model thinks, where it shows that. It is no part of the answer.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "text"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "reasoning"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "text": {
          "description": "The piece.",
          "type": "string",
          "maxLength": 16777216
        }
      }
    },
    "TextEvent": {
      "description": "The next piece of the answer.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "text"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "text"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "text": {
          "description": "The piece.",
          "type": "string",
          "maxLength": 16777216
        }
      }
    },
    "ResetEvent": {
      "description": "The pieces of the answer that came so far do not count; another provider begins anew.",
      "type": "object",
      "required": [
        "type",
        "sequence"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "reset"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        }
      }
    },
    "UsageEvent": {
      "description": "What was used.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "usage"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "usage"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
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
      "description": "The last event of a run whose answer the provider ended by itself; with `finish_reason` `length` it is not whole.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "model",
        "finish_reason"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "completed"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "model": {
          "description": "Which model answered, as its provider calls it: the run's `reported_model`.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "finish_reason": {
          "description": "Null until the run has ended, and where the provider gave no reason.",
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
      "description": "The last event of a run that was cut off.",
      "type": "object",
      "required": [
        "type",
        "sequence"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "incomplete"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "finish_reason": {
          "description": "`interrupted` where the provider said that it could not finish; null, or not there, where the answer was only cut off.",
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
      "description": "The last event of a run that failed.",
      "type": "object",
      "required": [
        "type",
        "sequence",
        "code",
        "detail"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "failed"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "code": {
          "$ref": "contract#/$defs/ErrorCode"
        },
        "detail": {
          "description": "What failed, for people.",
          "type": "string",
          "maxLength": 1000
        }
      }
    },
    "CancelledEvent": {
      "description": "The last event of a run that was cancelled, or deleted while it was under way.",
      "type": "object",
      "required": [
        "type",
        "sequence"
      ],
      "properties": {
        "type": {
          "description": "Which event this is.",
          "type": "string",
          "enum": [
            "cancelled"
          ]
        },
        "sequence": {
          "description": "The event's place in its run, from 1 on.",
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        }
      }
    },
    "Attachment": {
      "description": "The file that the model was given with the prompt.",
      "type": "object",
      "required": [
        "name",
        "content_type",
        "size",
        "sent_as"
      ],
      "properties": {
        "name": {
          "description": "What the file is called, for the model too.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "content_type": {
          "description": "Its media type: by its content for pictures and PDF, by what was claimed for text.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "size": {
          "description": "How many bytes the file has.",
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
          "description": "How the model was given it."
        },
        "encoding": {
          "description": "The encoding that a text file was found to be in, by its name in the Encoding Standard, such as utf-8, gbk or windows-1251; null for every other file, absent from runs of before it was told.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 40
        },
        "characters": {
          "description": "How many characters (Unicode code points) the text has, where it was sent as text.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        }
      }
    },
    "Usage": {
      "description": "What was used, in tokens. Runs that ended before the members on caches were added have events without them.",
      "type": "object",
      "required": [
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "estimated"
      ],
      "properties": {
        "prompt_tokens": {
          "description": "Tokens of the prompt.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "completion_tokens": {
          "description": "Tokens of the answer.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "total_tokens": {
          "description": "Both together.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "cached_tokens": {
          "description": "Tokens of the prompt that the provider read from its cache, as far as it says so.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "cache_write_tokens": {
          "description": "Tokens of the prompt that the provider wrote to its cache, as far as it says so.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "estimated": {
          "description": "Whether any of it is estimated, because the provider did not say.",
          "type": "boolean"
        }
      }
    },
    "UsageReport": {
      "description": "What was used from one day to another.",
      "type": "object",
      "required": [
        "from",
        "to",
        "days",
        "quotas"
      ],
      "properties": {
        "from": {
          "description": "The first day that is reported, which may be later than the one asked for.",
          "type": "string",
          "format": "date",
          "maxLength": 10
        },
        "to": {
          "description": "The last day.",
          "type": "string",
          "format": "date",
          "maxLength": 10
        },
        "days": {
          "description": "One entry for each day and model, oldest first; none where nothing was used.",
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
      "description": "What the caller may have, and has. Tokens are those of today (UTC), with an estimate for the runs that are under way.",
      "type": "object",
      "required": [
        "stored_bytes",
        "files",
        "active_runs",
        "tokens_a_day"
      ],
      "properties": {
        "stored_bytes": {
          "$ref": "contract#/$defs/Quota"
        },
        "files": {
          "$ref": "contract#/$defs/Quota"
        },
        "active_runs": {
          "$ref": "contract#/$defs/Quota"
        },
        "tokens_a_day": {
          "$ref": "contract#/$defs/Quota"
        }
      }
    },
    "Quota": {
      "description": "One of them.",
      "type": "object",
      "required": [
        "limit",
        "used",
        "remaining"
      ],
      "properties": {
        "limit": {
          "description": "How much there may be, or null where there is no limit.",
          "type": [
            "integer",
            "null"
          ],
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "used": {
          "description": "How much there is.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "remaining": {
          "description": "How much is left, or null where there is no limit.",
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
      "description": "The quota that would be exceeded, where one would be.",
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
          "description": "Which one."
        },
        "limit": {
          "description": "How much there may be.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "used": {
          "description": "How much there is.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        }
      }
    },
    "DayUsage": {
      "description": "What was used of one model on one day.",
      "type": "object",
      "required": [
        "day",
        "model",
        "runs",
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "cached_tokens",
        "cache_write_tokens"
      ],
      "properties": {
        "day": {
          "description": "The day, in UTC.",
          "type": "string",
          "format": "date",
          "maxLength": 10
        },
        "model": {
          "description": "The model that was asked for: the runs' `model`.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "runs": {
          "description": "How many runs.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "prompt_tokens": {
          "description": "Tokens of the prompts.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "completion_tokens": {
          "description": "Tokens of the answers.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "total_tokens": {
          "description": "Both together.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "cached_tokens": {
          "description": "Tokens of the prompts that the providers read from their caches, as far as they say so.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "cache_write_tokens": {
          "description": "Tokens of the prompts that the providers wrote to their caches, as far as they say so.",
          "type": "integer",
          "format": "double-int",
          "minimum": 0,
          "maximum": 9007199254740991
        }
      }
    },
    "OpenApiDocument": {
      "description": "An OpenAPI 3.1 document.",
      "type": "object",
      "additionalProperties": true
    },
    "ErrorCode": {
      "$ref": "contract#/$defs/KnownErrorCode",
      "description": "What went wrong, for programs; a client that does not know the value goes by the status."
    },
    "KnownErrorCode": {
      "description": "The codes of this version of the contract. Codes are never renamed. `GET /problems/{code}` has what follows about each, and\nProblemKind says what each kind of retry is.\n\n| code | status | meaning | retry |\n| --- | --- | --- | --- |\n| `body_too_large` | 413 | The body is larger than this server takes. | `change_request` |\n| `context_too_long` | 413 | The request is longer than the model can take. | `change_request` |\n| `database_unavailable` | 503 | The database cannot be reached or is busy. | `wait` |\n| `expectation_failed` | 417 | The only expectation that this server meets is 100-continue. | `change_request` |\n| `file_too_large` | 413 | The file is larger than is taken here. | `change_request` |\n| `file_unreachable` | 422 | No file can be had from this address. | `change_request` |\n| `file_unreadable` | 422 | The file cannot be read. | `change_request` |\n| `headers_too_large` | 431 | The request line and the headers together are larger than 16 KiB. | `change_request` |\n| `idempotency_key_in_use` | 409 | The run that was begun under this key is still under way. | `wait_for_run` |\n| `idempotency_key_reused` | 422 | This key was used for another request. | `new_key` |\n| `internal_error` | 500 | Something went wrong here; the log has it. | `tell_operator` |\n| `invalid_request` | 400 | The request does not fit the contract. | `change_request` |\n| `link_expired` | 403 | The link has expired; the file's record has a fresh one. | `fresh_link` |\n| `link_not_valid` | 401 | The link's signature does not fit. | `fresh_link` |\n| `malformed_body` | 400 | The body cannot be read as what it says it is. | `change_request` |\n| `method_not_allowed` | 405 | This path does not have this method; Allow lists those that it has. | `change_request` |\n| `no_active_account` | 401 | No active account found with the given credentials | `change_request` |\n| `not_found` | 404 | There is nothing here that belongs to you. | `change_request` |\n| `overloaded` | 503 | There is more to do than this server gets done. | `wait` |\n| `password_incorrect` | 403 | The current password is not the one that was given. | `change_request` |\n| `provider_failed` | 502 | The model's provider did not give a usable answer. | `ask_again` |\n| `provider_refused` | 502 | The model's provider refused the call. | `tell_operator` |\n| `provider_timeout` | 504 | The model's provider took too long to answer. | `ask_again` |\n| `provider_unavailable` | 503 | The model's provider cannot be reached or is busy. | `ask_again` |\n| `quota_exceeded` | 402 | This is more than the quota leaves; `quota` says which one, and how much of it is used. | `free_quota` |\n| `range_not_satisfiable` | 416 | The file ends before this range begins. | `change_request` |\n| `rate_limited` | 429 | There were too many requests of this kind; Retry-After says when to come again. | `wait` |\n| `read_only_mismatch` | 409 | A member that is read-only differs from what is stored; leave it out, or read the object again. | `change_request` |\n| `request_timeout` | 408 | The request has not come in the time that there is for it. | `wait` |\n| `run_active` | 409 | A run is under way in this chat. | `wait_for_run` |\n| `shutting_down` | 503 | The server has been told to stop, and ends what is under way. | `wait` |\n| `storage_full` | 507 | There is no room for the file. | `tell_operator` |\n| `storage_unavailable` | 503 | The storage of files cannot be reached or written to. | `wait` |\n| `token_not_valid` | 401 | Token is invalid or expired | `log_in` |\n| `unknown_path` | 404 | This server has no such path; the contract at /openapi.yaml lists those that it has. | `change_request` |\n| `unsupported_file` | 415 | The model can be given PNG, JPEG, GIF and WebP pictures, PDF, and text: plain, Markdown, CSV, JSON, HTML, source. | `change_request` |\n| `unsupported_media_type` | 415 | This operation does not take a body of this media type. | `change_request` |\n| `user_mismatch` | 403 | A member named user must be the caller's own id. | `change_request` |\n| `username_taken` | 409 | Somebody has this username already. | `change_request` |\n",
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
        "overloaded",
        "password_incorrect",
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
        "shutting_down",
        "storage_full",
        "storage_unavailable",
        "token_not_valid",
        "unknown_path",
        "unsupported_file",
        "unsupported_media_type",
        "user_mismatch",
        "username_taken"
      ]
    },
    "ProblemKind": {
      "description": "What a code of problems means, and what to do about it.",
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
          "description": "The HTTP status.",
          "type": "integer",
          "format": "int32",
          "minimum": 400,
          "maximum": 599
        },
        "title": {
          "description": "The name, for people.",
          "type": "string",
          "maxLength": 200
        },
        "meaning": {
          "description": "What went wrong.",
          "type": "string",
          "maxLength": 1000
        },
        "retry": {
          "$ref": "contract#/$defs/KnownRetry",
          "description": "What to do, for programs; a client treats a value that it does not know like `tell_operator`."
        },
        "advice": {
          "description": "What to do, for people.",
          "type": "string",
          "maxLength": 1000
        }
      }
    },
    "Problem": {
      "description": "What went wrong (RFC 9457).",
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
          "description": "The kind of problem: the path of its description, `GET /problems/{code}`, from the root of the server's public address.",
          "type": "string",
          "maxLength": 2048
        },
        "title": {
          "description": "The kind of problem, for people.",
          "type": "string",
          "maxLength": 200
        },
        "status": {
          "description": "The HTTP status.",
          "type": "integer",
          "format": "int32",
          "minimum": 400,
          "maximum": 599
        },
        "detail": {
          "description": "This problem.",
          "type": "string",
          "maxLength": 1000
        },
        "code": {
          "$ref": "contract#/$defs/ErrorCode"
        },
        "request_id": {
          "description": "What the log calls this request.",
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "run": {
          "description": "The run that it is about, where it is about one.",
          "type": "integer",
          "format": "double-int",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "quota": {
          "$ref": "contract#/$defs/ExceededQuota"
        },
        "errors": {
          "description": "What is wrong with the input, one entry a finding.",
          "type": "array",
          "maxItems": 50,
          "items": {
            "$ref": "contract#/$defs/InputError"
          }
        }
      }
    },
    "InputError": {
      "description": "One thing that is wrong with the input.",
      "type": "object",
      "required": [
        "pointer",
        "code",
        "message"
      ],
      "properties": {
        "pointer": {
          "description": "Where (RFC 6901), from `/body`, `/query`, `/path` or `/header` on.",
          "type": "string",
          "maxLength": 1000
        },
        "code": {
          "$ref": "contract#/$defs/InputErrorCode"
        },
        "message": {
          "description": "What is wrong, for the person who gave the input. Put the name of the field before it; the text never repeats the input.",
          "type": "string",
          "maxLength": 1000
        }
      }
    },
    "KnownRetry": {
      "description": "The kinds of retry of this version of the contract.\n\n- `ask_again`: Repeat the request later. Under an Idempotency-Key whose answer came without Retry-After, use a new key.\n- `change_request`: Change the request. Unchanged, it fails again, unless what it refers to has changed.\n- `free_quota`: Repeat the request once the quota has room: delete something, or wait for runs or the day to end.\n- `fresh_link`: Read the file's record for a fresh link.\n- `log_in`: Trade the refresh token for a new pair, or log in again; then repeat the request.\n- `new_key`: Send the request under another Idempotency-Key.\n- `tell_operator`: Tell the operator the request_id. Repeating the request is unlikely to help.\n- `wait`: Repeat the request after Retry-After, or a second without it; use the same Idempotency-Key where it creates.\n- `wait_for_run`: Wait for the run named by `run` to end, or cancel it; then repeat the request.\n",
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
      "description": "Which rule the input breaks, for programs; a client treats a value that it does not know like `invalid`."
    },
    "KnownInputErrorCode": {
      "description": "The codes of this version of the contract. Codes are never renamed.\n\n- `required`: it is missing, or blank where it must not be.\n- `type`: it is not of the right JSON type, or not a file.\n- `too_short`: the text, list or object has too few characters, items or members.\n- `too_long`: the text, list or object has too many characters, bytes, items or members.\n- `minimum`: the number or date is too small.\n- `maximum`: the number is too large.\n- `pattern`: the text has characters or a form that are not allowed.\n- `format`: it is no valid date, time, URI or other format that is asked for.\n- `enum`: it is none of the values that are allowed.\n- `not_allowed`: it is unknown, or not allowed here or beside another member.\n- `duplicate`: it was sent more than once.\n- `read_only`: it cannot be changed, and differs from what is stored.\n- `mismatch`: it differs from what it must equal, such as the caller's id or the account's password.\n- `not_found`: it names an object that does not exist or belongs to another user.\n- `conflict`: it is taken, or was used for something else.\n- `unreachable`: the file that it names cannot be fetched.\n- `unreadable`: the file that it names cannot be read.\n- `unsupported`: the file that it names is of a kind that the model cannot be given.\n- `too_large`: the file that it names is too large.\n- `unavailable`: what it names cannot be read now; try again later.\n- `invalid`: it breaks another rule, which `message` tells.\n",
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

/** The headers that any answer of the contract may have. */
export const responseHeaders = [
  "Accept-Encoding",
  "Accept-Ranges",
  "Access-Control-Allow-Origin",
  "Access-Control-Expose-Headers",
  "Allow",
  "Cache-Control",
  "Content-Disposition",
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

/** Those of them that every answer may have, which no handler has to give. */
export const commonHeaders = [
  "Access-Control-Allow-Origin",
  "Access-Control-Expose-Headers",
  "Content-Security-Policy",
  "Cross-Origin-Resource-Policy",
  "Parley-Contract",
  "Referrer-Policy",
  "Strict-Transport-Security",
  "Vary",
  "X-Content-Type-Options",
  "X-Request-Id"
] as const

/** What the contract says of each operation, by operationId. */
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
  "readMe": {
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
    "body": {},
    "bodyRequired": false
  },
  "deleteMe": {
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
  "createToken": {
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
        "$ref": "contract#/$defs/Login"
      }
    },
    "bodyRequired": true
  },
  "refreshToken": {
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
  "blacklistToken": {
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
  "readChat": {
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
  "readMessage": {
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
  "readFile": {
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
  "readFileContent": {
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "type": "string",
          "maxLength": 200
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
        "$ref": "contract#/$defs/Question"
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
    "body": {},
    "bodyRequired": false
  },
  "readRun": {
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
          "description": "An object's id, which a JavaScript number holds exactly.",
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
    "body": {},
    "bodyRequired": false
  },
  "readUsage": {
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
    "body": {},
    "bodyRequired": false
  },
  "readHealth": {
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
    "body": {},
    "bodyRequired": false
  },
  "readReadiness": {
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
    "body": {},
    "bodyRequired": false
  },
  "readContractYaml": {
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
  "readContractJson": {
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
    "body": {},
    "bodyRequired": false
  },
  "readProblemKind": {
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
    "body": {},
    "bodyRequired": false
  }
} as const
