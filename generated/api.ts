// Made by `make generate`. Never edited by hand.

export interface paths {
    "/api/register/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a user
         * @description Creates an account. Usernames are compared without regard to case, after Unicode normalisation (NFKC): a name that is
         *     equal to another in this way is taken. The password is kept as an argon2id hash.
         */
        post: operations["registerUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the caller's account
         * @description The account that the access token was issued to.
         */
        get: operations["readMe"];
        put?: never;
        post?: never;
        /**
         * Delete the caller's account
         * @description Deletes the account with its chats, messages, files and their stored bytes, and ends every session of it. There
         *     is no way back; the username is free again.
         */
        delete: operations["deleteMe"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the caller's password
         * @description Needs the current password once more. Ends every session of the account, the caller's own too: here at the next
         *     request, on every other replica within a second.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Starts a session. The access token goes into `Authorization: Bearer`; POST /api/token/refresh/ trades the refresh token for
         *     the next pair.
         *     A wrong password and an unknown username are answered alike, in the same time.
         *     Too many wrong passwords are answered 429. While an account is under attack from many addresses, a log-in from an
         *     address that it was not logged in to from before takes five seconds, or is answered 429 too.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade a refresh token for the next pair
         * @description Issues the next access token, and a refresh token that replaces this one. If the answer is lost, repeat the request:
         *     until its successor has been traded itself, and for 24 hours at most, a refresh token gets the same successor again. So
         *     do several tabs that trade the same one. A refresh token that comes later than that is taken for stolen: the whole
         *     session ends, with all of its access tokens.
         */
        post: operations["refreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether a token is good
         * @description Takes an access or a refresh token in the body, or, without a body, the bearer token of the request. Of a session's
         *     refresh tokens only the newest is good here, although the one before it can still be traded again.
         */
        post: operations["verifyToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/blacklist/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the session of this refresh token, with its access tokens: here at the next request, on every other replica
         *     within a second. Holding the refresh token is all that it takes.
         */
        post: operations["blacklistToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's chats
         * @description A page of the caller's chats by id. `updated_at` tells when a chat, or a message in it, last changed.
         */
        get: operations["listChats"];
        put?: never;
        /**
         * Create a chat
         * @description Starts a conversation. Without a title, or with the empty one, the model names it after its first answer, unless
         *     somebody has by then. Where that fails, it is tried again after the next answers, five times at the most.
         */
        post: operations["createChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Read a chat
         * @description One of the caller's chats.
         */
        get: operations["readChat"];
        /**
         * Rename a chat
         * @description Replaces the title. What GET returned can be sent back: members that are read-only have to equal what is stored, or are
         *     refused by name. So an `updated_at` that is given keeps changes made since from being overwritten; without it, the chat
         *     is renamed whatever has changed.
         */
        put: operations["replaceChat"];
        post?: never;
        /**
         * Delete a chat
         * @description Deletes the chat with its messages. Files stay.
         */
        delete: operations["deleteChat"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/message/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's messages
         * @description A page of the caller's messages by id, of all chats or of one.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Write a message
         * @description Adds a message to one of the caller's chats, with one of the caller's files or none. It does not ask the model.
         */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/message/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Read a message
         * @description One of the caller's messages.
         */
        get: operations["readMessage"];
        /**
         * Replace a message
         * @description Replaces content and chat. A file or role that is left out stays as it is; `file: null` takes the file off.
         *     Moved to another chat, the message keeps its id, and with it its place in the order. What GET returned can be sent back:
         *     members that are read-only have to equal what is stored, or are refused by name, `updated_at` when the message has changed
         *     since. An answer of more than 4,000,000 characters, or 4 MiB of JSON, is too long for that.
         *
         *     With the same content, a message keeps its `status`; with another, it is `completed`. While the model writes it, its content
         *     is left to the model if `status` is sent as `running` and the content is what has come so far, or the beginning of it. Any
         *     other content replaces what the model has written, and the whole answer is in the run alone.
         */
        put: operations["replaceMessage"];
        post?: never;
        /**
         * Delete a message
         * @description Deletes the message. Its file stays.
         */
        delete: operations["deleteMessage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/file/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's files
         * @description A page of the caller's files by id, each with a fresh link to its content.
         */
        get: operations["listFiles"];
        put?: never;
        /**
         * Upload a file
         * @description Takes one file as form data. The bytes are stored while they arrive and the file appears only when it is whole.
         *     Its type is told by its content first and by what the client claims second.
         */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/file/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Read a file's record
         * @description One of the caller's files, with a fresh link to its content.
         */
        get: operations["readFile"];
        /**
         * Replace a file's record
         * @description Renames and retypes the file. With the file's own link as `url`, whatever its signature, the bytes stay; with another
         *     http or https address the record becomes a link to it, and the stored bytes are dropped. What GET returned can be sent
         *     back: members that are read-only have to equal what is stored, or are refused by name, `updated_at` when the file has
         *     changed since.
         */
        put: operations["replaceFile"];
        post?: never;
        /**
         * Delete a file
         * @description Deletes the file with its stored bytes. Messages that had it stay, with `file` null.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/file/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Read a file's bytes
         * @description Opens to the owner's access token or to a signed link (`url` of the file). Of both, one that is valid
         *     is enough. If neither is, the answer is 401 where there is a bearer token, and 403 where there is only
         *     a link.
         *
         *     Serves single byte ranges and conditional requests (RFC 9110). A conditional request is answered 304 even with
         *     `Cache-Control: no-cache`, which is about caches on the way and not about this server. What a browser could run is sent as
         *     an attachment, everything in a sandbox. Text whose bytes are all UTF-8 is sent with `charset=utf-8`, unless another
         *     charset was declared that fits.
         */
        get: operations["readFileContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/llm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the model
         * @description Begins a run: the prompt goes to the model, and the answer is this operation's, as one piece when it
         *     is whole, or as events (`text/event-stream; charset=utf-8`) as it comes. `stream` says which. Without
         *     it `Accept` decides: events where it names `text/event-stream` with a `q` above that of JSON, or with
         *     the same one and before `application/json`; JSON everywhere else, also where it only says `text/*` or
         *     `*\/*`. Either way the run has a life of its own: a client that leaves does not end it, GET
         *     /api/run/{id} has it afterwards, and POST /api/run/{id}/cancel ends it. A failure after the run has begun names it as `run`.
         *
         *     With `chat`, the chat's messages are what the model knows of before the prompt: the newest that fit, as `context` tells. The
         *     prompt is saved as a message of role user at the start, and the answer as one of role assistant, which fills as it
         *     comes. A chat has one run under way at a time.
         *
         *     Where the chat, or the account, is deleted while the run is under way, the run is cancelled and deleted with it. Its streams
         *     end with `cancelled`; an answer in one piece is 404, with the id of the deleted run as `run`.
         *
         *     A file goes along as `file`, the id of one of the caller's own, or as `file_url`, its link or an address elsewhere, which
         *     is then fetched: http or https on a public address, five redirects at most, and never from https to http. If the file
         *     cannot be had or read, the model is not asked, and there is no run. In a chat, the caller's own files stay with their
         *     messages and go along with them later too; an address elsewhere goes with its prompt only.
         *
         *     Pictures (PNG, JPEG, GIF, WebP) go to the model as pictures; PDF as the text in it, or as a document where this server is
         *     set up so; text, Markdown, CSV, JSON, HTML and source as text, in the encoding that they declare or seem to have.
         *     `attachment` says what the model was given.
         *
         *     A run that failed, or was cancelled, leaves its messages in the chat. Before asking again under another `Idempotency-Key`,
         *     or none, delete its `prompt_message`, or the model is given the prompt twice, and its `answer_message`, which may hold a
         *     part of an answer. The `started` event has both ids, and so has GET /api/run/{id} for the `run` that the problem names.
         *
         *     Repeated under the same `Idempotency-Key`, it begins nothing: it is answered out of the run that there is; as a stream,
         *     with the run's events from the first on. A run that failed before the provider had begun to answer, when it is certain that
         *     nothing was paid, leaves its key free: the same request under the same key begins another one, and its messages replace
         *     those of the failed one in the chat, unless they were edited. Any other failure is repeated for as long as the key is kept,
         *     without `Retry-After`, and another try takes a new key.
         *
         *     As a stream, a file that cannot be read within a second does not keep the client waiting: the stream opens with a comment, and
         *     what would have been the status of a failure then comes as a `failed` event with the same code. It is the only event, there
         *     is no run, and the key is free.
         */
        post: operations["askModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/run/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's runs
         * @description A page of the caller's runs by id, of all chats or of one, without their texts. Those that name a chat are among them.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Begin a run
         * @description Asks the model as POST /api/llm/ does, without `stream`, and answers as soon as the run has begun: with the run as it is, and its path as
         *     `Location`. GET /api/run/{id}/events has its events, and GET /api/run/{id} the run with its answer. Generated clients are
         *     better off with this operation, because its answers are of one type, and so are those of the other two.
         *
         *     What POST /api/llm/ refuses before there is a run is refused here in the same way; what a run fails of later is in the run.
         *     `cancel_on_disconnect` counts until this operation is answered.
         *
         *     Repeated under the same `Idempotency-Key`, it begins nothing and answers with the run that there is, as it is by then. Only a
         *     run that failed before the provider had begun to answer, when it is certain that nothing was paid, leaves its key free: the
         *     same request then begins another one. A key of POST /api/llm/ is another request's here.
         */
        post: operations["createRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/run/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Read a run
         * @description One of the caller's runs, with as much of its answer as there is.
         */
        get: operations["readRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/run/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a run
         * @description Ends a run that is under way: the connection to the provider is closed, and what came of the answer is kept. A run that
         *     has ended stays as it is. The answer is the run as it then is. 202 says that the cancellation is only requested: the
         *     replica that works on the run did not end it in time. It ends the run as soon as it can; followRun, or reading the run
         *     until `ended_at` is set, tells when.
         */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/run/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Follow a run
         * @description A run's events as server-sent events (`text/event-stream; charset=utf-8`), those that were and those that come, until the run has ended. `data` is a RunEvent in
         *     JSON, `id` its `sequence`: 1, 2, 3 and so on, without a gap. A client that lost its connection goes on behind the last
         *     event that it had. Whatever connections they came by, the pieces of the `text` events after the last `reset`, or of
         *     all of them where there was none, are the run's `content` in their order. A comment every 15
         *     seconds keeps the line open where nothing comes. A run that is deleted meanwhile, with its chat or its account, ends with
         *     `cancelled`; afterwards it is answered 404.
         */
        get: operations["followRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/model/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models
         * @description The models that POST /api/llm/ may be asked for, all of them; the first is asked where none is named.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what was used
         * @description How the caller's quotas stand; and the tokens of the caller's runs by day (UTC) and model, of the runs that ended on it in any way: cancelled, incomplete and
         *     failed ones too, and those of chats that have been deleted since. Where a provider did not count, they are estimated.
         */
        get: operations["readUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether the server is alive
         * @description Answered for as long as the process does anything at all. A server without this is to be started again.
         */
        get: operations["readHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether the server is ready
         * @description Asks the database and the storage of files, at most once a second; in between, the last result is
         *     returned. A check that takes longer than five seconds counts as failed. A server that is not ready, or
         *     that has been told to stop, is to get no requests until it is.
         */
        get: operations["readReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read this document
         * @description The contract as it was written, byte for byte. `/docs` shows it in a browser.
         */
        get: operations["readContractYaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read this document as JSON
         * @description The same document as `/openapi.yaml`.
         */
        get: operations["readContractJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The code, one of ErrorCode.
                 * @example run_active
                 */
                code: components["parameters"]["ProblemCode"];
            };
            cookie?: never;
        };
        /**
         * Read what a problem means
         * @description The meaning of a code, its status, and what to do about it. The `type` of each problem leads here. A page for people where
         *     `Accept` prefers `text/html`, else JSON.
         */
        get: operations["readProblemKind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Format: double-int
         * @description An object's id, which a JavaScript number holds exactly.
         */
        Id: number;
        /**
         * @description Any other value, which a later version of the contract may add. Clients treat it like a general case, such as `other`, or
         *     show it as it is.
         */
        UnknownValue: string;
        /** @description A new account. */
        Credentials: {
            /**
             * @description 1 to 150 letters and digits of any script, and `@ . + - _`. Not allowed are other characters of ASCII, and the spaces,
             *     punctuation, symbols and invisible characters that the pattern lists.
             */
            username: string;
            /**
             * Format: password
             * @description 8 to 1,024 characters (Unicode code points).
             */
            password: string;
        };
        /** @description An account's username and password. */
        Login: {
            /** @description The username, in any case. */
            username: string;
            /**
             * Format: password
             * @description The password.
             */
            password: string;
        };
        /** @description The password that was and the one that shall be. */
        PasswordChange: {
            /**
             * Format: password
             * @description The password as it is now.
             */
            current_password: string;
            /**
             * Format: password
             * @description 8 to 1,024 characters (Unicode code points).
             */
            new_password: string;
        };
        /** @description An account. */
        User: {
            /** @description The account's id. */
            id: components["schemas"]["Id"];
            /** @description The username, after Unicode normalisation (NFKC), which can make it longer. */
            username: string;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            created_at: string;
        };
        /** @description A refresh token. */
        RefreshToken: {
            /** @description The refresh token. */
            refresh: string;
        };
        /** @description A token of either type. */
        AnyToken: {
            /** @description An access or a refresh token. */
            token: string;
        };
        /** @description What a session goes on with. */
        TokenPair: {
            /** @description The access token. */
            access: string;
            /** @description The refresh token, for the next pair. */
            refresh: string;
            /**
             * Format: int32
             * @description In how many seconds the access token expires.
             */
            expires_in: number;
            /**
             * Format: int32
             * @description In how many seconds the refresh token expires, unless it is traded before.
             */
            refresh_expires_in: number;
        };
        /** @description How the server is. */
        Health: {
            /**
             * @description That all is well; else there is a problem instead.
             * @enum {string}
             */
            status: "ok";
        };
        /** @description Nothing to add. */
        Empty: Record<string, never>;
        /** @description A conversation. */
        Chat: {
            /** @description The chat's id. */
            id: components["schemas"]["Id"];
            /** @description The title, or the empty string. */
            title: string;
            /** @description Whose chat it is. */
            user: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it, or a message in it, last changed.
             */
            updated_at: string;
        };
        /** @description A new chat. */
        ChatCreate: {
            /** @description The title; the empty one where there is none. */
            title?: string;
            /** @description The caller's own id, where given. */
            user?: components["schemas"]["Id"];
        };
        /** @description A chat as it shall be. */
        ChatReplace: {
            /** @description The title. */
            title: string;
            /** @description The caller's own id, where given. */
            user?: components["schemas"]["Id"];
            /** @description Read-only: as it was read, or left out. */
            id?: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description Read-only: as it was read, or left out.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description Read-only: as it was read, or left out. Refused when the object has changed since.
             */
            updated_at?: string;
        };
        /** @description A page of chats. */
        ChatPage: components["schemas"]["Chat"][];
        /**
         * @description Who speaks.
         * @enum {string}
         */
        Role: "user" | "assistant" | "system";
        /**
         * @description Who speaks.
         * @default user
         * @enum {string}
         */
        RoleOfNewMessage: "user" | "assistant" | "system";
        /** @description Something that was said in a chat. */
        Message: {
            /** @description The message's id. */
            id: components["schemas"]["Id"];
            /** @description What was said, or as much of it as has come. */
            content: string;
            /**
             * @description `running` while the model writes it, then how its run ended; `completed` for what a client has written or edited.
             * @enum {string}
             */
            status: "running" | "completed" | "incomplete" | "failed" | "cancelled";
            /** @description The run that it came of, or null. */
            run: components["schemas"]["Id"] | null;
            role: components["schemas"]["Role"];
            /** @description The chat that it is in. */
            chat: components["schemas"]["Id"];
            /** @description Whose message it is. */
            user: components["schemas"]["Id"];
            /** @description The file that goes with it, or null. */
            file: components["schemas"]["Id"] | null;
            /**
             * Format: date-time
             * @description When it was written.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A new message. */
        MessageCreate: {
            /** @description What is said. */
            content: string;
            /** @description One of the caller's chats. */
            chat: components["schemas"]["Id"];
            /** @description The caller's own id, where given. */
            user?: components["schemas"]["Id"];
            /** @description One of the caller's files, or null. */
            file?: components["schemas"]["Id"] | null;
            role?: components["schemas"]["RoleOfNewMessage"];
        };
        /** @description A message as it shall be. */
        MessageReplace: {
            /** @description What is said. */
            content: string;
            /** @description One of the caller's chats. */
            chat: components["schemas"]["Id"];
            /** @description The caller's own id, where given. */
            user?: components["schemas"]["Id"];
            /** @description One of the caller's files, or null. */
            file?: components["schemas"]["Id"] | null;
            /** @description Stays as it is where none is given. */
            role?: components["schemas"]["Role"];
            /** @description Read-only: as it was read, or left out. */
            id?: components["schemas"]["Id"];
            /** @description Read-only: as it was read, or left out. */
            run?: components["schemas"]["Id"] | null;
            /**
             * @description Read-only: as it was read, or left out.
             * @enum {string}
             */
            status?: "running" | "completed" | "incomplete" | "failed" | "cancelled";
            /**
             * Format: date-time
             * @description Read-only: as it was read, or left out.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description Read-only: as it was read, or left out. Refused when the object has changed since.
             */
            updated_at?: string;
        };
        /** @description A page of messages. */
        MessagePage: components["schemas"]["Message"][];
        /** @description A file, or a link to one elsewhere. */
        FileRecord: {
            /** @description The file's id. */
            id: components["schemas"]["Id"];
            /** @description The file's name. */
            name: string;
            /** @description Its media type. */
            content_type: string;
            /**
             * Format: double-int
             * @description How many bytes it has; null for a link.
             */
            size: number | null;
            /** @description Their SHA-256 in hexadecimal; null for a link. */
            sha256: string | null;
            /**
             * Format: uri
             * @description A signed link to the bytes, good until `url_expires_at`; or the address elsewhere.
             */
            url: string;
            /**
             * Format: date-time
             * @description When the signed link expires; null for an address elsewhere.
             */
            url_expires_at: string | null;
            /** @description Whose file it is. */
            user: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description One file as form data. */
        FileUpload: {
            /**
             * Format: binary
             * @description The bytes.
             */
            file: Blob;
            /** @description The name to keep it by, no path; otherwise the name that came with the bytes. */
            name?: string;
            /** @description The media type to take it for where its content does not tell, for text with its charset if that is not UTF-8; otherwise the type that came with the bytes, whose charset does not count. */
            content_type?: string;
            /** @description The caller's own id, where given. */
            user?: components["schemas"]["Id"];
        };
        /** @description A file's record as it shall be. */
        FileReplace: {
            /** @description The name. */
            name: string;
            /** @description The media type. */
            content_type: string;
            /**
             * Format: uri-reference
             * @description The file's own link, from `http` or from its path on, or an http or https address elsewhere, without user information.
             */
            url: string;
            /**
             * Format: date-time
             * @description Ignored: may be sent back as it was read.
             */
            url_expires_at?: string | null;
            /** @description Read-only: as it was read, or left out. */
            id?: components["schemas"]["Id"];
            /**
             * Format: double-int
             * @description Read-only: as it was read, or left out.
             */
            size?: number | null;
            /** @description Read-only: as it was read, or left out. */
            sha256?: string | null;
            /** @description The caller's own id, where given. */
            user?: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description Read-only: as it was read, or left out.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description Read-only: as it was read, or left out. Refused when the object has changed since.
             */
            updated_at?: string;
        };
        /** @description A page of files. */
        FilePage: components["schemas"]["FileRecord"][];
        /** @description A page for people, in HTML. */
        Page: string;
        /**
         * Format: binary
         * @description Bytes of any kind.
         */
        Bytes: Blob;
        /** @description What the model is asked. */
        Question: {
            /** @description The prompt. It may be blank only beside `file` or `file_url`. */
            prompt: string;
            /** @description One of the caller's files, or null. Not beside `file_url`. */
            file?: components["schemas"]["Id"] | null;
            /** @description The link of one of the caller's files, with or without its signature, or an http or https address elsewhere. Not beside `file`. */
            file_url?: string | null;
            /** @description One of GET /api/model/; its first where none is named. */
            model?: string;
            /** @description What the model is told before the prompt. */
            system?: string;
            /** @description How freely the model chooses; its own default where none is given. A model that rejects it answers without it, which the run's `attempts` tell. */
            temperature?: number;
            /**
             * Format: int32
             * @description The most tokens that the answer may have; then it ends with `finish_reason` length.
             */
            max_tokens?: number;
            /** @description One of the caller's chats, whose messages are the context, or null. */
            chat?: components["schemas"]["Id"] | null;
            overflow?: components["schemas"]["Overflow"];
            /** @description Whether the answer comes as events. Where it is not given, `Accept` decides, and without that it is false. */
            stream?: boolean;
            cancel_on_disconnect?: components["schemas"]["CancelOnDisconnect"];
            /** @description The caller's own id, where given. */
            user?: components["schemas"]["Id"];
        };
        /**
         * @description What is done where not all messages of the chat fit; `drop` leaves out the oldest, `error` refuses with 413.
         * @default drop
         * @enum {string}
         */
        Overflow: "drop" | "error";
        /**
         * @description Whether the run is cancelled when this client leaves before it has ended.
         * @default false
         */
        CancelOnDisconnect: boolean;
        /** @description What the model is asked, whose answer is read elsewhere. */
        RunCreate: {
            /** @description The prompt. It may be blank only beside `file` or `file_url`. */
            prompt: string;
            /** @description One of the caller's files, or null. Not beside `file_url`. */
            file?: components["schemas"]["Id"] | null;
            /** @description The link of one of the caller's files, with or without its signature, or an http or https address elsewhere. Not beside `file`. */
            file_url?: string | null;
            /** @description One of GET /api/model/; its first where none is named. */
            model?: string;
            /** @description What the model is told before the prompt. */
            system?: string;
            /** @description How freely the model chooses; its own default where none is given. A model that rejects it answers without it, which the run's `attempts` tell. */
            temperature?: number;
            /**
             * Format: int32
             * @description The most tokens that the answer may have; then it ends with `finish_reason` length.
             */
            max_tokens?: number;
            /** @description One of the caller's chats, whose messages are the context, or null. */
            chat?: components["schemas"]["Id"] | null;
            overflow?: components["schemas"]["Overflow"];
            /** @description Whether the run is cancelled when this client leaves before it is answered. */
            cancel_on_disconnect?: components["schemas"]["CancelOnDisconnect"];
            /** @description The caller's own id, where given. */
            user?: components["schemas"]["Id"];
        };
        /** @description The models that may be asked for. */
        ModelList: components["schemas"]["Model"][];
        /** @description A model that may be asked for. */
        Model: {
            /** @description What it is called. */
            id: string;
            /**
             * Format: double-int
             * @description How many tokens this server gives it at most in a chat, the prompt among them, estimated at four bytes each. The model itself may take more or fewer.
             */
            context_limit: number;
            /** @description In which forms this server gives it files. Whether it takes pictures is not known before it is asked; a refusal is `unsupported_file`. */
            files_sent_as: ("text" | "image" | "document")[];
        };
        /**
         * @description `queued` until the model begins to answer, then `running`. It ends as `completed`: the provider ended the answer by itself,
         *     and `finish_reason` says why; `incomplete`: the connection was cut off, the provider could not finish, or this server
         *     stopped; `failed`; or `cancelled`. No other status will be added.
         *
         *     A completed answer need not be whole. With `finish_reason` `length` it reached `max_tokens` or the model's own limit: the
         *     text ends there, counts as it is, and may be continued by another prompt in the same chat. With `content_filter` or
         *     `tool_calls` the provider gave no more of it. An answer without text is `failed`, unless `finish_reason` is one of these
         *     three.
         * @enum {string}
         */
        RunStatus: "queued" | "running" | "completed" | "incomplete" | "failed" | "cancelled";
        /**
         * @description What the run is for: an answer, or a chat's title.
         * @enum {string}
         */
        RunPurpose: "answer" | "title";
        /**
         * @description Why the model stopped, where the provider says so, or `cancelled`. `interrupted`: the provider could not finish the answer,
         *     because it was out of resources, for example, and the run is `incomplete`. `tool_calls`: the model asks for a tool, which it
         *     was not offered here.
         * @enum {string}
         */
        FinishReason: "stop" | "length" | "content_filter" | "tool_calls" | "interrupted" | "other" | "cancelled";
        /** @description A call of the model. */
        Run: {
            /** @description The run's id. */
            id: components["schemas"]["Id"];
            purpose: components["schemas"]["RunPurpose"];
            /** @description The chat that it is in, or null. */
            chat: components["schemas"]["Id"] | null;
            /** @description Whose run it is. */
            user: components["schemas"]["Id"];
            status: components["schemas"]["RunStatus"];
            /** @description The model that was asked for; once a fallback provider answers, the one that is asked of it. */
            model: string;
            /** @description The model that answers as its provider calls it, such as a dated version; null until the run has ended, and where none answered. */
            reported_model: string | null;
            /** @description Null until the run has ended, and where the provider gave no reason. */
            finish_reason: components["schemas"]["FinishReason"] | null;
            /** @description What a failed run failed of; null for any other. */
            error: components["schemas"]["ErrorCode"] | null;
            /** @description Null until the run has ended, and where nothing was used. */
            usage: components["schemas"]["Usage"] | null;
            /** @description What the model was asked. */
            prompt: string;
            /** @description The `system` of the request, or null. */
            system: string | null;
            /** @description The `temperature` of the request, or null. */
            temperature: number | null;
            /**
             * Format: int32
             * @description The `max_tokens` of the request, or null.
             */
            max_tokens: number | null;
            /** @description The `overflow` of the request, or null. */
            overflow: ("drop" | "error") | null;
            /** @description The answer, or as much of it as has come. */
            content: string;
            /** @description What the model thought, or as much of it as has come, where it shows that; its first 262,144 characters at most. */
            reasoning: string;
            /** @description Null where there was none. */
            attachment: components["schemas"]["Attachment"] | null;
            /** @description Null where there is no chat. */
            context: components["schemas"]["Context"] | null;
            /** @description What was tried, once it has ended. */
            attempts: components["schemas"]["Attempt"][];
            /** @description The message that the prompt was saved as, or null. */
            prompt_message: components["schemas"]["Id"] | null;
            /** @description The message that the answer is saved as, or null. */
            answer_message: components["schemas"]["Id"] | null;
            /**
             * Format: date-time
             * @description When it was begun.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the model began to answer, or null.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it ended, or null.
             */
            ended_at: string | null;
        };
        /** @description A run without its texts. */
        RunSummary: {
            /** @description The run's id. */
            id: components["schemas"]["Id"];
            purpose: components["schemas"]["RunPurpose"];
            /** @description The chat that it is in, or null. */
            chat: components["schemas"]["Id"] | null;
            /** @description Whose run it is. */
            user: components["schemas"]["Id"];
            status: components["schemas"]["RunStatus"];
            /** @description The model that was asked for; once a fallback provider answers, the one that is asked of it. */
            model: string;
            /** @description The model that answers as its provider calls it, such as a dated version; null until the run has ended, and where none answered. */
            reported_model: string | null;
            /** @description Null until the run has ended, and where the provider gave no reason. */
            finish_reason: components["schemas"]["FinishReason"] | null;
            /** @description What a failed run failed of; null for any other. */
            error: components["schemas"]["ErrorCode"] | null;
            /** @description Null until the run has ended, and where nothing was used. */
            usage: components["schemas"]["Usage"] | null;
            /**
             * Format: date-time
             * @description When it was begun.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the model began to answer, or null.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it ended, or null.
             */
            ended_at: string | null;
        };
        /** @description A page of runs. */
        RunPage: components["schemas"]["RunSummary"][];
        /** @description One call of one provider. */
        Attempt: {
            /**
             * @description Which provider: `primary`, `fallback`, or `stand-in`, which answers where no provider is configured.
             * @enum {string}
             */
            provider: "primary" | "fallback" | "stand-in";
            /** @description The model that was asked for. */
            model: string;
            /** @description Null where it answered. */
            failure: components["schemas"]["ErrorCode"] | null;
            /** @description What of, in a few words of this server's; null where it answered. */
            reason: string | null;
            /**
             * Format: double-int
             * @description How long the call took, in milliseconds (ms).
             */
            duration: number;
            /**
             * @description How the request differed from how the provider's protocol usually has it, because the provider rejects that for this
             *     model. A rejected request is an attempt of its own, before the one with the adjustment. Left out where there were none.
             */
            adjustments?: components["schemas"]["Adjustment"][];
        };
        /**
         * @description A way to say the same to a provider differently. `max_tokens` and `max_completion_tokens`: the limit of the answer went by
         *     this name. `max_tokens_4096`: an answer that the request does not limit was limited to 4,096 tokens. `no_temperature`,
         *     `no_stream_options` and `no_num_ctx`: this parameter was left out, so the requested temperature had no effect. `no_stream`:
         *     the answer came in one piece. `system_as_user`: instructions were sent before the user's first message. `content_parts`:
         *     texts were sent as lists of parts.
         * @enum {string}
         */
        Adjustment: "max_tokens" | "max_completion_tokens" | "max_tokens_4096" | "no_temperature" | "no_stream_options" | "no_stream" | "no_num_ctx" | "system_as_user" | "content_parts";
        /** @description What of a chat the model was given. Tokens are estimated, at four bytes each. */
        Context: {
            /**
             * Format: double-int
             * @description How many messages went along, before the prompt.
             */
            included: number;
            /**
             * Format: double-int
             * @description How many older ones did not, because they did not fit.
             */
            dropped: number;
            /**
             * Format: double-int
             * @description How many of their files went along with them.
             */
            files: number;
            /**
             * Format: double-int
             * @description How many did not, because they did not fit or could not be had.
             */
            dropped_files: number;
            /** @description Which those were and why, the newest first; absent where there were none. */
            left_out?: components["schemas"]["LeftOutFile"][];
            /**
             * Format: double-int
             * @description How many tokens the model was given in all, the prompt among them.
             */
            estimated_tokens: number;
            /**
             * Format: double-int
             * @description How many they may be.
             */
            limit: number;
        };
        /** @description A file of an earlier message that the model was not given. */
        LeftOutFile: {
            /** @description The file's id. */
            file: components["schemas"]["Id"];
            /**
             * @description Why: there was no room (`does_not_fit`), it is larger than the model is ever given (`too_large`), this model has refused
             *     it (`rejected`), it is broken, of a kind that the model cannot be given or was not there to be fetched (`unreadable`), the
             *     storage did not give it in time (`unavailable`), or it is elsewhere, is not fetched twice, and was not kept (`not_kept`).
             * @enum {string}
             */
            reason: "does_not_fit" | "too_large" | "rejected" | "unreadable" | "unavailable" | "not_kept";
        };
        /**
         * Format: int32
         * @description The event's place in its run, from 1 on.
         */
        Sequence: number;
        /** @description An event of a run. Clients narrow it to a KnownRunEvent by its `type`, and ignore any other. */
        RunEvent: components["schemas"]["KnownRunEvent"];
        /**
         * @description An event of any other type, which a later version of the contract may add. It is never the last of a run, and a client
         *     loses nothing that this version promises by ignoring it.
         */
        UnknownEvent: {
            /** @description A type that is not among those of KnownRunEvent. */
            type: string;
            sequence: components["schemas"]["Sequence"];
        };
        /**
         * @description What happened in a run: `started`; `context` where there is a chat, `attachment` where there is a file; then `text`,
         *     `reasoning` and maybe `reset`; `usage` where something was used; and exactly one of `completed`, `incomplete`, `failed` and
         *     `cancelled`, as the last. Where a stream was opened before a run could be begun, and none was, `failed` is the only one.
         */
        KnownRunEvent: components["schemas"]["StartedEvent"] | components["schemas"]["ContextEvent"] | components["schemas"]["AttachmentEvent"] | components["schemas"]["ReasoningEvent"] | components["schemas"]["TextEvent"] | components["schemas"]["ResetEvent"] | components["schemas"]["UsageEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["IncompleteEvent"] | components["schemas"]["FailedEvent"] | components["schemas"]["CancelledEvent"];
        /** @description The run has begun. */
        StartedEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "started";
            sequence: components["schemas"]["Sequence"];
            /** @description The run's id. */
            run: components["schemas"]["Id"];
            /** @description The chat that it is in, or null. */
            chat: components["schemas"]["Id"] | null;
            /** @description The message that the prompt was saved as, or null. */
            prompt_message: components["schemas"]["Id"] | null;
            /** @description The message that the answer is saved as, or null. */
            answer_message: components["schemas"]["Id"] | null;
        };
        /** @description What of the chat the model was given. Where it refuses files of earlier messages, another one comes, which holds. */
        ContextEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "context";
            sequence: components["schemas"]["Sequence"];
            context: components["schemas"]["Context"];
        };
        /** @description What file the model was given with the prompt. */
        AttachmentEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "attachment";
            sequence: components["schemas"]["Sequence"];
            attachment: components["schemas"]["Attachment"];
        };
        /** @description A piece of what the model thinks, where it shows that. It is no part of the answer. */
        ReasoningEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "reasoning";
            sequence: components["schemas"]["Sequence"];
            /** @description The piece. */
            text: string;
        };
        /** @description The next piece of the answer. */
        TextEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text";
            sequence: components["schemas"]["Sequence"];
            /** @description The piece. */
            text: string;
        };
        /** @description The pieces of the answer that came so far do not count; another provider begins anew. */
        ResetEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "reset";
            sequence: components["schemas"]["Sequence"];
        };
        /** @description What was used. */
        UsageEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "usage";
            sequence: components["schemas"]["Sequence"];
            usage: components["schemas"]["Usage"];
        };
        /** @description The last event of a run whose answer the provider ended by itself; with `finish_reason` `length` it is not whole. */
        CompletedEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "completed";
            sequence: components["schemas"]["Sequence"];
            /** @description Which model answered, as its provider calls it: the run's `reported_model`. */
            model: string;
            /** @description Null until the run has ended, and where the provider gave no reason. */
            finish_reason: components["schemas"]["FinishReason"] | null;
        };
        /** @description The last event of a run that was cut off. */
        IncompleteEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "incomplete";
            sequence: components["schemas"]["Sequence"];
            /** @description `interrupted` where the provider said that it could not finish; null, or not there, where the answer was only cut off. */
            finish_reason?: components["schemas"]["FinishReason"] | null;
        };
        /** @description The last event of a run that failed. */
        FailedEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "failed";
            sequence: components["schemas"]["Sequence"];
            code: components["schemas"]["ErrorCode"];
            /** @description What failed, for people. */
            detail: string;
        };
        /** @description The last event of a run that was cancelled, or deleted while it was under way. */
        CancelledEvent: {
            /**
             * @description Which event this is. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "cancelled";
            sequence: components["schemas"]["Sequence"];
        };
        /** @description The file that the model was given with the prompt. */
        Attachment: {
            /** @description What the file is called, for the model too. */
            name: string;
            /** @description Its media type: by its content for pictures and PDF, by what was claimed for text. */
            content_type: string;
            /**
             * Format: double-int
             * @description How many bytes the file has.
             */
            size: number;
            /**
             * @description How the model was given it.
             * @enum {string}
             */
            sent_as: "image" | "document" | "text";
            /** @description The encoding that a text file was found to be in, by its name in the Encoding Standard, such as utf-8, gbk or windows-1251; null for every other file, absent from runs of before it was told. */
            encoding?: string | null;
            /**
             * Format: double-int
             * @description How many characters (Unicode code points) the text has, where it was sent as text.
             */
            characters?: number;
        };
        /** @description What was used, in tokens. Runs that ended before the members on caches were added have events without them. */
        Usage: {
            /**
             * Format: double-int
             * @description Tokens of the prompt.
             */
            prompt_tokens: number;
            /**
             * Format: double-int
             * @description Tokens of the answer.
             */
            completion_tokens: number;
            /**
             * Format: double-int
             * @description Both together.
             */
            total_tokens: number;
            /**
             * Format: double-int
             * @description Tokens of the prompt that the provider read from its cache, as far as it says so.
             */
            cached_tokens?: number;
            /**
             * Format: double-int
             * @description Tokens of the prompt that the provider wrote to its cache, as far as it says so.
             */
            cache_write_tokens?: number;
            /** @description Whether any of it is estimated, because the provider did not say. */
            estimated: boolean;
        };
        /** @description What was used from one day to another. */
        UsageReport: {
            /**
             * Format: date
             * @description The first day that is reported, which may be later than the one asked for.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description One entry for each day and model, oldest first; none where nothing was used. */
            days: components["schemas"]["DayUsage"][];
            quotas: components["schemas"]["Quotas"];
        };
        /** @description What the caller may have, and has. Tokens are those of today (UTC), with an estimate for the runs that are under way. */
        Quotas: {
            stored_bytes: components["schemas"]["Quota"];
            files: components["schemas"]["Quota"];
            active_runs: components["schemas"]["Quota"];
            tokens_a_day: components["schemas"]["Quota"];
        };
        /** @description One of them. */
        Quota: {
            /**
             * Format: double-int
             * @description How much there may be, or null where there is no limit.
             */
            limit: number | null;
            /**
             * Format: double-int
             * @description How much there is.
             */
            used: number;
            /**
             * Format: double-int
             * @description How much is left, or null where there is no limit.
             */
            remaining: number | null;
        };
        /** @description The quota that would be exceeded, where one would be. */
        ExceededQuota: {
            /**
             * @description Which one.
             * @enum {string}
             */
            name: "stored_bytes" | "files" | "active_runs" | "tokens_a_day";
            /**
             * Format: double-int
             * @description How much there may be.
             */
            limit: number;
            /**
             * Format: double-int
             * @description How much there is.
             */
            used: number;
        };
        /** @description What was used of one model on one day. */
        DayUsage: {
            /**
             * Format: date
             * @description The day, in UTC.
             */
            day: string;
            /** @description The model that was asked for: the runs' `model`. */
            model: string;
            /**
             * Format: double-int
             * @description How many runs.
             */
            runs: number;
            /**
             * Format: double-int
             * @description Tokens of the prompts.
             */
            prompt_tokens: number;
            /**
             * Format: double-int
             * @description Tokens of the answers.
             */
            completion_tokens: number;
            /**
             * Format: double-int
             * @description Both together.
             */
            total_tokens: number;
            /**
             * Format: double-int
             * @description Tokens of the prompts that the providers read from their caches, as far as they say so.
             */
            cached_tokens: number;
            /**
             * Format: double-int
             * @description Tokens of the prompts that the providers wrote to their caches, as far as they say so.
             */
            cache_write_tokens: number;
        };
        /** @description An OpenAPI 3.1 document. */
        OpenApiDocument: {
            [key: string]: unknown;
        };
        /** @description What went wrong, for programs; a client that does not know the value goes by the status. */
        ErrorCode: components["schemas"]["KnownErrorCode"];
        /**
         * @description The codes of this version of the contract. Codes are never renamed. `GET /problems/{code}` has what follows about each, and
         *     ProblemKind says what each kind of retry is.
         *
         *     | code | status | meaning | retry |
         *     | --- | --- | --- | --- |
         *     | `body_too_large` | 413 | The body is larger than this server takes. | `change_request` |
         *     | `context_too_long` | 413 | The request is longer than the model can take. | `change_request` |
         *     | `database_unavailable` | 503 | The database cannot be reached or is busy. | `wait` |
         *     | `expectation_failed` | 417 | The only expectation that this server meets is 100-continue. | `change_request` |
         *     | `file_too_large` | 413 | The file is larger than is taken here. | `change_request` |
         *     | `file_unreachable` | 422 | No file can be had from this address. | `change_request` |
         *     | `file_unreadable` | 422 | The file cannot be read. | `change_request` |
         *     | `headers_too_large` | 431 | The request line and the headers together are larger than 16 KiB. | `change_request` |
         *     | `idempotency_key_in_use` | 409 | The run that was begun under this key is still under way. | `wait_for_run` |
         *     | `idempotency_key_reused` | 422 | This key was used for another request. | `new_key` |
         *     | `internal_error` | 500 | Something went wrong here; the log has it. | `tell_operator` |
         *     | `invalid_request` | 400 | The request does not fit the contract. | `change_request` |
         *     | `link_expired` | 403 | The link has expired; the file's record has a fresh one. | `fresh_link` |
         *     | `link_not_valid` | 401 | The link's signature does not fit. | `fresh_link` |
         *     | `malformed_body` | 400 | The body cannot be read as what it says it is. | `change_request` |
         *     | `method_not_allowed` | 405 | This path does not have this method; Allow lists those that it has. | `change_request` |
         *     | `no_active_account` | 401 | No active account found with the given credentials | `change_request` |
         *     | `not_found` | 404 | There is nothing here that belongs to you. | `change_request` |
         *     | `overloaded` | 503 | There is more to do than this server gets done. | `wait` |
         *     | `password_incorrect` | 403 | The current password is not the one that was given. | `change_request` |
         *     | `provider_failed` | 502 | The model's provider did not give a usable answer. | `ask_again` |
         *     | `provider_refused` | 502 | The model's provider refused the call. | `tell_operator` |
         *     | `provider_timeout` | 504 | The model's provider took too long to answer. | `ask_again` |
         *     | `provider_unavailable` | 503 | The model's provider cannot be reached or is busy. | `ask_again` |
         *     | `quota_exceeded` | 402 | This is more than the quota leaves; `quota` says which one, and how much of it is used. | `free_quota` |
         *     | `range_not_satisfiable` | 416 | The file ends before this range begins. | `change_request` |
         *     | `rate_limited` | 429 | There were too many requests of this kind; Retry-After says when to come again. | `wait` |
         *     | `read_only_mismatch` | 409 | A member that is read-only differs from what is stored; leave it out, or read the object again. | `change_request` |
         *     | `request_timeout` | 408 | The request has not come in the time that there is for it. | `wait` |
         *     | `run_active` | 409 | A run is under way in this chat. | `wait_for_run` |
         *     | `shutting_down` | 503 | The server has been told to stop, and ends what is under way. | `wait` |
         *     | `storage_full` | 507 | There is no room for the file. | `tell_operator` |
         *     | `storage_unavailable` | 503 | The storage of files cannot be reached or written to. | `wait` |
         *     | `token_not_valid` | 401 | Token is invalid or expired | `log_in` |
         *     | `unknown_path` | 404 | This server has no such path; the contract at /openapi.yaml lists those that it has. | `change_request` |
         *     | `unsupported_file` | 415 | The model can be given PNG, JPEG, GIF and WebP pictures, PDF, and text: plain, Markdown, CSV, JSON, HTML, source. | `change_request` |
         *     | `unsupported_media_type` | 415 | This operation does not take a body of this media type. | `change_request` |
         *     | `user_mismatch` | 403 | A member named user must be the caller's own id. | `change_request` |
         *     | `username_taken` | 409 | Somebody has this username already. | `change_request` |
         * @enum {string}
         */
        KnownErrorCode: "body_too_large" | "context_too_long" | "database_unavailable" | "expectation_failed" | "file_too_large" | "file_unreachable" | "file_unreadable" | "headers_too_large" | "idempotency_key_in_use" | "idempotency_key_reused" | "internal_error" | "invalid_request" | "link_expired" | "link_not_valid" | "malformed_body" | "method_not_allowed" | "no_active_account" | "not_found" | "overloaded" | "password_incorrect" | "provider_failed" | "provider_refused" | "provider_timeout" | "provider_unavailable" | "quota_exceeded" | "range_not_satisfiable" | "rate_limited" | "read_only_mismatch" | "request_timeout" | "run_active" | "shutting_down" | "storage_full" | "storage_unavailable" | "token_not_valid" | "unknown_path" | "unsupported_file" | "unsupported_media_type" | "user_mismatch" | "username_taken";
        /** @description What a code of problems means, and what to do about it. */
        ProblemKind: {
            code: components["schemas"]["ErrorCode"];
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The name, for people. */
            title: string;
            /** @description What went wrong. */
            meaning: string;
            /** @description What to do, for programs; a client treats a value that it does not know like `tell_operator`. */
            retry: components["schemas"]["KnownRetry"];
            /** @description What to do, for people. */
            advice: string;
        };
        /** @description What went wrong (RFC 9457). */
        Problem: {
            /** @description The kind of problem: the path of its description, `GET /problems/{code}`, from the root of the server's public address. */
            type: string;
            /** @description The kind of problem, for people. */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description This problem. */
            detail: string;
            code: components["schemas"]["ErrorCode"];
            /** @description What the log calls this request. */
            request_id: string;
            /** @description The run that it is about, where it is about one. */
            run?: components["schemas"]["Id"];
            quota?: components["schemas"]["ExceededQuota"];
            /** @description What is wrong with the input, one entry a finding. */
            errors?: components["schemas"]["InputError"][];
        };
        /** @description One thing that is wrong with the input. */
        InputError: {
            /** @description Where (RFC 6901), from `/body`, `/query`, `/path` or `/header` on. */
            pointer: string;
            code: components["schemas"]["InputErrorCode"];
            /** @description What is wrong, for the person who gave the input. Put the name of the field before it; the text never repeats the input. */
            message: string;
        };
        /**
         * @description The kinds of retry of this version of the contract.
         *
         *     - `ask_again`: Repeat the request later. Under an Idempotency-Key whose answer came without Retry-After, use a new key.
         *     - `change_request`: Change the request. Unchanged, it fails again, unless what it refers to has changed.
         *     - `free_quota`: Repeat the request once the quota has room: delete something, or wait for runs or the day to end.
         *     - `fresh_link`: Read the file's record for a fresh link.
         *     - `log_in`: Trade the refresh token for a new pair, or log in again; then repeat the request.
         *     - `new_key`: Send the request under another Idempotency-Key.
         *     - `tell_operator`: Tell the operator the request_id. Repeating the request is unlikely to help.
         *     - `wait`: Repeat the request after Retry-After, or a second without it; use the same Idempotency-Key where it creates.
         *     - `wait_for_run`: Wait for the run named by `run` to end, or cancel it; then repeat the request.
         * @enum {string}
         */
        KnownRetry: "ask_again" | "change_request" | "free_quota" | "fresh_link" | "log_in" | "new_key" | "tell_operator" | "wait" | "wait_for_run";
        /** @description Which rule the input breaks, for programs; a client treats a value that it does not know like `invalid`. */
        InputErrorCode: components["schemas"]["KnownInputErrorCode"];
        /**
         * @description The codes of this version of the contract. Codes are never renamed.
         *
         *     - `required`: it is missing, or blank where it must not be.
         *     - `type`: it is not of the right JSON type, or not a file.
         *     - `too_short`: the text, list or object has too few characters, items or members.
         *     - `too_long`: the text, list or object has too many characters, bytes, items or members.
         *     - `minimum`: the number or date is too small.
         *     - `maximum`: the number is too large.
         *     - `pattern`: the text has characters or a form that are not allowed.
         *     - `format`: it is no valid date, time, URI or other format that is asked for.
         *     - `enum`: it is none of the values that are allowed.
         *     - `not_allowed`: it is unknown, or not allowed here or beside another member.
         *     - `duplicate`: it was sent more than once.
         *     - `read_only`: it cannot be changed, and differs from what is stored.
         *     - `mismatch`: it differs from what it must equal, such as the caller's id or the account's password.
         *     - `not_found`: it names an object that does not exist or belongs to another user.
         *     - `conflict`: it is taken, or was used for something else.
         *     - `unreachable`: the file that it names cannot be fetched.
         *     - `unreadable`: the file that it names cannot be read.
         *     - `unsupported`: the file that it names is of a kind that the model cannot be given.
         *     - `too_large`: the file that it names is too large.
         *     - `unavailable`: what it names cannot be read now; try again later.
         *     - `invalid`: it breaks another rule, which `message` tells.
         * @enum {string}
         */
        KnownInputErrorCode: "conflict" | "duplicate" | "enum" | "format" | "invalid" | "maximum" | "minimum" | "mismatch" | "not_allowed" | "not_found" | "pattern" | "read_only" | "required" | "too_large" | "too_long" | "too_short" | "type" | "unavailable" | "unreachable" | "unreadable" | "unsupported";
    };
    responses: {
        /** @description `invalid_request`: the input does not fit the contract, and `errors` says where and why. `malformed_body`: the body cannot be read as JSON. */
        InvalidRequest: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_request`: the form data does not fit the contract, and `errors` says where and why. `malformed_body`: it cannot be read as form data. */
        InvalidForm: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no token, or it is expired, revoked, of the wrong type or not ours. */
        TokenNotValid: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description The challenge (RFC 6750).
                 * @example Bearer realm="api"
                 */
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/token_not_valid",
                 *       "title": "Token not valid",
                 *       "status": 401,
                 *       "detail": "Token is invalid or expired",
                 *       "code": "token_not_valid",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `token_not_valid`: there is no token, or not a good one. `link_not_valid`: the signature is not this link's, and there is no
         *     good token either.
         */
        TokenOrLinkNotValid: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description The challenge (RFC 6750).
                 * @example Bearer realm="api"
                 */
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such account, or the password is another. */
        NoActiveAccount: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description The challenge (RFC 6750).
                 * @example Bearer realm="api"
                 */
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/no_active_account",
                 *       "title": "No active account",
                 *       "status": 401,
                 *       "detail": "No active account found with the given credentials",
                 *       "code": "no_active_account",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The current password is another. */
        PasswordIncorrect: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/password_incorrect",
                 *       "title": "Password incorrect",
                 *       "status": 403,
                 *       "detail": "The current password is not the one that was given.",
                 *       "code": "password_incorrect",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/body/current_password",
                 *           "code": "mismatch",
                 *           "message": "is not the account's password"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `user` is not the caller's own id. */
        UserMismatch: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/user_mismatch",
                 *       "title": "User mismatch",
                 *       "status": 403,
                 *       "detail": "A member named user must be the caller's own id.",
                 *       "code": "user_mismatch",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/body/user",
                 *           "code": "mismatch",
                 *           "message": "is not the caller's own id"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `link_expired`: the link has expired. */
        LinkExpired: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/link_expired",
                 *       "title": "Link expired",
                 *       "status": 403,
                 *       "detail": "The link has expired; the file's record has a fresh one.",
                 *       "code": "link_expired",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: it does not exist, or belongs to another user. */
        NotFound: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/not_found",
                 *       "title": "Not found",
                 *       "status": 404,
                 *       "detail": "There is nothing here that belongs to you.",
                 *       "code": "not_found",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: it, or something that the body refers to, does not exist or belongs to another user; `errors` says which member. */
        ReferenceNotFound: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/not_found",
                 *       "title": "Not found",
                 *       "status": 404,
                 *       "detail": "There is nothing here that belongs to you.",
                 *       "code": "not_found",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/body/chat",
                 *           "code": "not_found",
                 *           "message": "does not exist"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: there is no such page of this list in this order. */
        PageNotFound: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/not_found",
                 *       "title": "Not found",
                 *       "status": 404,
                 *       "detail": "There is nothing here that belongs to you.",
                 *       "code": "not_found",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/query/cursor",
                 *           "code": "not_found",
                 *           "message": "is not the cursor of a page of this list in this order"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `username_taken`: somebody has this username. */
        UsernameTaken: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/username_taken",
                 *       "title": "Username taken",
                 *       "status": 409,
                 *       "detail": "Somebody has this username already.",
                 *       "code": "username_taken",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/body/username",
                 *           "code": "conflict",
                 *           "message": "is taken"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `read_only_mismatch`: a member that is read-only differs from what is stored. */
        ReadOnlyMismatch: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/read_only_mismatch",
                 *       "title": "Read-only mismatch",
                 *       "status": 409,
                 *       "detail": "A member that is read-only differs from what is stored; leave it out, or read the object again.",
                 *       "code": "read_only_mismatch",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/body/updated_at",
                 *           "code": "read_only",
                 *           "message": "is read-only and differs from what is stored; leave it out, or read the object again"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description A run is under way, and `run` says which. `run_active`: in this chat, of which one run can be under way at a time.
         *     `idempotency_key_in_use`: of an earlier request under the same `Idempotency-Key`.
         */
        RunUnderWay: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `run_active`: a run is under way in this chat, which has one at a time; `run` says which. */
        RunActive: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/run_active",
                 *       "title": "Run active",
                 *       "status": 409,
                 *       "detail": "A run is under way in this chat.",
                 *       "code": "run_active",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "run": 3
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `idempotency_key_reused`: the `Idempotency-Key` was used for another request. */
        KeyReused: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/idempotency_key_reused",
                 *       "title": "Idempotency key reused",
                 *       "status": 422,
                 *       "detail": "This key was used for another request.",
                 *       "code": "idempotency_key_reused",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/header/idempotency-key",
                 *           "code": "conflict",
                 *           "message": "was used for another request"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `body_too_large`: the body is larger than is taken. */
        BodyTooLarge: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/body_too_large",
                 *       "title": "Body too large",
                 *       "status": 413,
                 *       "detail": "The body is larger than 4194304 bytes.",
                 *       "code": "body_too_large",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description Something is larger than is taken. `body_too_large`: the body; `file_too_large`: the file that it names; `context_too_long`:
         *     what the model would be given, or more than the provider takes, which a run finds out that has begun, named by `run`.
         */
        QuestionTooLarge: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description There where the answer is that of an earlier request under the same key.
                 * @example true
                 */
                "Idempotency-Replayed"?: "true";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `file_too_large`: the file is larger than this server takes. Nothing of it is kept. */
        FileTooLarge: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/file_too_large",
                 *       "title": "File too large",
                 *       "status": 413,
                 *       "detail": "The file is larger than 104857600 bytes.",
                 *       "code": "file_too_large",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported_media_type`: the body's media type is not one that this operation takes, or the body has a `Content-Encoding`. */
        UnsupportedMediaType: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Sent when the body was refused for its `Content-Encoding` (RFC 9110, section 12.5.3).
                 * @example identity
                 */
                "Accept-Encoding"?: "identity";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `unsupported_media_type`: the body's media type is not one that this operation takes, or the body has a `Content-Encoding`.
         *     `unsupported_file`: the file is of a kind that the model cannot be given; or, with `run`, that the provider has refused.
         */
        UnsupportedFile: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Sent when the body was refused for its `Content-Encoding` (RFC 9110, section 12.5.3).
                 * @example identity
                 */
                "Accept-Encoding"?: "identity";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The file ends before this range begins. */
        RangeNotSatisfiable: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Which bytes of how many these are.
                 * @example bytes 0-1023/4096
                 */
                "Content-Range": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/range_not_satisfiable",
                 *       "title": "Range not satisfiable",
                 *       "status": 416,
                 *       "detail": "The file ends before this range begins.",
                 *       "code": "range_not_satisfiable",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description The model was not asked. `file_unreachable`: the file cannot be had, whatever the reason. `file_unreadable`: it cannot be
         *     read, as a broken PDF or one without text. `idempotency_key_reused`: the `Idempotency-Key` was used for another request.
         */
        FileNotToBeHad: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider_refused`: the model's provider refused the call. `provider_failed`: it answered with something that is no answer. */
        ProviderFailed: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description There where the answer is that of an earlier request under the same key.
                 * @example true
                 */
                "Idempotency-Replayed"?: "true";
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/provider_failed",
                 *       "title": "Provider failed",
                 *       "status": 502,
                 *       "detail": "The model's provider did not give a usable answer.",
                 *       "code": "provider_failed",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `provider_unavailable`, `database_unavailable`, `storage_unavailable`: the model's provider, the database or the storage is
         *     away or busy. `overloaded`: there is more to do than this server gets done.
         */
        ProviderUnavailable: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description There where the answer is that of an earlier request under the same key.
                 * @example true
                 */
                "Idempotency-Replayed"?: "true";
                /**
                 * @description After how many seconds to try again. Missing where the same request under the same `Idempotency-Key` will fail again.
                 * @example 5
                 */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/provider_unavailable",
                 *       "title": "Provider unavailable",
                 *       "status": 503,
                 *       "detail": "The model's provider cannot be reached or is busy.",
                 *       "code": "provider_unavailable",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The model's provider took too long. */
        ProviderTimeout: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description There where the answer is that of an earlier request under the same key.
                 * @example true
                 */
                "Idempotency-Replayed"?: "true";
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/provider_timeout",
                 *       "title": "Provider timeout",
                 *       "status": 504,
                 *       "detail": "The model's provider took too long to answer.",
                 *       "code": "provider_timeout",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It would exceed one of the user's quotas; `quota` says which, and GET /api/usage/ how all of them stand. */
        QuotaExceeded: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/quota_exceeded",
                 *       "title": "Quota exceeded",
                 *       "status": 402,
                 *       "detail": "This is more than the quota leaves; `quota` says which one, and how much of it is used.",
                 *       "code": "quota_exceeded",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "quota": {
                 *         "name": "stored_bytes",
                 *         "limit": 1073741824,
                 *         "used": 1073700000
                 *       }
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There were too many requests, of this user, of this address, or of this kind; or too many log-ins failed. */
        RateLimited: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description After how many seconds to try again.
                 * @example 1
                 */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/rate_limited",
                 *       "title": "Rate limited",
                 *       "status": 429,
                 *       "detail": "There were too many requests of this kind; Retry-After says when to come again.",
                 *       "code": "rate_limited",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The head or the body of the request stood still for too long. The connection is closed. */
        RequestTimeout: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/request_timeout",
                 *       "title": "Request timeout",
                 *       "status": 408,
                 *       "detail": "The request has not come in the time that there is for it.",
                 *       "code": "request_timeout",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The `Expect` header asks for something other than `100-continue`. The connection is closed. */
        ExpectationFailed: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/expectation_failed",
                 *       "title": "Expectation failed",
                 *       "status": 417,
                 *       "detail": "The only expectation that this server meets is 100-continue.",
                 *       "code": "expectation_failed",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request line and the headers are larger than 16 KiB in all. The connection is closed. */
        HeadersTooLarge: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/headers_too_large",
                 *       "title": "Headers too large",
                 *       "status": 431,
                 *       "detail": "The request line and the headers together are larger than 16 KiB.",
                 *       "code": "headers_too_large",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no room for the file. Nothing of it is kept. */
        StorageFull: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/storage_full",
                 *       "title": "Storage full",
                 *       "status": 507,
                 *       "detail": "There is no room for the file.",
                 *       "code": "storage_full",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `database_unavailable`, `storage_unavailable`: the database or the storage is away or busy. `overloaded`: there is more to
         *     do than this server gets done.
         */
        Unavailable: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                 *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description After how many seconds to try again.
                 * @example 1
                 */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/database_unavailable",
                 *       "title": "Database unavailable",
                 *       "status": 503,
                 *       "detail": "The database cannot be reached.",
                 *       "code": "database_unavailable",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `database_unavailable`, `storage_unavailable`: the database or the storage is away. `shutting_down`: the server has been
         *     told to stop.
         */
        NotReady: {
            headers: {
                /**
                 * @description The version of this contract that the server follows, its `info.version`.
                 * @example 0.1.0
                 */
                "Parley-Contract": string;
                /**
                 * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Pages of other origins cannot embed the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Browsers send no `Referer` from here.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description The request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description The type is as declared, not as guessed.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description After how many seconds to try again.
                 * @example 1
                 */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The object's id.
         * @example 12
         */
        Id: components["schemas"]["Id"];
        /**
         * @description The code, one of ErrorCode.
         * @example run_active
         */
        ProblemCode: string;
        /**
         * @description Only messages of this chat, which is one of the caller's.
         * @example 12
         */
        ChatFilter: components["schemas"]["Id"];
        /**
         * @description How many to list at most.
         * @example 50
         */
        Limit: number;
        /**
         * @description Where to go on, taken from the `Link` of the page before; goes with the same list and `order`.
         * @example Y2hhdC5hc2MuMTI
         */
        Cursor: string;
        /**
         * @description By id, oldest or newest first.
         * @example asc
         */
        Order: "asc" | "desc";
        /**
         * @description A key of the client's choice, such as a UUID, with quotation marks around it or without. The request again under the same
         *     key creates nothing more.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        IdempotencyKey: string;
        /**
         * @description The `id` of the last event that the client had; goes before `after`, because browsers send it when they come back.
         * @example 17
         */
        LastEventId: string;
        /**
         * @description The `sequence` of the last event that the client had.
         * @example 17
         */
        After: number;
        /**
         * @description The first day; 29 days before the last where none is given. After the last one, no day is reported.
         * @example 2026-10-25
         */
        From: string;
        /**
         * @description The last day, today where none is given. Of a period longer than 366 days the last 366 are reported.
         * @example 2026-11-23
         */
        To: string;
        /**
         * @description When a signed link ends, in seconds since 1970. Ignored without `signature`; a signature without it is not valid.
         * @example 1795430400
         */
        Expires: number;
        /**
         * @description One range of bytes. Several at once, another unit, or a range that makes no sense are ignored.
         * @example bytes=0-1023
         */
        Range: string;
        /**
         * @description The range only holds while the file has this ETag or has not changed since this time.
         * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
         */
        IfRange: string;
        /**
         * @description ETags that the client has; one of them matching is answered 304.
         * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
         */
        IfNoneMatch: string;
        /**
         * @description Answered 304 where the file has not changed since. Not looked at beside `If-None-Match`.
         * @example Mon, 23 Nov 2026 09:33:00 GMT
         */
        IfModifiedSince: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The request's id, by which the server's log and the `request_id` of a problem name it.
         * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
         */
        RequestId: string;
        /**
         * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
         * @example https://app.example.org
         */
        AllowOrigin: string;
        /**
         * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
         * @example Allow, Date, ETag, Link, Location, X-Request-Id
         */
        ExposeHeaders: string;
        /**
         * @description Browsers send no `Referer` from here.
         * @example no-referrer
         */
        ReferrerPolicy: "no-referrer";
        /**
         * @description Pages of other origins cannot embed the response.
         * @example same-origin
         */
        SameOriginResourcePolicy: "same-origin";
        /**
         * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
         * @example max-age=31536000
         */
        StrictTransportSecurity: string;
        /**
         * @description The request headers that the response depends on.
         * @example Origin
         */
        Vary: string;
        /**
         * @description Where the new object is.
         * @example /api/chat/12
         */
        Location: string;
        /**
         * @description The next page as `<…>; rel="next"` (RFC 8288); not there on the last one.
         * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
         */
        Link: string;
        /**
         * @description The version of this contract that the server follows, its `info.version`.
         * @example 0.1.0
         */
        ParleyContract: string;
        /**
         * @description The `cursor` of the next page, for clients that do not read `Link`; not there on the last one.
         * @example Y2hhdC5hc2MuMTI
         */
        NextCursor: string;
        /**
         * @description There where the answer is that of an earlier request under the same key.
         * @example true
         */
        IdempotencyReplayed: "true";
        /**
         * @description After how many seconds to try again.
         * @example 1
         */
        RetryAfter: number;
        /**
         * @description After how many seconds to try again. Missing where the same request under the same `Idempotency-Key` will fail again.
         * @example 5
         */
        RetryAfterUnlessFinal: number;
        /**
         * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
         *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
         * @example "user";r=2994;t=1
         */
        RateLimit: string;
        /**
         * @description That limit, as so many requests (`q`) in so many seconds (`w`).
         * @example "user";q=3000;w=60
         */
        RateLimitPolicy: string;
        /**
         * @description The answer depends on `Accept`.
         * @example Accept
         */
        VaryAccept: string;
        /**
         * @description The challenge (RFC 6750).
         * @example Bearer realm="api"
         */
        WwwAuthenticate: string;
        /**
         * @description Tokens are not for caches.
         * @example no-store
         */
        NoStore: "no-store";
        /**
         * @description Tells proxies to keep no copy of the events, and to pass them on uncompressed as they come.
         * @example no-store, no-transform
         */
        StreamCache: "no-store, no-transform";
        /**
         * @description Asks proxies that know it, such as nginx, to pass events on as they come.
         * @example no
         */
        StreamBuffering: "no";
        /**
         * @description Kept by the client only, and asked about each time.
         * @example private, no-cache
         */
        Revalidate: "private, no-cache";
        /**
         * @description Sent when the body was refused for its `Content-Encoding` (RFC 9110, section 12.5.3).
         * @example identity
         */
        AcceptEncoding: "identity";
        /**
         * @description Ranges of bytes are served.
         * @example bytes
         */
        AcceptRanges: "bytes";
        /**
         * @description How many bytes follow.
         * @example 4096
         */
        ContentLength: number;
        /**
         * @description Which bytes of how many these are.
         * @example bytes 0-1023/4096
         */
        ContentRange: string;
        /**
         * @description `inline` for what is safe to show, else `attachment`; with the file's name (RFC 6266).
         * @example inline; filename="engine.png"
         */
        ContentDisposition: string;
        /**
         * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
         * @example default-src 'none'; frame-ancestors 'none'
         */
        ContentSecurityPolicy: string;
        /**
         * @description Pages of other origins may show the bytes; whether they get a link is their user's business.
         * @example cross-origin
         */
        CrossOriginResourcePolicy: "cross-origin";
        /**
         * @description The type is as declared, not as guessed.
         * @example nosniff
         */
        ContentTypeOptions: "nosniff";
        /**
         * @description The SHA-256 of the bytes.
         * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
         */
        ETag: string;
        /**
         * @description When the bytes were stored.
         * @example Mon, 23 Nov 2026 09:33:00 GMT
         */
        LastModified: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    registerUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "ada",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description The account. */
            201: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Where the new object is.
                     * @example /api/chat/12
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "username": "ada",
                     *       "created_at": "2026-11-23T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["UsernameTaken"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "username": "ada",
                     *       "created_at": "2026-11-23T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account is gone. */
            204: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current_password": "correct horse battery",
                 *       "new_password": "staple correct horse"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description The password is changed; log in again. */
            204: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            403: components["responses"]["PasswordIncorrect"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "ada",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description The session's first pair of tokens. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Tokens are not for caches.
                     * @example no-store
                     */
                    "Cache-Control": "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NoActiveAccount"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    refreshToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description The next pair of tokens. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Tokens are not for caches.
                     * @example no-store
                     */
                    "Cache-Control": "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AnyToken"];
            };
        };
        responses: {
            /** @description The token is good. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    blacklistToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description The session is over. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    listChats: {
        parameters: {
            query?: {
                /**
                 * @description How many to list at most.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Where to go on, taken from the `Link` of the page before; goes with the same list and `order`.
                 * @example Y2hhdC5hc2MuMTI
                 */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description By id, oldest or newest first.
                 * @example asc
                 */
                order?: components["parameters"]["Order"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of chats. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The next page as `<…>; rel="next"` (RFC 8288); not there on the last one.
                     * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description The `cursor` of the next page, for clients that do not read `Link`; not there on the last one.
                     * @example Y2hhdC5hc2MuMTI
                     */
                    "Next-Cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 12,
                     *         "title": "Steam engines",
                     *         "user": 7,
                     *         "created_at": "2026-11-23T09:31:00.000Z",
                     *         "updated_at": "2026-11-23T09:40:12.345Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ChatPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["PageNotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    createChat: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client's choice, such as a UUID, with quotation marks around it or without. The request again under the same
                 *     key creates nothing more.
                 * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Steam engines",
                 *       "user": 7
                 *     }
                 */
                "application/json": components["schemas"]["ChatCreate"];
            };
        };
        responses: {
            /** @description The chat. */
            201: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Where the new object is.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description There where the answer is that of an earlier request under the same key.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            403: components["responses"]["UserMismatch"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            422: components["responses"]["KeyReused"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    readChat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceChat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Steam engines of the 18th century",
                 *       "user": 7
                 *     }
                 */
                "application/json": components["schemas"]["ChatReplace"];
            };
        };
        responses: {
            /** @description The chat as it is now. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            403: components["responses"]["UserMismatch"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["ReadOnlyMismatch"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteChat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat is gone. */
            204: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /**
                 * @description Only messages of this chat, which is one of the caller's.
                 * @example 12
                 */
                chat?: components["parameters"]["ChatFilter"];
                /**
                 * @description How many to list at most.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Where to go on, taken from the `Link` of the page before; goes with the same list and `order`.
                 * @example Y2hhdC5hc2MuMTI
                 */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description By id, oldest or newest first.
                 * @example asc
                 */
                order?: components["parameters"]["Order"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The next page as `<…>; rel="next"` (RFC 8288); not there on the last one.
                     * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description The `cursor` of the next page, for clients that do not read `Link`; not there on the last one.
                     * @example Y2hhdC5hc2MuMTI
                     */
                    "Next-Cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 31,
                     *         "content": "Who built the first one?",
                     *         "role": "user",
                     *         "status": "completed",
                     *         "chat": 12,
                     *         "user": 7,
                     *         "file": null,
                     *         "run": null,
                     *         "created_at": "2026-11-23T09:32:00.000Z",
                     *         "updated_at": "2026-11-23T09:32:00.000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    createMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client's choice, such as a UUID, with quotation marks around it or without. The request again under the same
                 *     key creates nothing more.
                 * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "Who built the first one?",
                 *       "chat": 12,
                 *       "user": 7,
                 *       "file": null
                 *     }
                 */
                "application/json": components["schemas"]["MessageCreate"];
            };
        };
        responses: {
            /** @description The message. */
            201: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Where the new object is.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description There where the answer is that of an earlier request under the same key.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            403: components["responses"]["UserMismatch"];
            404: components["responses"]["ReferenceNotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            422: components["responses"]["KeyReused"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    readMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "Who built the first one that worked?",
                 *       "chat": 12,
                 *       "user": 7,
                 *       "file": null
                 *     }
                 */
                "application/json": components["schemas"]["MessageReplace"];
            };
        };
        responses: {
            /** @description The message as it is now. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            403: components["responses"]["UserMismatch"];
            404: components["responses"]["ReferenceNotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["ReadOnlyMismatch"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message is gone. */
            204: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /**
                 * @description How many to list at most.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Where to go on, taken from the `Link` of the page before; goes with the same list and `order`.
                 * @example Y2hhdC5hc2MuMTI
                 */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description By id, oldest or newest first.
                 * @example asc
                 */
                order?: components["parameters"]["Order"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of files. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The next page as `<…>; rel="next"` (RFC 8288); not there on the last one.
                     * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description The `cursor` of the next page, for clients that do not read `Link`; not there on the last one.
                     * @example Y2hhdC5hc2MuMTI
                     */
                    "Next-Cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 5,
                     *         "name": "engine.png",
                     *         "content_type": "image/png",
                     *         "size": 68,
                     *         "sha256": "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460",
                     *         "url": "http://127.0.0.1:8000/api/file/5/content?expires=1795430400&signature=Zm9yIHRoZSBleGFtcGxlIG9ubHksIGl0IG9wZW5zIG4",
                     *         "url_expires_at": "2026-11-23T10:40:00.000Z",
                     *         "user": 7,
                     *         "created_at": "2026-11-23T09:33:00.000Z",
                     *         "updated_at": "2026-11-23T09:33:00.000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["FilePage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["PageNotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client's choice, such as a UUID, with quotation marks around it or without. The request again under the same
                 *     key creates nothing more.
                 * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "(the bytes)",
                 *       "name": "engine.png"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["FileUpload"];
            };
        };
        responses: {
            /** @description The file. */
            201: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Where the new object is.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description There where the answer is that of an earlier request under the same key.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileRecord"];
                };
            };
            400: components["responses"]["InvalidForm"];
            401: components["responses"]["TokenNotValid"];
            402: components["responses"]["QuotaExceeded"];
            403: components["responses"]["UserMismatch"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["FileTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            422: components["responses"]["KeyReused"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    readFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileRecord"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "engine.svg",
                 *       "content_type": "image/svg+xml",
                 *       "url": "https://example.org/engine.svg"
                 *     }
                 */
                "application/json": components["schemas"]["FileReplace"];
            };
        };
        responses: {
            /** @description The file as it is now. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileRecord"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            403: components["responses"]["UserMismatch"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["ReadOnlyMismatch"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file is gone. */
            204: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    readFileContent: {
        parameters: {
            query?: {
                /**
                 * @description When a signed link ends, in seconds since 1970. Ignored without `signature`; a signature without it is not valid.
                 * @example 1795430400
                 */
                expires?: components["parameters"]["Expires"];
            };
            header?: {
                /**
                 * @description One range of bytes. Several at once, another unit, or a range that makes no sense are ignored.
                 * @example bytes=0-1023
                 */
                Range?: components["parameters"]["Range"];
                /**
                 * @description The range only holds while the file has this ETag or has not changed since this time.
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-Range"?: components["parameters"]["IfRange"];
                /**
                 * @description ETags that the client has; one of them matching is answered 304.
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description Answered 304 where the file has not changed since. Not looked at beside `If-None-Match`.
                 * @example Mon, 23 Nov 2026 09:33:00 GMT
                 */
                "If-Modified-Since"?: components["parameters"]["IfModifiedSince"];
            };
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, all of them. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Ranges of bytes are served.
                     * @example bytes
                     */
                    "Accept-Ranges": "bytes";
                    /**
                     * @description Kept by the client only, and asked about each time.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description `inline` for what is safe to show, else `attachment`; with the file's name (RFC 6266).
                     * @example inline; filename="engine.png"
                     */
                    "Content-Disposition": string;
                    /**
                     * @description How many bytes follow.
                     * @example 4096
                     */
                    "Content-Length": number;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins may show the bytes; whether they get a link is their user's business.
                     * @example cross-origin
                     */
                    "Cross-Origin-Resource-Policy": "cross-origin";
                    /**
                     * @description The SHA-256 of the bytes.
                     * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                     */
                    ETag: string;
                    /**
                     * @description When the bytes were stored.
                     * @example Mon, 23 Nov 2026 09:33:00 GMT
                     */
                    "Last-Modified": string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    [name: string]: unknown;
                };
                content: {
                    /** @example (the bytes) */
                    "*/*": components["schemas"]["Bytes"];
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Ranges of bytes are served.
                     * @example bytes
                     */
                    "Accept-Ranges": "bytes";
                    /**
                     * @description Kept by the client only, and asked about each time.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description `inline` for what is safe to show, else `attachment`; with the file's name (RFC 6266).
                     * @example inline; filename="engine.png"
                     */
                    "Content-Disposition": string;
                    /**
                     * @description How many bytes follow.
                     * @example 4096
                     */
                    "Content-Length": number;
                    /**
                     * @description Which bytes of how many these are.
                     * @example bytes 0-1023/4096
                     */
                    "Content-Range": string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins may show the bytes; whether they get a link is their user's business.
                     * @example cross-origin
                     */
                    "Cross-Origin-Resource-Policy": "cross-origin";
                    /**
                     * @description The SHA-256 of the bytes.
                     * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                     */
                    ETag: string;
                    /**
                     * @description When the bytes were stored.
                     * @example Mon, 23 Nov 2026 09:33:00 GMT
                     */
                    "Last-Modified": string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    [name: string]: unknown;
                };
                content: {
                    /** @example (some of the bytes) */
                    "*/*": components["schemas"]["Bytes"];
                };
            };
            /** @description The client has these bytes already. */
            304: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Kept by the client only, and asked about each time.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins may show the bytes; whether they get a link is their user's business.
                     * @example cross-origin
                     */
                    "Cross-Origin-Resource-Policy": "cross-origin";
                    /**
                     * @description The SHA-256 of the bytes.
                     * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                     */
                    ETag: string;
                    /**
                     * @description When the bytes were stored.
                     * @example Mon, 23 Nov 2026 09:33:00 GMT
                     */
                    "Last-Modified": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenOrLinkNotValid"];
            403: components["responses"]["LinkExpired"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            416: components["responses"]["RangeNotSatisfiable"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    askModel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client's choice, such as a UUID, with quotation marks around it or without. The request again under the same
                 *     key creates nothing more.
                 * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            /** @description The run when it has ended, completed, incomplete or cancelled; or its events. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Tells proxies to keep no copy of the events, and to pass them on uncompressed as they come.
                     * @example no-store, no-transform
                     */
                    "Cache-Control"?: "no-store, no-transform";
                    /**
                     * @description Asks proxies that know it, such as nginx, to pass events on as they come.
                     * @example no
                     */
                    "X-Accel-Buffering"?: "no";
                    /**
                     * @description There where the answer is that of an earlier request under the same key.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                    "text/event-stream": components["schemas"]["RunEvent"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            402: components["responses"]["QuotaExceeded"];
            403: components["responses"]["UserMismatch"];
            404: components["responses"]["ReferenceNotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["RunUnderWay"];
            413: components["responses"]["QuestionTooLarge"];
            415: components["responses"]["UnsupportedFile"];
            417: components["responses"]["ExpectationFailed"];
            422: components["responses"]["FileNotToBeHad"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            502: components["responses"]["ProviderFailed"];
            503: components["responses"]["ProviderUnavailable"];
            504: components["responses"]["ProviderTimeout"];
        };
    };
    listRuns: {
        parameters: {
            query?: {
                /**
                 * @description Only messages of this chat, which is one of the caller's.
                 * @example 12
                 */
                chat?: components["parameters"]["ChatFilter"];
                /**
                 * @description How many to list at most.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Where to go on, taken from the `Link` of the page before; goes with the same list and `order`.
                 * @example Y2hhdC5hc2MuMTI
                 */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description By id, oldest or newest first.
                 * @example asc
                 */
                order?: components["parameters"]["Order"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of runs. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The next page as `<…>; rel="next"` (RFC 8288); not there on the last one.
                     * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description The `cursor` of the next page, for clients that do not read `Link`; not there on the last one.
                     * @example Y2hhdC5hc2MuMTI
                     */
                    "Next-Cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 3,
                     *         "purpose": "answer",
                     *         "chat": 12,
                     *         "user": 7,
                     *         "status": "completed",
                     *         "model": "offline-stand-in",
                     *         "reported_model": "offline-stand-in",
                     *         "finish_reason": "stop",
                     *         "error": null,
                     *         "usage": {
                     *           "prompt_tokens": 12,
                     *           "completion_tokens": 4,
                     *           "total_tokens": 16,
                     *           "cached_tokens": 0,
                     *           "cache_write_tokens": 0,
                     *           "estimated": false
                     *         },
                     *         "created_at": "2026-11-23T09:32:00.000Z",
                     *         "started_at": "2026-11-23T09:32:00.400Z",
                     *         "ended_at": "2026-11-23T09:32:01.000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    createRun: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client's choice, such as a UUID, with quotation marks around it or without. The request again under the same
                 *     key creates nothing more.
                 * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunCreate"];
            };
        };
        responses: {
            /** @description The run, which goes on by itself, or has ended already. */
            202: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Where the new object is.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description There where the answer is that of an earlier request under the same key.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            402: components["responses"]["QuotaExceeded"];
            403: components["responses"]["UserMismatch"];
            404: components["responses"]["ReferenceNotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["RunActive"];
            413: components["responses"]["QuestionTooLarge"];
            415: components["responses"]["UnsupportedFile"];
            417: components["responses"]["ExpectationFailed"];
            422: components["responses"]["FileNotToBeHad"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    readRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run, which has ended. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description The run, whose cancellation is requested. */
            202: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    followRun: {
        parameters: {
            query?: {
                /**
                 * @description The `sequence` of the last event that the client had.
                 * @example 17
                 */
                after?: components["parameters"]["After"];
            };
            header?: {
                /**
                 * @description The `id` of the last event that the client had; goes before `after`, because browsers send it when they come back.
                 * @example 17
                 */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                /**
                 * @description The object's id.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Tells proxies to keep no copy of the events, and to pass them on uncompressed as they come.
                     * @example no-store, no-transform
                     */
                    "Cache-Control"?: "no-store, no-transform";
                    /**
                     * @description Asks proxies that know it, such as nginx, to pass events on as they come.
                     * @example no
                     */
                    "X-Accel-Buffering"?: "no";
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["RunEvent"];
                };
            };
            /** @description The client has all there is, and need not come back. */
            204: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "offline-stand-in",
                     *         "context_limit": 32768,
                     *         "files_sent_as": [
                     *           "text",
                     *           "image"
                     *         ]
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    readUsage: {
        parameters: {
            query?: {
                /**
                 * @description The first day; 29 days before the last where none is given. After the last one, no day is reported.
                 * @example 2026-10-25
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description The last day, today where none is given. Of a period longer than 366 days the last 366 are reported.
                 * @example 2026-11-23
                 */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was used, by day and model. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-10-25",
                     *       "to": "2026-11-23",
                     *       "days": [
                     *         {
                     *           "day": "2026-11-23",
                     *           "model": "offline-stand-in",
                     *           "runs": 2,
                     *           "prompt_tokens": 30,
                     *           "completion_tokens": 12,
                     *           "total_tokens": 42,
                     *           "cached_tokens": 0,
                     *           "cache_write_tokens": 0
                     *         }
                     *       ],
                     *       "quotas": {
                     *         "stored_bytes": {
                     *           "limit": 1073741824,
                     *           "used": 68,
                     *           "remaining": 1073741756
                     *         },
                     *         "files": {
                     *           "limit": null,
                     *           "used": 1,
                     *           "remaining": null
                     *         },
                     *         "active_runs": {
                     *           "limit": 5,
                     *           "used": 0,
                     *           "remaining": 5
                     *         },
                     *         "tokens_a_day": {
                     *           "limit": 100000,
                     *           "used": 42,
                     *           "remaining": 99958
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    readHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server is alive. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    readReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server is ready for requests. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["NotReady"];
        };
    };
    readContractYaml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example openapi: 3.1.1 */
                    "application/yaml": components["schemas"]["Bytes"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    readContractJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.1",
                     *       "info": {
                     *         "title": "Parley",
                     *         "version": "0.1.0"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    readProblemKind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The code, one of ErrorCode.
                 * @example run_active
                 */
                code: components["parameters"]["ProblemCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the code means. */
            200: {
                headers: {
                    /**
                     * @description The version of this contract that the server follows, its `info.version`.
                     * @example 0.1.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description The request's id, by which the server's log and the `request_id` of a problem name it.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description The origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description The headers that these pages may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Browsers load and run nothing from the response. The bytes of a file are shown in a sandbox.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Pages of other origins cannot embed the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Browsers send no `Referer` from here.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Browsers use https alone (RFC 6797); sent where the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description The type is as declared, not as guessed.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Which limit this request counted for, how many more requests it has room for (`r`), and in how many seconds it has more, all of
                     *     it again or, after the last one, one (`t`): draft-ietf-httpapi-ratelimit-headers-10. Not there where nothing is limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description That limit, as so many requests (`q`) in so many seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The answer depends on `Accept`.
                     * @example Accept
                     */
                    Vary: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "run_active",
                     *       "status": 409,
                     *       "title": "Run active",
                     *       "meaning": "A run is under way in this chat.",
                     *       "retry": "wait_for_run",
                     *       "advice": "Wait for the run named by `run` to end, or cancel it; then repeat the request."
                     *     }
                     */
                    "application/json": components["schemas"]["ProblemKind"];
                    /** @example <!doctype html><title>Run active</title> */
                    "text/html": components["schemas"]["Page"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
}
