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
         * @description Creates an account. Usernames are compared case-insensitively after Unicode normalisation (NFKC): a
         *     name that is equal to an existing one in this way is taken. The password is stored as an argon2id
         *     hash.
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
         * Get the current user
         * @description Returns the account that the access token was issued to.
         */
        get: operations["getCurrentUser"];
        put?: never;
        post?: never;
        /**
         * Delete the current user
         * @description Deletes the account with its chats, messages, runs, files and stored bytes, and ends all of its
         *     sessions; active runs are cancelled. This cannot be undone. The username becomes available again at
         *     once. The data is removed from the database and the storage within minutes, however much there is.
         */
        delete: operations["deleteCurrentUser"];
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
         * Change the password
         * @description Replaces the password of the current user; the current password is required. Ends every session of the
         *     account including the current one: on this server with the next request, on every other replica within
         *     one second.
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
         * @description Starts a session and returns its first token pair. Send the access token as `Authorization: Bearer`,
         *     and exchange the refresh token for the next pair with `POST /api/token/refresh/`.
         *
         *     A wrong password and an unknown username get the same response in the same time. Too many wrong
         *     passwords return 429. While an account is attacked from many addresses, logging in from an address
         *     that has not logged in to it before takes five seconds, or returns 429 as well.
         */
        post: operations["logIn"];
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
         * Refresh the tokens
         * @description Returns a new access token, and a refresh token that replaces the one in the request. If the response
         *     is lost, repeat the request: a refresh token returns the same successor again until that successor has
         *     been exchanged itself, and for 24 hours at most. Several browser tabs may therefore exchange the same
         *     refresh token. A refresh token that is used later is considered stolen, and the whole session ends
         *     with all of its access tokens.
         */
        post: operations["refreshTokens"];
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
         * Verify a token
         * @description Checks an access token or a refresh token in the body or, without a body, the bearer token of the
         *     request. Of a session's refresh tokens only the newest is valid here, although the previous one can
         *     still be exchanged again.
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
         * @description Ends the session of a refresh token, with its access tokens: on this server with the next request, on
         *     every other replica within one second. The refresh token is the only credential that is needed.
         */
        post: operations["logOut"];
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
         * List chats
         * @description Returns a page of the caller's chats, ordered by id. `updated_at` is the time of the last change of a
         *     chat or of a message in it.
         */
        get: operations["listChats"];
        put?: never;
        /**
         * Create a chat
         * @description Creates a chat. If the title is missing or empty, the model chooses one after its first answer, unless
         *     a title has been set by then. If that fails, it is tried again after the following answers, five times
         *     at most.
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
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Get a chat
         * @description Returns one of the caller's chats.
         */
        get: operations["getChat"];
        /**
         * Rename a chat
         * @description Replaces the title and every other field that is sent: `leaf` selects the current branch; `system`,
         *     `model` and `settings` are the defaults for requests in the chat. The response of getChat can be sent
         *     back: read-only fields must equal the stored values, or the request is rejected with the names of
         *     those that differ. Sending `updated_at` therefore prevents overwriting later changes; without it, the
         *     chat is renamed even if it has changed since it was read.
         */
        put: operations["replaceChat"];
        post?: never;
        /**
         * Delete a chat
         * @description Deletes the chat with its messages and runs; active runs are cancelled. They disappear from all
         *     responses at once, and their text is removed from the database within minutes, however much there is.
         *     Files and usage are kept. A message that was moved to another chat is kept; its `run` becomes null
         *     when the run is removed.
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
         * List messages
         * @description Returns a page of the caller's messages, ordered by id, of all chats or of one. The messages of a chat
         *     form a tree. `leaf` selects the path from the root to a message, and `parent` the children of a
         *     message; `parent=0`, which requires `chat`, selects the messages without a parent. `leaf` and `parent`
         *     cannot be combined.
         *
         *     In descending order a path begins with its leaf, and a page of it costs the same however long the path
         *     is.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Create a message
         * @description Adds a message to one of the caller's chats, optionally with files of the caller. The model is not
         *     asked. The message is added below the leaf of the chat, or below `parent`, and becomes the leaf.
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
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Get a message
         * @description Returns one of the caller's messages.
         */
        get: operations["getMessage"];
        /**
         * Replace a message
         * @description Replaces the content and the chat. `file`, `files` and `role` are unchanged if left out. If `file`
         *     differs from the stored value and `files` does not or is left out, `file` becomes the only file;
         *     `file: null` then removes all files.
         *
         *     A message that is moved to another chat keeps its id, which determines its position: it is inserted
         *     into the current branch of that chat, between the older and the newer messages. Its children stay in
         *     their chat and become children of its parent.
         *
         *     The response of getMessage can be sent back: read-only fields must equal the stored values, or the
         *     request is rejected with the names of those that differ: `updated_at` if the message has changed since
         *     it was read. An answer of more than 4,000,000 characters, or of 8 MiB of JSON including `parts`, is
         *     too long to be sent back.
         *
         *     A message keeps its `status` if the content is unchanged, and becomes `completed` otherwise. While the
         *     model is writing a message, a request with the `status` `running`, and with a content that is a prefix
         *     of the answer so far or all of it, does not change the content. Any other content replaces the text of
         *     the model, which is then not stored: `content` of the run is that of the message.
         */
        put: operations["replaceMessage"];
        post?: never;
        /**
         * Delete a message
         * @description Deletes the message. Its children become children of its parent. `branch=true` deletes all messages
         *     below it too; the request returns 409 if an active run is writing one of them. If the leaf of the chat
         *     is deleted, the parent of the deleted message becomes the leaf.
         *
         *     Files are kept. The run that the message belongs to is kept with its status and usage, but its text is
         *     erased: `prompt` if the message is its prompt; `content`, `reasoning` and the chunks in its events if
         *     the message is its answer. Deleting an answer does not stop a run that is still writing it, but the
         *     text is not stored at the end.
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
         * List files
         * @description Returns a page of the caller's files, ordered by id, each with a new signed URL to its content.
         */
        get: operations["listFiles"];
        put?: never;
        /**
         * Upload a file
         * @description Stores one file that is sent as form data. The bytes are stored while they arrive, and the file
         *     appears only when it is complete. The media type is detected from the content first; the type that the
         *     client states is used second.
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
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Get a file
         * @description Returns the record of one of the caller's files, with a new signed URL to its content.
         */
        get: operations["getFile"];
        /**
         * Replace a file's record
         * @description Changes the name and the media type of a file. If `url` is the file's signed URL, with any signature,
         *     the bytes are kept. If it is an external http or https URL, the record becomes a reference to that URL
         *     and the stored bytes are deleted.
         *
         *     The response of getFile can be sent back: read-only fields must equal the stored values, or the
         *     request is rejected with the names of those that differ, `updated_at` if the file has changed since.
         */
        put: operations["replaceFile"];
        post?: never;
        /**
         * Delete a file
         * @description Deletes the file. Messages that had the file are kept without it: the next of their files becomes
         *     `file`, or null if there is none. The stored bytes are removed within seconds, or once the file
         *     storage is available.
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
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Download a file
         * @description Returns the bytes of a file. Requires the owner's access token or a signed URL (`url` of the file);
         *     if both are sent, one that is valid is sufficient. If neither is valid, the response is 401 if there
         *     is a bearer token, and 403 if there is only a signed URL.
         *
         *     Single byte ranges and conditional requests are supported (RFC 9110). A conditional request may return
         *     304 even with `Cache-Control: no-cache`, which applies to caches and not to this server. Content that
         *     a browser could run is sent as an attachment, and all content in a sandbox. Text whose bytes are all
         *     UTF-8 is sent with `charset=utf-8`, unless another charset that matches was declared.
         */
        get: operations["downloadFile"];
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
         * @description Starts a run: sends the prompt to the model and returns its answer, either as JSON when the run has
         *     ended, or as an event stream (`text/event-stream; charset=utf-8`) while the answer is generated.
         *     `stream` selects one of the two. Without it `Accept` decides: events if it names `text/event-stream`
         *     with a `q` above that of JSON, or with the same `q` and before `application/json`; otherwise JSON,
         *     also for `text/*` or `*\/*` alone. In both cases the run continues if the client disconnects, unless
         *     `cancel_on_disconnect` is true: GET /api/run/{id} returns it afterwards, and POST /api/run/{id}/cancel
         *     cancels it. A problem that occurs after the run has started contains its id as `run`.
         *
         *     If `chat` is given, the prompt is sent with messages of the chat as its context: the newest that fit,
         *     of the path from the root of the chat to the prompt. `context` describes them. The prompt is saved at
         *     the start as a message with the role `user`, and the answer below it as one with the role `assistant`,
         *     which grows while the answer is generated and becomes the leaf of the chat. A chat has at most one
         *     active run at a time, in all its branches together.
         *
         *     The prompt is added below the leaf of the chat, or below `parent`. To edit an earlier prompt, send its
         *     new text with its parent as `parent`: the two prompts become siblings. Without a prompt, `parent` is a
         *     message with the role `user` that the model answers again, and only an answer is added. If the request
         *     omits `model`, `system`, `temperature`, `max_tokens` or `reasoning_effort`, the value of the chat is
         *     used, if it has one.
         *
         *     If the chat or the account is deleted while the run is active, the run is cancelled and deleted with
         *     it. Its event streams end with `cancelled`, and a JSON response is 404 with the id of the deleted run
         *     as `run`.
         *
         *     A file is attached as `file`, the id of one of the caller's files, or as `file_url`, its signed URL
         *     or an external URL, which the server fetches: http or https, with a public address, at most five
         *     redirects, and never from https to http. If the file cannot be fetched or read, the model is not asked
         *     and no run is created. In a chat, the caller's own files stay attached to their messages and are sent
         *     again with later prompts; an external file is sent with its own prompt only.
         *
         *     Images (PNG, JPEG, GIF, WebP) are sent to the model as images; PDF as its text, or as a document if
         *     the operator has configured that; text, Markdown, CSV, JSON, HTML and source code as text, in the
         *     declared or detected encoding. `attachment` describes what was sent.
         *
         *     A failed or cancelled run leaves its messages in the chat. Before asking again without an
         *     `Idempotency-Key` or with another one, delete its `prompt_message`, because the model would otherwise
         *     receive the prompt twice, and its `answer_message`, which may hold part of an answer. Both ids are in
         *     the `started` event and in GET /api/run/{id} of the `run` that the problem names.
         *
         *     A request that is repeated with the same `Idempotency-Key` starts no new run and returns the result of
         *     the existing one, as a stream from the first event. If a run failed before the provider began to
         *     answer, and it is certain that nothing was charged, its key can be used again: the same request with
         *     the same key starts a new run, whose messages replace those of the failed one in the chat unless they
         *     were edited or answered again. Any other failure is repeated, without `Retry-After`, for as long as
         *     the key is stored; use a new key to try again.
         *
         *     If a stream is requested and a file cannot be read within one second, the stream opens with a comment.
         *     A failure that would have been an HTTP status is then sent as a `failed` event with the same code. It
         *     is the only event; no run is created and the key is free.
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
         * List runs
         * @description Returns a page of the caller's runs, ordered by id, of all chats or of one, without their texts. Runs
         *     that choose the title of a chat are included.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Create a run
         * @description Asks the model as POST /api/llm/ does, without `stream`, and returns as soon as the run has started:
         *     the run in its current state, and its path in `Location`. GET /api/run/{id}/events returns its events
         *     and GET /api/run/{id} the run with its answer. This operation is recommended for generated clients,
         *     because each of these three operations has one response type.
         *
         *     Requests that POST /api/llm/ rejects before a run exists are rejected here in the same way; a later
         *     failure is stated in the run. `cancel_on_disconnect` applies until this operation has returned.
         *
         *     A request that is repeated with the same `Idempotency-Key` starts no new run and returns the existing
         *     one in its current state. Only if a run failed before the provider began to answer, and it is certain
         *     that nothing was charged, does its key become free, so that the same request starts a new run. A
         *     request to POST /api/llm/ with the same key counts as a different request.
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
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Get a run
         * @description Returns one of the caller's runs, with the part of its answer that has been generated so far.
         */
        get: operations["getRun"];
        put?: never;
        post?: never;
        /**
         * Delete a run
         * @description Deletes a run that has ended, with its events and, if it has no chat, its prompt and answer. In a
         *     chat, its prompt and answer remain as messages, whose `run` becomes null; delete them with
         *     deleteMessage. Its tokens remain in the usage. Its `Idempotency-Key` can then be used again and starts
         *     another run. An active run cannot be deleted (409): cancel it first.
         */
        delete: operations["deleteRun"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/run/{id}/input": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Get the input of a run
         * @description Returns what the model received for a run: the messages with their ids, the parameters, the tools and
         *     the required output. It contains no key and no file; files are named by their ids.
         *
         *     The texts are those of the messages as they are now, because they are stored once: `edited` marks a
         *     message that was edited after the run began, and `deleted_messages` counts those that were deleted.
         *     While a run is queued, its input is incomplete.
         */
        get: operations["getRunInput"];
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
                 * @description Id of the object.
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
         * @description Ends an active run: closes the connection to the provider and keeps the part of the answer that has
         *     been received. A run that has ended is not changed. Returns the run in its resulting state. The status
         *     202 means that the cancellation is only requested, because the replica that executes the run did not
         *     end it in time; it ends the run as soon as it can. Use followRun, or repeat getRun until `ended_at` is
         *     set, to learn when.
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
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Follow a run
         * @description Streams all events of a run, past and future, as server-sent events (`text/event-stream;
         *     charset=utf-8`) until the run has ended. `data` of an event is a RunEvent in JSON, and `id` is its
         *     `sequence`: 1, 2, 3 and so on, without gaps. A client that lost its connection resumes after the last
         *     event that it received, with `Last-Event-ID` or `after`.
         *
         *     The chunks of the `text` events after the last `reset`, or of all of them if there is none, form the
         *     run's `content` when joined in order, even if they were received over several connections. A comment
         *     every 15 seconds keeps an idle connection open.
         *
         *     The events are kept until five minutes after the end of the run, or until its answer is edited or
         *     deleted, also with a chat to which it was moved; if the run is still active then, until its end. After
         *     that, the stream is a replay of the stored run: `started`, `context`, each `attachment`, all reasoning
         *     in one event, the whole text in another, each `tool_call`, `usage` and the last event. Events without
         *     a value are omitted. A client that resumes after an event that was removed gets `reset` instead of
         *     `started`. The numbers of a replay continue after the run's last event, so a lost connection is
         *     resumed as before, and a client that has the last event of the run or of the replay gets 204.
         *
         *     If the run is deleted meanwhile, with its chat or its account, the stream ends with `cancelled`; later
         *     requests return 404.
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
         * List models
         * @description Returns all models that askModel and createRun accept. The first is the default.
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
         * Get usage and quotas
         * @description Returns the state of the caller's quotas, and the tokens of the caller's runs by day (UTC) and model.
         *     All runs that ended on a day are counted, including cancelled, incomplete and failed ones and those of
         *     chats that have been deleted since. Tokens that a provider did not report are estimated.
         */
        get: operations["getUsage"];
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
         * Check liveness
         * @description Returns 200 while the process is able to respond. Restart a server that does not.
         */
        get: operations["getHealth"];
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
         * Check readiness
         * @description Checks the database and the file storage, at most once per second; requests in between return the last
         *     result. A check that takes longer than five seconds fails. Send no requests to a server that is not
         *     ready or is shutting down.
         */
        get: operations["getReadiness"];
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
         * Get the contract as YAML
         * @description Returns the contract as it was written, byte for byte. `/docs` shows it in a browser.
         */
        get: operations["getContractYaml"];
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
         * Get the contract as JSON
         * @description Returns the same document as `/openapi.yaml`, as JSON.
         */
        get: operations["getContractJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi-3.0.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the contract in OpenAPI 3.0
         * @description Returns the contract for tools that do not read OpenAPI 3.1, derived from `/openapi.yaml`. It allows
         *     everything that the original allows. `x-omitted` names the keywords of a schema that OpenAPI 3.0
         *     cannot express; only there it allows more.
         */
        get: operations["getContractOpenApi30"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi-3.2.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the contract in OpenAPI 3.2
         * @description Returns the contract for tools that read event streams by `itemSchema`, derived from `/openapi.yaml`.
         *     Everything else is equal to the original.
         */
        get: operations["getContractOpenApi32"];
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
                 * @description Code of a problem, one of ErrorCode.
                 * @example run_active
                 */
                code: components["parameters"]["ProblemCode"];
            };
            cookie?: never;
        };
        /**
         * Get a problem type
         * @description Returns the meaning of a problem code, its HTTP status and what to do about it. The `type` of each
         *     problem is the path of this operation. The response is an HTML page if `Accept` prefers `text/html`,
         *     and JSON otherwise.
         */
        get: operations["getProblemType"];
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
         * @description Id of an object, a positive integer that a JavaScript number holds exactly.
         */
        Id: number;
        /**
         * @description Any other value, which a later version of the contract may add. Treat it like a general case, such as
         *     `other`, or display it as it is.
         */
        UnknownValue: string;
        /** @description Username and password of a new account. */
        Credentials: {
            /**
             * @description Name to log in with: 1 to 150 letters and digits of any script, and `@ . + - _`. The pattern
             *     excludes all other ASCII characters, and the blocks of Unicode up to U+FFFF that consist of
             *     spaces, punctuation, symbols or invisible characters. It allows characters above U+FFFF, such
             *     as emoji.
             */
            username: string;
            /**
             * Format: password
             * @description Password of 8 to 1,024 characters (Unicode code points).
             */
            password: string;
        };
        /** @description Username and password of an account. */
        LoginCredentials: {
            /** @description Username of the account, in upper or lower case. */
            username: string;
            /**
             * Format: password
             * @description Password of the account.
             */
            password: string;
        };
        /** @description Current password and its replacement. */
        PasswordChange: {
            /**
             * Format: password
             * @description Current password of the account.
             */
            current_password: string;
            /**
             * Format: password
             * @description New password of 8 to 1,024 characters (Unicode code points).
             */
            new_password: string;
        };
        /** @description Account of a user. */
        User: {
            /** @description Id of the account. */
            id: components["schemas"]["Id"];
            /** @description Username after Unicode normalisation (NFKC), which can lengthen it. */
            username: string;
            /**
             * Format: date-time
             * @description Time of registration.
             */
            created_at: string;
        };
        /** @description Refresh token in a request. */
        RefreshToken: {
            /** @description Refresh token of a session. */
            refresh: string;
        };
        /** @description Access token or refresh token in a request. */
        AnyToken: {
            /** @description Access token or refresh token to check. */
            token: string;
        };
        /** @description Access token and refresh token of a session, with their lifetimes. */
        TokenPair: {
            /** @description Access token, sent as `Authorization: Bearer`. */
            access: string;
            /** @description Refresh token, exchanged for the next token pair with refreshTokens. */
            refresh: string;
            /**
             * Format: int32
             * @description Seconds until the access token expires.
             */
            expires_in: number;
            /**
             * Format: int32
             * @description Seconds until the refresh token expires, unless it is exchanged before.
             */
            refresh_expires_in: number;
        };
        /** @description State of the server. */
        Health: {
            /**
             * @description `ok` if all checks passed; a failed check is a problem response instead.
             * @enum {string}
             */
            status: "ok";
        };
        /** @description Empty object. */
        Empty: Record<string, never>;
        /** @description Conversation of a user with the model. */
        Chat: {
            /** @description Id of the chat. */
            id: components["schemas"]["Id"];
            /** @description Title of the chat, or the empty string. */
            title: string;
            /** @description Id of the last message of the current branch, below which messages are added; null for the root. */
            leaf: components["schemas"]["Id"] | null;
            /** @description Default `system` of requests in the chat, or null. */
            system: string | null;
            /** @description Default `model` of requests in the chat, or null. */
            model: string | null;
            settings: components["schemas"]["ChatSettings"];
            /** @description Id of the user who owns the chat. */
            user: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description Time of creation.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change of the chat or of a message in it.
             */
            updated_at: string;
        };
        /** @description Default settings of requests in the chat. */
        ChatSettings: {
            /** @description Sampling temperature. */
            temperature?: number;
            /**
             * Format: int32
             * @description Maximum number of tokens in an answer.
             */
            max_tokens?: number;
            reasoning_effort?: components["schemas"]["ReasoningEffort"];
        };
        /**
         * @description Amount of reasoning before the answer; by default the model decides. A provider without this setting
         *     ignores it, which `ignored` in the `context` of the run states.
         * @enum {string}
         */
        ReasoningEffort: "none" | "minimal" | "low" | "medium" | "high";
        /** @description Chat to create. */
        ChatCreate: {
            /** @description Title of the chat; empty by default. */
            title?: string;
            /** @description Default instructions (system prompt) for requests in the chat; null by default. */
            system?: string | null;
            /** @description Id of the default model for requests in the chat, one that GET /api/model/ lists; null by default. */
            model?: string | null;
            /** @description Default settings for requests in the chat; none by default. */
            settings?: components["schemas"]["ChatSettings"] | null;
            /** @description The caller's own user id, if given. */
            user?: components["schemas"]["Id"];
        };
        /** @description Chat with the values to store. */
        ChatReplace: {
            /** @description Title of the chat. */
            title: string;
            /**
             * @description Id of the message of the chat below which messages are added from now on, which makes its branch
             *     the current one, or null for the root; unchanged if left out.
             */
            leaf?: components["schemas"]["Id"] | null;
            /**
             * @description Default instructions (system prompt) for requests in the chat; null removes them; unchanged if
             *     left out.
             */
            system?: string | null;
            /**
             * @description Id of the default model for requests in the chat, one that GET /api/model/ lists; null removes it;
             *     unchanged if left out.
             */
            model?: string | null;
            /** @description Default settings for requests in the chat; null removes them; unchanged if left out. */
            settings?: components["schemas"]["ChatSettings"] | null;
            /** @description The caller's own user id, if given. */
            user?: components["schemas"]["Id"];
            /** @description Read-only. Leave it out, or send the value that was returned. */
            id?: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description Read-only. Leave it out, or send the value that was returned.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description Read-only. Leave it out, or send the value that was returned; the request is rejected if the
             *     object has changed since.
             */
            updated_at?: string;
        };
        /** @description Page of chats. */
        ChatPage: components["schemas"]["Chat"][];
        /**
         * @description Author of a message: `user`, `assistant` (the model) or `system` (instructions).
         * @enum {string}
         */
        Role: "user" | "assistant" | "system";
        /**
         * @description Author of a message: `user`, `assistant` (the model) or `system` (instructions).
         * @default user
         * @enum {string}
         */
        RoleOfNewMessage: "user" | "assistant" | "system";
        /** @description Message of a chat. */
        Message: {
            /** @description Id of the message. */
            id: components["schemas"]["Id"];
            /** @description Text of the message, or the part of it that has been generated so far. */
            content: string;
            /**
             * @description `running` while the model writes the message, then the final status of its run; `completed` for a
             *     message that a client has written or edited.
             * @enum {string}
             */
            status: "running" | "completed" | "incomplete" | "failed" | "cancelled";
            /** @description Id of the run whose prompt or answer the message is, or null. */
            run: components["schemas"]["Id"] | null;
            role: components["schemas"]["Role"];
            /** @description Id of the chat that contains the message. */
            chat: components["schemas"]["Id"];
            /** @description Id of the user who owns the message. */
            user: components["schemas"]["Id"];
            /** @description Id of the attached file, or null. */
            file: components["schemas"]["Id"] | null;
            /** @description Ids of all attached files, in order; the first one is `file`. */
            files: components["schemas"]["Id"][];
            /**
             * @description Parts of the message in this order: reasoning, text (the same as `content`), files, tool calls and
             *     tool results.
             */
            parts: components["schemas"]["MessagePart"][];
            /** @description Id of the parent message, or null for a message at the root. */
            parent: components["schemas"]["Id"] | null;
            /**
             * Format: int32
             * @description Position of the message among its siblings and itself, ordered by id, from 1.
             */
            sibling_index: number;
            /**
             * Format: int32
             * @description Number of children of the parent or, without a parent, of messages of the chat without one.
             */
            sibling_count: number;
            /**
             * Format: date-time
             * @description Time at which a client last changed the content, the role or the files, or null.
             */
            edited_at: string | null;
            /**
             * Format: date-time
             * @description Time of creation.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description Part of a message. Narrow it to a KnownMessagePart by its `type`, and ignore parts of any other type. */
        MessagePart: components["schemas"]["KnownMessagePart"] | components["schemas"]["UnknownMessagePart"];
        /** @description Part of another type, which a later version of the contract may add. */
        UnknownMessagePart: {
            /** @description Type that is not among those of KnownMessagePart. */
            type: string;
        };
        /** @description Part of a message with a type of this version of the contract. */
        KnownMessagePart: components["schemas"]["ReasoningPart"] | components["schemas"]["TextPart"] | components["schemas"]["FilePart"] | components["schemas"]["ToolCallPart"] | components["schemas"]["ToolResultPart"];
        /** @description Reasoning of the model that preceded its answer. */
        ReasoningPart: {
            /**
             * @description Type of the part. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "reasoning";
            /** @description Reasoning of the model. */
            text: string;
        };
        /** @description Text of the message, the same as `content`. */
        TextPart: {
            /**
             * @description Type of the part. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text";
            /** @description Text of the message. */
            text: string;
        };
        /** @description File that is attached to the message. */
        FilePart: {
            /**
             * @description Type of the part. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "file";
            /** @description Id of the file. */
            file: components["schemas"]["Id"];
        };
        /** @description Call of one of the client's tools by the model. */
        ToolCallPart: {
            /**
             * @description Type of the part. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "tool_call";
            /** @description Id of the call. */
            id: string;
            /** @description Name of the tool. */
            name: string;
            /** @description Arguments as the model wrote them, which are JSON unless `errors` states otherwise. */
            arguments: string;
            /** @description Reasons why the call is not valid; missing if it is valid. */
            errors?: components["schemas"]["InputError"][];
        };
        /** @description Result of a tool call, from the client. */
        ToolResultPart: {
            /**
             * @description Type of the part. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "tool_result";
            /** @description Id of the call. */
            tool_call: string;
            /** @description Result of the tool. */
            content: string;
        };
        /** @description Message to create. */
        MessageCreate: {
            /** @description Text of the message. */
            content: string;
            /** @description Id of one of the caller's chats. */
            chat: components["schemas"]["Id"];
            /** @description The caller's own user id, if given. */
            user?: components["schemas"]["Id"];
            /** @description Id of one of the caller's files, or null. */
            file?: components["schemas"]["Id"] | null;
            /** @description Ids of several of the caller's files, in order. Cannot be combined with `file`. */
            files?: components["schemas"]["Id"][];
            /**
             * @description Id of the parent message in the same chat, or null to add the message at the root; the leaf of the
             *     chat by default.
             */
            parent?: components["schemas"]["Id"] | null;
            role?: components["schemas"]["RoleOfNewMessage"];
        };
        /** @description Message with the values to store. */
        MessageReplace: {
            /** @description Text of the message. */
            content: string;
            /** @description Id of one of the caller's chats. Another chat than the current one moves the message. */
            chat: components["schemas"]["Id"];
            /** @description The caller's own user id, if given. */
            user?: components["schemas"]["Id"];
            /** @description Id of one of the caller's files, or null to remove the file; unchanged if left out. */
            file?: components["schemas"]["Id"] | null;
            /** @description Ids of the caller's files to attach instead, in order; unchanged if left out. */
            files?: components["schemas"]["Id"][];
            /** @description Author of the message; unchanged if left out. */
            role?: components["schemas"]["Role"];
            /** @description Read-only. Leave it out, or send the value that was returned. */
            id?: components["schemas"]["Id"];
            /** @description Read-only. Leave it out, or send the value that was returned. */
            run?: components["schemas"]["Id"] | null;
            /**
             * @description Read-only. Leave it out, or send the value that was returned.
             * @enum {string}
             */
            status?: "running" | "completed" | "incomplete" | "failed" | "cancelled";
            /** @description Read-only. Leave it out, or send the value that was returned. */
            parent?: components["schemas"]["Id"] | null;
            /**
             * Format: date-time
             * @description Read-only. Leave it out, or send the value that was returned.
             */
            edited_at?: string | null;
            /**
             * Format: int32
             * @description Ignored; may be sent back as it was returned.
             */
            sibling_index?: number;
            /**
             * Format: int32
             * @description Ignored; may be sent back as it was returned.
             */
            sibling_count?: number;
            /** @description Ignored; may be sent back as it was returned. */
            parts?: unknown[];
            /**
             * Format: date-time
             * @description Read-only. Leave it out, or send the value that was returned.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description Read-only. Leave it out, or send the value that was returned; the request is rejected if the
             *     object has changed since.
             */
            updated_at?: string;
        };
        /** @description Page of messages. */
        MessagePage: components["schemas"]["Message"][];
        /** @description Uploaded file, or a reference to an external URL. */
        FileRecord: {
            /** @description Id of the file. */
            id: components["schemas"]["Id"];
            /** @description Name of the file. */
            name: string;
            /** @description Media type of the file. */
            content_type: string;
            /**
             * Format: double-int
             * @description Size in bytes; null for an external URL.
             */
            size: number | null;
            /** @description SHA-256 of the bytes in hexadecimal; null for an external URL. */
            sha256: string | null;
            /**
             * Format: uri
             * @description Signed URL to the bytes, valid until `url_expires_at`, or the external URL.
             */
            url: string;
            /**
             * Format: date-time
             * @description Time at which the signed URL expires; null for an external URL.
             */
            url_expires_at: string | null;
            /** @description Id of the user who owns the file. */
            user: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description Time of the upload.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description One file as form data. */
        FileUpload: {
            /**
             * Format: binary
             * @description Bytes of the file.
             */
            file: Blob;
            /** @description Name to store, without a path; by default the name that is sent with the bytes. */
            name?: string;
            /**
             * @description Media type to store if the content does not reveal it, with a charset for text that is not UTF-8;
             *     by default the type that is sent with the bytes, whose charset is ignored.
             */
            content_type?: string;
            /** @description The caller's own user id, if given. */
            user?: components["schemas"]["Id"];
        };
        /** @description Record of a file with the values to store. */
        FileReplace: {
            /** @description Name of the file. */
            name: string;
            /** @description Media type of the file. */
            content_type: string;
            /**
             * Format: uri-reference
             * @description Signed URL of the file, as a URL or from its path on, or an external http or https URL without
             *     user information.
             */
            url: string;
            /**
             * Format: date-time
             * @description Ignored; may be sent back as it was returned.
             */
            url_expires_at?: string | null;
            /** @description Read-only. Leave it out, or send the value that was returned. */
            id?: components["schemas"]["Id"];
            /**
             * Format: double-int
             * @description Read-only. Leave it out, or send the value that was returned.
             */
            size?: number | null;
            /** @description Read-only. Leave it out, or send the value that was returned. */
            sha256?: string | null;
            /** @description The caller's own user id, if given. */
            user?: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description Read-only. Leave it out, or send the value that was returned.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description Read-only. Leave it out, or send the value that was returned; the request is rejected if the
             *     object has changed since.
             */
            updated_at?: string;
        };
        /** @description Page of files. */
        FilePage: components["schemas"]["FileRecord"][];
        /** @description HTML page for people. */
        HtmlPage: string;
        /**
         * Format: binary
         * @description Bytes of any media type.
         */
        Bytes: Blob;
        /** @description Prompt for the model, with its context and settings. */
        ModelRequest: {
            /**
             * @description Prompt for the model. May be blank only together with a file. If it is left out, `tool_results`
             *     are sent, or `parent` names the message that the model answers again.
             */
            prompt?: string;
            /** @description Id of one of the caller's files to attach, or null. Cannot be combined with `file_url`. */
            file?: components["schemas"]["Id"] | null;
            /**
             * @description Ids of the caller's files to attach, in order; at most 7 MiB together in the form in which they
             *     are sent to the model. Cannot be combined with `file` or `file_url`.
             */
            files?: components["schemas"]["Id"][];
            /**
             * @description URL of a file to attach, or null: the signed URL of one of the caller's files, with or without
             *     its signature, or an external http or https URL. Cannot be combined with `file`.
             */
            file_url?: string | null;
            /**
             * @description Id of a model that GET /api/model/ lists; by default that of the chat, or else the first one of
             *     the list.
             */
            model?: string;
            /** @description Instructions that precede the conversation (system prompt). */
            system?: string;
            /**
             * @description Sampling temperature: higher values make the answer more random. By default the model's own. If a
             *     model rejects this parameter it is asked without it, as stated in the `attempts` of the run.
             */
            temperature?: number;
            /**
             * Format: int32
             * @description Maximum number of tokens in the answer, which then ends with the `finish_reason` `length`.
             */
            max_tokens?: number;
            reasoning_effort?: components["schemas"]["ReasoningEffort"];
            /**
             * @description Tools that the model may call, each with its own name. A run in which the model calls tools ends
             *     as `completed` with the `finish_reason` `tool_calls`; the client executes the calls. All schemas
             *     together have at most 262,144 characters as JSON.
             */
            tools?: components["schemas"]["Tool"][];
            tool_choice?: components["schemas"]["ToolChoice"];
            output?: components["schemas"]["OutputFormat"];
            /**
             * @description Results of the tool calls of a message in `chat`, instead of a prompt: exactly one for each call,
             *     in any order. The message is `parent` or, by default, the leaf of the chat. `tools` are by default
             *     those of the run that made the calls. The results become a message with the role `user`, and the
             *     answer is added below it.
             */
            tool_results?: components["schemas"]["ToolResult"][];
            /** @description Id of one of the caller's chats, whose messages become the context, or null. */
            chat?: components["schemas"]["Id"] | null;
            /**
             * @description Id of the message of the chat below which the prompt is added, or null for the root; the leaf of
             *     the chat by default. With `tool_results`, the message with the calls. Otherwise, without a prompt,
             *     the message with the role `user` that the model answers again.
             */
            parent?: components["schemas"]["Id"] | null;
            overflow?: components["schemas"]["Overflow"];
            /**
             * @description True returns the answer as events, false as JSON. By default `Accept` decides, and without it the
             *     answer is JSON.
             */
            stream?: boolean;
            cancel_on_disconnect?: components["schemas"]["CancelOnDisconnect"];
            /** @description The caller's own user id, if given. */
            user?: components["schemas"]["Id"];
        };
        /** @description Function of the client that the model may call. */
        Tool: {
            /** @description Name of the tool, unique in the request. */
            name: string;
            /** @description Description of the tool for the model. */
            description?: string;
            parameters?: components["schemas"]["ToolParameters"];
        };
        /**
         * @description JSON Schema (draft 2020-12) of the arguments of the tool, which are an object; any object by default.
         *     It must have at most 65,536 characters as JSON and 64 levels, refer only to its own parts, and contain
         *     no U+0000; otherwise the request returns `schema_not_valid`.
         */
        ToolParameters: {
            /**
             * @description Arguments are an object.
             * @enum {string}
             */
            type: "object";
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Tool choice: the model decides (`auto`, the default), calls no tool (`none`), calls at least one
         *     (`required`), or calls the named one.
         */
        ToolChoice: ("auto" | "none" | "required") | components["schemas"]["NamedTool"];
        /** @description Tool that the model must call. */
        NamedTool: {
            /** @description Name of one of the `tools`. */
            name: string;
        };
        /**
         * @description Required form of the answer. The run is `completed` only if the answer is JSON that matches the
         *     schema, or if the model calls tools. If the answer does not match, the model is asked once more with
         *     the errors, and the usage includes both calls. If the second answer does not match either, the run is
         *     `failed` with the code `output_not_valid` and its `errors`.
         */
        OutputFormat: {
            /**
             * @description JSON Schema (draft 2020-12) of the answer. It must have at most 65,536 characters as JSON and 64
             *     levels, refer only to its own parts, and contain no U+0000; otherwise the request returns
             *     `schema_not_valid`. The answer must have at most 262,144 characters and 64 levels.
             */
            schema: {
                [key: string]: unknown;
            };
        };
        /** @description Call of a tool by the model. */
        ToolCall: {
            /** @description Id of the call, unique in its run. Send it as `tool_call` with the result. */
            id: string;
            /** @description Name of the called tool, as the model wrote it. */
            name: string;
            /** @description Arguments as JSON text, as the model wrote them. Valid only if there are no `errors`. */
            arguments: string;
            /**
             * @description Reasons why the call is not valid: the tool is unknown (`/name`), or the arguments are not JSON
             *     that matches its `parameters` (pointers that start with `/arguments`). Missing if it is valid.
             */
            errors?: components["schemas"]["InputError"][];
        };
        /** @description Request that the model received for a run. */
        RunInput: {
            /** @description Id of the run. */
            run: components["schemas"]["Id"];
            /** @description Model that was asked, equal to `model` of the run. */
            model: string;
            /** @description Instructions that preceded the conversation, or null. */
            system: string | null;
            /** @description Sampling temperature, or null. */
            temperature: number | null;
            /**
             * Format: int32
             * @description Maximum number of tokens in the answer, or null.
             */
            max_tokens: number | null;
            /** @description Requested amount of reasoning, or null. */
            reasoning_effort: components["schemas"]["ReasoningEffort"] | null;
            /** @description Tools that were offered to the model. */
            tools: components["schemas"]["Tool"][];
            /** @description Tool choice of the request, or null. */
            tool_choice: components["schemas"]["ToolChoice"] | null;
            /** @description Required form of the answer, or null. */
            output: components["schemas"]["OutputFormat"] | null;
            /**
             * @description Messages in the order in which they were sent, ending with the prompt; without a chat, only the
             *     prompt.
             */
            messages: components["schemas"]["InputMessage"][];
            /**
             * Format: double-int
             * @description Number of messages that were sent and have been deleted since.
             */
            deleted_messages: number;
            /**
             * Format: double-int
             * @description Number of older messages that were omitted, equal to `dropped` of the context.
             */
            dropped: number;
            /** @description Omitted messages that still exist, at most the newest 100, newest first. */
            dropped_messages: components["schemas"]["DroppedMessage"][];
            /** @description Settings that had no effect, equal to `ignored` of the context. */
            ignored: "reasoning_effort"[];
        };
        /** @description Message that was sent to the model. */
        InputMessage: {
            /** @description Id of the message; null for the prompt of a run without a chat. */
            message: components["schemas"]["Id"] | null;
            role: components["schemas"]["Role"];
            /** @description Text of the message as it is now. */
            content: string;
            /**
             * @description True if the text, the role or the files were edited after the run began, so that the model
             *     received a different version.
             */
            edited: boolean;
            /** @description Files of the message. */
            files: components["schemas"]["InputFile"][];
            /** @description Tool calls in the message. */
            tool_calls: components["schemas"]["ToolCall"][];
            /** @description Tool results in the message. */
            tool_results: components["schemas"]["ToolResult"][];
        };
        /** @description File of a message that was sent to the model, or omitted. */
        InputFile: {
            /** @description Id of the file; null for an external file that was sent with the prompt. */
            file: components["schemas"]["Id"] | null;
            /** @description Reason why the file was omitted; null if it was sent. */
            left_out: components["schemas"]["LeftOutReason"] | null;
        };
        /** @description Older message that was omitted. */
        DroppedMessage: {
            /** @description Id of the message. */
            message: components["schemas"]["Id"];
            /**
             * @description Reason why the message was omitted: no room was left (`does_not_fit`), or it has neither text nor
             *     a file that could be sent (`empty`).
             * @enum {string}
             */
            reason: "does_not_fit" | "empty";
        };
        /** @description Result of a tool call. */
        ToolResult: {
            /** @description Id of the call. */
            tool_call: string;
            /** @description Result as text for the model, or a description of the error. */
            content: string;
        };
        /**
         * @description Handling of a chat whose messages do not all fit into the context: `drop` omits the oldest, `error`
         *     rejects the request with 413.
         * @default drop
         * @enum {string}
         */
        Overflow: "drop" | "error";
        /**
         * @description True cancels the run if the client disconnects before the run has ended.
         * @default false
         */
        CancelOnDisconnect: boolean;
        /** @description Prompt for the model, with its context and settings; the same as ModelRequest without `stream`. */
        RunCreate: {
            /**
             * @description Prompt for the model. May be blank only together with a file. If it is left out, `tool_results`
             *     are sent, or `parent` names the message that the model answers again.
             */
            prompt?: string;
            /** @description Id of one of the caller's files to attach, or null. Cannot be combined with `file_url`. */
            file?: components["schemas"]["Id"] | null;
            /**
             * @description Ids of the caller's files to attach, in order; at most 7 MiB together in the form in which they
             *     are sent to the model. Cannot be combined with `file` or `file_url`.
             */
            files?: components["schemas"]["Id"][];
            /**
             * @description URL of a file to attach, or null: the signed URL of one of the caller's files, with or without
             *     its signature, or an external http or https URL. Cannot be combined with `file`.
             */
            file_url?: string | null;
            /**
             * @description Id of a model that GET /api/model/ lists; by default that of the chat, or else the first one of
             *     the list.
             */
            model?: string;
            /** @description Instructions that precede the conversation (system prompt). */
            system?: string;
            /**
             * @description Sampling temperature: higher values make the answer more random. By default the model's own. If a
             *     model rejects this parameter it is asked without it, as stated in the `attempts` of the run.
             */
            temperature?: number;
            /**
             * Format: int32
             * @description Maximum number of tokens in the answer, which then ends with the `finish_reason` `length`.
             */
            max_tokens?: number;
            reasoning_effort?: components["schemas"]["ReasoningEffort"];
            /**
             * @description Tools that the model may call, each with its own name. A run in which the model calls tools ends
             *     as `completed` with the `finish_reason` `tool_calls`; the client executes the calls. All schemas
             *     together have at most 262,144 characters as JSON.
             */
            tools?: components["schemas"]["Tool"][];
            tool_choice?: components["schemas"]["ToolChoice"];
            output?: components["schemas"]["OutputFormat"];
            /**
             * @description Results of the tool calls of a message in `chat`, instead of a prompt: exactly one for each call,
             *     in any order. The message is `parent` or, by default, the leaf of the chat. `tools` are by default
             *     those of the run that made the calls. The results become a message with the role `user`, and the
             *     answer is added below it.
             */
            tool_results?: components["schemas"]["ToolResult"][];
            /** @description Id of one of the caller's chats, whose messages become the context, or null. */
            chat?: components["schemas"]["Id"] | null;
            /**
             * @description Id of the message of the chat below which the prompt is added, or null for the root; the leaf of
             *     the chat by default. With `tool_results`, the message with the calls. Otherwise, without a prompt,
             *     the message with the role `user` that the model answers again.
             */
            parent?: components["schemas"]["Id"] | null;
            overflow?: components["schemas"]["Overflow"];
            /** @description True cancels the run if the client disconnects before this operation has returned. */
            cancel_on_disconnect?: components["schemas"]["CancelOnDisconnect"];
            /** @description The caller's own user id, if given. */
            user?: components["schemas"]["Id"];
        };
        /** @description Available models. */
        ModelList: components["schemas"]["Model"][];
        /** @description Model that askModel and createRun accept. */
        Model: {
            /** @description Id of the model, used as `model` in requests. */
            id: string;
            /**
             * Format: double-int
             * @description Maximum number of tokens, including the prompt, that this server sends to the model in a chat,
             *     estimated at four bytes each. The model's own limit may be higher or lower.
             */
            context_limit: number;
            /**
             * @description Forms in which this server sends files to the model. Support for images is unknown until the model
             *     is asked; if it rejects one, the code is `unsupported_file`.
             */
            files_sent_as: ("text" | "image" | "document")[];
        };
        /**
         * @description Status of a run. `queued` until the model begins to answer, then `running`; in both the run is active.
         *     It ends as `completed` (the provider ended the answer by itself, for the reason in `finish_reason`),
         *     `incomplete` (the connection was lost, the provider could not finish, or this server stopped),
         *     `failed` or `cancelled`. No other status will be added.
         *
         *     A completed answer may be truncated. With the `finish_reason` `length` it reached `max_tokens` or the
         *     model's own limit: the text ends there, is valid as it is, and can be continued with another prompt in
         *     the same chat. With `content_filter` or `tool_calls` the provider returned no more of it. An answer
         *     without text is `failed`, unless `finish_reason` is one of these three.
         * @enum {string}
         */
        RunStatus: "queued" | "running" | "completed" | "incomplete" | "failed" | "cancelled";
        /**
         * @description Purpose of the run: `answer` to a prompt, or `title` of a chat.
         * @enum {string}
         */
        RunPurpose: "answer" | "title";
        /**
         * @description Reason why the model stopped, if the provider states one, or `cancelled`. `interrupted`: the provider
         *     could not finish the answer, for example because it ran out of resources, and the run is `incomplete`.
         *     `tool_calls`: the model called tools, or tried to although none were offered.
         * @enum {string}
         */
        FinishReason: "stop" | "length" | "content_filter" | "tool_calls" | "interrupted" | "other" | "cancelled";
        /** @description Call of the model, with its answer. */
        Run: {
            /** @description Id of the run. */
            id: components["schemas"]["Id"];
            purpose: components["schemas"]["RunPurpose"];
            /** @description Id of the chat that the run belongs to, or null. */
            chat: components["schemas"]["Id"] | null;
            /** @description Id of the user who owns the run. */
            user: components["schemas"]["Id"];
            status: components["schemas"]["RunStatus"];
            /**
             * @description Model that is asked: the requested one or, once a fallback provider answers, that provider's
             *     model.
             */
            model: string;
            /**
             * @description Model that answered, as its provider names it, for example with a version date; null until the run
             *     has ended, and if no model answered.
             */
            reported_model: string | null;
            /** @description Reason why the model stopped; null until the run has ended, and if the provider stated none. */
            finish_reason: components["schemas"]["FinishReason"] | null;
            /** @description Code of the failure of a failed run; null for any other run. */
            error: components["schemas"]["ErrorCode"] | null;
            /** @description Tokens that the run used; null until it has ended, and if it used none. */
            usage: components["schemas"]["Usage"] | null;
            /**
             * @description Prompt of the request. In a chat, the current content of `prompt_message`: empty once that is
             *     deleted, limited to the first 262,144 characters, and always empty if the purpose of the run is
             *     `title`.
             */
            prompt: string;
            /** @description `system` of the request or its chat, or null. */
            system: string | null;
            /** @description `temperature` of the request or its chat, or null. */
            temperature: number | null;
            /**
             * Format: int32
             * @description `max_tokens` of the request or its chat, or null.
             */
            max_tokens: number | null;
            /** @description `reasoning_effort` of the request or its chat, or null. */
            reasoning_effort: components["schemas"]["ReasoningEffort"] | null;
            /** @description `overflow` of the request, or null. */
            overflow: ("drop" | "error") | null;
            /**
             * @description Answer, or the part of it that has been generated so far. In a chat, the current content of
             *     `answer_message`: empty once that is deleted, and always empty if the purpose of the run is
             *     `title`.
             */
            content: string;
            /**
             * @description Reasoning of the model, or the part of it that has been generated so far, if the provider returns
             *     it; limited to the first 262,144 characters. Empty once `answer_message` is deleted.
             */
            reasoning: string;
            /**
             * @description Tool calls of the model; while the run is active, those that are complete so far. Empty once
             *     `answer_message` is deleted.
             */
            tool_calls: components["schemas"]["ToolCall"][];
            /**
             * @description Parsed `content` of a completed run with a required `output`; null for any other run, if the model
             *     called tools, and if `content` was edited and is no longer JSON.
             */
            output: unknown;
            /**
             * @description Reasons why the answer does not match the required `output`, with pointers that start with
             *     `/output`. Only in a run that failed with `output_not_valid`; absent once the content of its
             *     answer was edited or the answer deleted.
             */
            errors?: components["schemas"]["InputError"][];
            /** @description First file that was sent with the prompt; null without a file. */
            attachment: components["schemas"]["Attachment"] | null;
            /** @description All files that were sent with the prompt, in order. */
            attachments: components["schemas"]["Attachment"][];
            /** @description Context that was sent with the prompt; null without a chat, unless a setting was `ignored`. */
            context: components["schemas"]["Context"] | null;
            /** @description Calls of providers that the run made, in order; empty until it has ended. */
            attempts: components["schemas"]["Attempt"][];
            /** @description Id of the message that holds the prompt, or null. */
            prompt_message: components["schemas"]["Id"] | null;
            /** @description Id of the message that holds the answer, or null. */
            answer_message: components["schemas"]["Id"] | null;
            /**
             * Format: date-time
             * @description Time at which the run was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time at which the model began to answer, or null.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description Time at which the run ended, or null.
             */
            ended_at: string | null;
        };
        /** @description Run without its texts. */
        RunSummary: {
            /** @description Id of the run. */
            id: components["schemas"]["Id"];
            purpose: components["schemas"]["RunPurpose"];
            /** @description Id of the chat that the run belongs to, or null. */
            chat: components["schemas"]["Id"] | null;
            /** @description Id of the user who owns the run. */
            user: components["schemas"]["Id"];
            status: components["schemas"]["RunStatus"];
            /**
             * @description Model that is asked: the requested one or, once a fallback provider answers, that provider's
             *     model.
             */
            model: string;
            /**
             * @description Model that answered, as its provider names it, for example with a version date; null until the run
             *     has ended, and if no model answered.
             */
            reported_model: string | null;
            /** @description Reason why the model stopped; null until the run has ended, and if the provider stated none. */
            finish_reason: components["schemas"]["FinishReason"] | null;
            /** @description Code of the failure of a failed run; null for any other run. */
            error: components["schemas"]["ErrorCode"] | null;
            /** @description Tokens that the run used; null until it has ended, and if it used none. */
            usage: components["schemas"]["Usage"] | null;
            /**
             * Format: date-time
             * @description Time at which the run was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time at which the model began to answer, or null.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description Time at which the run ended, or null.
             */
            ended_at: string | null;
        };
        /** @description Page of runs. */
        RunPage: components["schemas"]["RunSummary"][];
        /** @description One call of a provider. */
        Attempt: {
            /**
             * @description Provider that was called: `primary`, `fallback`, or `stand-in`, which answers if no provider is
             *     configured.
             * @enum {string}
             */
            provider: "primary" | "fallback" | "stand-in";
            /** @description Model that the provider was asked for. */
            model: string;
            /** @description Code of the failure; null if the provider answered. */
            failure: components["schemas"]["ErrorCode"] | null;
            /** @description Short description of the failure in this server's words; null if the provider answered. */
            reason: string | null;
            /**
             * Format: double-int
             * @description Duration of the call in milliseconds.
             */
            duration: number;
            /**
             * @description Differences from the usual form of a request to this provider, because the provider rejects that
             *     form for this model. A rejected request is an attempt of its own, before the one with the
             *     adjustment. Missing if there were none.
             */
            adjustments?: components["schemas"]["Adjustment"][];
        };
        /**
         * @description Alternative form of a part of a request to a provider. `max_tokens` and `max_completion_tokens`: the
         *     limit of the answer was sent under this name. `max_tokens_4096`: an answer without a requested limit
         *     was limited to 4,096 tokens. `no_temperature`, `no_stream_options` and `no_num_ctx`: this parameter
         *     was omitted, so a requested temperature had no effect. `no_stream`: the answer was not streamed.
         *     `no_reasoning_effort`: the reasoning effort was omitted and had no effect. `adaptive_thinking`: the
         *     effort was sent as a level, not as a number of tokens. `output_by_instruction`: the schema of the
         *     output was added to the instructions. `short_call_ids`: tool calls were sent with shorter ids.
         *     `system_as_user`: instructions were sent before the first message of the user. `content_parts`: texts
         *     were sent as lists of parts.
         * @enum {string}
         */
        Adjustment: "max_tokens" | "max_completion_tokens" | "max_tokens_4096" | "no_temperature" | "no_stream_options" | "no_stream" | "no_num_ctx" | "no_reasoning_effort" | "adaptive_thinking" | "output_by_instruction" | "short_call_ids" | "system_as_user" | "content_parts";
        /**
         * @description Messages and files that were sent to the model with the prompt: the newest messages that fit, at most
         *     1,000, of the path from the root of the chat to the prompt. Tokens are estimated at four bytes each.
         */
        Context: {
            /**
             * Format: double-int
             * @description Number of messages that were sent before the prompt.
             */
            included: number;
            /**
             * Format: double-int
             * @description Number of older messages of the path that were omitted because they did not fit; at most 10,000
             *     are counted.
             */
            dropped: number;
            /**
             * Format: double-int
             * @description Number of files of these messages that were sent.
             */
            files: number;
            /**
             * Format: double-int
             * @description Number of files of these messages that were omitted because they did not fit or could not be read.
             */
            dropped_files: number;
            /** @description Omitted files with the reasons, newest first; missing if there are none. */
            left_out?: components["schemas"]["LeftOutFile"][];
            /**
             * @description Settings of the request that the provider does not support, so that they had no effect; missing if
             *     there are none.
             */
            ignored?: "reasoning_effort"[];
            /**
             * Format: double-int
             * @description Total number of tokens that were sent to the model, including the prompt.
             */
            estimated_tokens: number;
            /**
             * Format: double-int
             * @description Maximum number of tokens that may be sent.
             */
            limit: number;
            /** @description Id of the oldest message that was sent before the prompt, or null. */
            first_message?: components["schemas"]["Id"] | null;
        };
        /** @description File of an earlier message that was omitted from the context. */
        LeftOutFile: {
            /** @description Id of the file. */
            file: components["schemas"]["Id"];
            reason: components["schemas"]["LeftOutReason"];
        };
        /**
         * @description Reason why the file was omitted: no room was left (`does_not_fit`), it exceeds the maximum size for
         *     the model (`too_large`), this model has rejected it (`rejected`), it is damaged, of an unsupported
         *     type or could not be fetched (`unreadable`), the storage did not return it in time (`unavailable`), or
         *     it is external, is not fetched twice and was not stored (`not_kept`).
         * @enum {string}
         */
        LeftOutReason: "does_not_fit" | "too_large" | "rejected" | "unreadable" | "unavailable" | "not_kept";
        /**
         * Format: int32
         * @description Position of the event in its run, from 1.
         */
        Sequence: number;
        /**
         * @description Event of a run. Narrow it to a KnownRunEvent by its `type`, and ignore events of any other type.
         *
         *     On the wire it is the `data` of a server-sent event, as JSON, with its `sequence` as `id`. Examples
         *     are single events; those with one name, such as `completed-1` to `completed-6`, are a complete stream
         *     in this order. The description of the first shows that stream as it is sent.
         */
        RunEvent: components["schemas"]["KnownRunEvent"];
        /**
         * @description Event of another type, which a later version of the contract may add. It is never the last event of a
         *     run, and a client that ignores it loses nothing that this version promises.
         */
        UnknownEvent: {
            /** @description Type that is not one of those of KnownRunEvent. */
            type: string;
            sequence: components["schemas"]["Sequence"];
        };
        /**
         * @description Event of a run with a type of this version of the contract. In order: `started`; `context` if there is
         *     a chat, `attachment` if there is a file; then `text`, `reasoning`, `tool_call_delta`, `tool_call` and
         *     possibly `reset`; `usage` if tokens were used; and exactly one of `completed`, `incomplete`, `failed`
         *     and `cancelled` as the last event. The rest of a run whose events are gone begins with `reset`. If a
         *     stream was opened and no run could be created, `failed` is the only event.
         */
        KnownRunEvent: components["schemas"]["StartedEvent"] | components["schemas"]["ContextEvent"] | components["schemas"]["AttachmentEvent"] | components["schemas"]["ReasoningEvent"] | components["schemas"]["TextChunkEvent"] | components["schemas"]["ToolCallDeltaEvent"] | components["schemas"]["ToolCallEvent"] | components["schemas"]["ResetEvent"] | components["schemas"]["UsageEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["IncompleteEvent"] | components["schemas"]["FailedEvent"] | components["schemas"]["CancelledEvent"];
        /** @description First event of a run. */
        StartedEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "started";
            sequence: components["schemas"]["Sequence"];
            /** @description Id of the run. */
            run: components["schemas"]["Id"];
            /** @description Id of the chat that the run belongs to, or null. */
            chat: components["schemas"]["Id"] | null;
            /** @description Id of the message that holds the prompt, or null. */
            prompt_message: components["schemas"]["Id"] | null;
            /** @description Id of the message that holds the answer, or null. */
            answer_message: components["schemas"]["Id"] | null;
        };
        /**
         * @description Context that is sent to the model. If the model rejects files of earlier messages or ignores a
         *     setting, another event follows, which replaces this one.
         */
        ContextEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "context";
            sequence: components["schemas"]["Sequence"];
            context: components["schemas"]["Context"];
        };
        /** @description File that is sent to the model with the prompt. */
        AttachmentEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "attachment";
            sequence: components["schemas"]["Sequence"];
            attachment: components["schemas"]["Attachment"];
        };
        /** @description Chunk of the model's reasoning, if the model reveals it. It is not part of the answer. */
        ReasoningEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "reasoning";
            sequence: components["schemas"]["Sequence"];
            /** @description Text of the chunk. */
            text: string;
        };
        /** @description Next chunk of the answer. */
        TextChunkEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text";
            sequence: components["schemas"]["Sequence"];
            /** @description Text of the chunk. */
            text: string;
        };
        /**
         * @description Chunk of a tool call as it arrives. The complete call follows as `tool_call`, which replaces the
         *     chunks: a client that does not show calls in progress may ignore them.
         */
        ToolCallDeltaEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "tool_call_delta";
            sequence: components["schemas"]["Sequence"];
            /**
             * Format: int32
             * @description Position of the call among those of the run, from 0.
             */
            index: number;
            /** @description Id of the call; sent in one of its chunks. */
            id?: string;
            /** @description Name of the called tool; sent in one of the chunks of the call. */
            name?: string;
            /** @description Next chunk of the arguments. */
            arguments: string;
        };
        /** @description Complete tool call. */
        ToolCallEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "tool_call";
            sequence: components["schemas"]["Sequence"];
            tool_call: components["schemas"]["ToolCall"];
        };
        /**
         * @description Discards the chunks of the answer and of the reasoning, and the tool calls, that were sent so far.
         *     Sent if another provider starts the answer again, if the model is asked once more for an answer that
         *     matches `output`, or if the events of the answer have been removed and the whole answer follows.
         */
        ResetEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "reset";
            sequence: components["schemas"]["Sequence"];
        };
        /** @description Tokens that the run used. */
        UsageEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "usage";
            sequence: components["schemas"]["Sequence"];
            usage: components["schemas"]["Usage"];
        };
        /**
         * @description Last event of a run whose answer the provider ended by itself. With the `finish_reason` `length` the
         *     answer is truncated.
         */
        CompletedEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "completed";
            sequence: components["schemas"]["Sequence"];
            /** @description Model that answered, as its provider names it; the `reported_model` of the run. */
            model: string;
            /** @description Reason why the model stopped; null if the provider stated none. */
            finish_reason: components["schemas"]["FinishReason"] | null;
        };
        /** @description Last event of a run whose answer was cut off. */
        IncompleteEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "incomplete";
            sequence: components["schemas"]["Sequence"];
            /**
             * @description `interrupted` if the provider stated that it could not finish; null or missing if the answer was
             *     only cut off.
             */
            finish_reason?: components["schemas"]["FinishReason"] | null;
        };
        /** @description Last event of a run that failed. */
        FailedEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "failed";
            sequence: components["schemas"]["Sequence"];
            code: components["schemas"]["ErrorCode"];
            /** @description Description of the failure, for people. */
            detail: string;
            /** @description `errors` of the run; only with the code `output_not_valid`. */
            errors?: components["schemas"]["InputError"][];
        };
        /** @description Last event of a run that was cancelled, or deleted while it was active. */
        CancelledEvent: {
            /**
             * @description Type of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "cancelled";
            sequence: components["schemas"]["Sequence"];
        };
        /** @description File that was sent to the model with the prompt. */
        Attachment: {
            /** @description Name of the file, which is also sent to the model. */
            name: string;
            /** @description Media type of the file: detected from the content for images and PDF, as declared for text. */
            content_type: string;
            /**
             * Format: double-int
             * @description Size of the file in bytes.
             */
            size: number;
            /**
             * @description Form in which the file was sent.
             * @enum {string}
             */
            sent_as: "image" | "document" | "text";
            /**
             * @description Detected encoding of a text file, by its name in the Encoding Standard, such as utf-8, gbk or
             *     windows-1251; null for any other file, and missing from runs that are older than this field.
             */
            encoding?: string | null;
            /**
             * Format: double-int
             * @description Number of characters (Unicode code points) in the text, if the file was sent as text.
             */
            characters?: number;
        };
        /** @description Tokens that a run used. Events that were saved before an optional field was introduced do not have it. */
        Usage: {
            /**
             * Format: double-int
             * @description Number of tokens in the prompt.
             */
            prompt_tokens: number;
            /**
             * Format: double-int
             * @description Number of tokens in the answer.
             */
            completion_tokens: number;
            /**
             * Format: double-int
             * @description Sum of prompt and completion tokens.
             */
            total_tokens: number;
            /**
             * Format: double-int
             * @description Number of prompt tokens that the provider read from its cache, if it reports them.
             */
            cached_tokens?: number;
            /**
             * Format: double-int
             * @description Number of prompt tokens that the provider wrote to its cache, if it reports them.
             */
            cache_write_tokens?: number;
            /**
             * Format: double-int
             * @description Number of tokens of reasoning, which `completion_tokens` includes; 0 or missing if the provider
             *     does not report them.
             */
            reasoning_tokens?: number;
            /** @description True if any of the numbers is estimated because the provider did not report it. */
            estimated: boolean;
        };
        /** @description Usage in a period of days, and the quotas. */
        UsageReport: {
            /**
             * Format: date
             * @description First day that is reported, which may be later than the requested one.
             */
            from: string;
            /**
             * Format: date
             * @description Last day that is reported.
             */
            to: string;
            /** @description Entries for each day and model, oldest first; empty if nothing was used. */
            days: components["schemas"]["DayUsage"][];
            quotas: components["schemas"]["Quotas"];
        };
        /**
         * @description Quotas of the caller and their use. Tokens are those of the current day (UTC), including an estimate
         *     for active runs.
         */
        Quotas: {
            /** @description Bytes of all stored files. */
            stored_bytes: components["schemas"]["Quota"];
            /** @description Number of files, including external URLs. */
            files: components["schemas"]["Quota"];
            /** @description Number of active runs. */
            active_runs: components["schemas"]["Quota"];
            /** @description Tokens of the current day (UTC). */
            tokens_a_day: components["schemas"]["Quota"];
        };
        /** @description Limit of one resource and its use. */
        Quota: {
            /**
             * Format: double-int
             * @description Maximum amount, or null if there is no limit.
             */
            limit: number | null;
            /**
             * Format: double-int
             * @description Amount in use.
             */
            used: number;
            /**
             * Format: double-int
             * @description Amount left, or null if there is no limit.
             */
            remaining: number | null;
        };
        /** @description Quota that the request would exceed. */
        ExceededQuota: {
            /**
             * @description Name of the quota, as in GET /api/usage/.
             * @enum {string}
             */
            name: "stored_bytes" | "files" | "active_runs" | "tokens_a_day";
            /**
             * Format: double-int
             * @description Maximum amount.
             */
            limit: number;
            /**
             * Format: double-int
             * @description Amount in use.
             */
            used: number;
        };
        /** @description Usage of one model on one day. */
        DayUsage: {
            /**
             * Format: date
             * @description Day in UTC.
             */
            day: string;
            /** @description Model that was asked, the `model` of the runs. */
            model: string;
            /**
             * Format: double-int
             * @description Number of runs.
             */
            runs: number;
            /**
             * Format: double-int
             * @description Number of tokens in the prompts.
             */
            prompt_tokens: number;
            /**
             * Format: double-int
             * @description Number of tokens in the answers.
             */
            completion_tokens: number;
            /**
             * Format: double-int
             * @description Sum of prompt and completion tokens.
             */
            total_tokens: number;
            /**
             * Format: double-int
             * @description Number of prompt tokens that the providers read from their caches, if they report them.
             */
            cached_tokens: number;
            /**
             * Format: double-int
             * @description Number of prompt tokens that the providers wrote to their caches, if they report them.
             */
            cache_write_tokens: number;
            /**
             * Format: double-int
             * @description Number of tokens of reasoning in the answers, if the providers report them.
             */
            reasoning_tokens: number;
        };
        /** @description OpenAPI document. */
        OpenApiDocument: {
            [key: string]: unknown;
        };
        /** @description Code of a failure, for programs. If the value is unknown to a client, the HTTP status applies. */
        ErrorCode: components["schemas"]["KnownErrorCode"];
        /**
         * @description Problem codes in this version of the contract, each with its HTTP status, its kind of retry
         *     (KnownRetry) and its meaning. Codes are never renamed. `GET /problems/{code}` returns the same for one
         *     code.
         *
         *     - `body_too_large` (413, `change_request`): The body exceeds the maximum size; send a smaller one.
         *     - `context_too_long` (413, `change_request`): The prompt and its context are longer than the model
         *       accepts; shorten them.
         *     - `database_unavailable` (503, `wait`): The database cannot be reached or is busy; try again shortly.
         *     - `expectation_failed` (417, `change_request`): The server supports no expectation but 100-continue;
         *       remove the Expect header.
         *     - `file_too_large` (413, `change_request`): The file exceeds the maximum size; use a smaller one.
         *     - `file_unreachable` (422, `change_request`): No file can be fetched from this URL; check that it is
         *       correct and public.
         *     - `file_unreadable` (422, `change_request`): The file is damaged, encrypted or contains no text; use
         *       another one.
         *     - `headers_too_large` (431, `change_request`): The request line and the headers exceed 16 KiB; shorten
         *       them.
         *     - `idempotency_key_in_use` (409, `wait_for_run`): The run created with this Idempotency-Key is still
         *       active; wait for it to end.
         *     - `idempotency_key_reused` (422, `new_key`): This Idempotency-Key was used for a different request;
         *       use a new key.
         *     - `internal_error` (500, `tell_operator`): An unexpected error occurred; give the request_id to the
         *       operator.
         *     - `invalid_request` (400, `change_request`): The request does not match the contract; each entry of
         *       errors names a field and the reason.
         *     - `link_expired` (403, `fresh_link`): The signed URL has expired; get the file for a new signed URL.
         *     - `link_not_valid` (401, `fresh_link`): The signature of the URL is not valid; get the file for a new
         *       signed URL.
         *     - `malformed_body` (400, `change_request`): The body cannot be parsed as its media type; send
         *       well-formed JSON or form data.
         *     - `method_not_allowed` (405, `change_request`): This path does not support the method; Allow lists
         *       those that it supports.
         *     - `no_active_account` (401, `change_request`): No active account found with the given credentials
         *     - `not_found` (404, `change_request`): There is no such object, or it belongs to another user.
         *     - `output_not_valid` (502, `ask_again`): The answer does not match the required output; ask again, or
         *       change the prompt or the schema.
         *     - `overloaded` (503, `wait`): The server is overloaded; try again shortly.
         *     - `password_incorrect` (403, `change_request`): The current password is incorrect; enter it again.
         *     - `precondition_failed` (412, `change_request`): The object has changed since it was read; get it
         *       again, and repeat the request with the new ETag.
         *     - `provider_failed` (502, `ask_again`): The model's provider returned no usable answer; try again
         *       later.
         *     - `provider_refused` (502, `tell_operator`): The model's provider rejected the call; tell the
         *       operator.
         *     - `provider_timeout` (504, `ask_again`): The model's provider did not answer in time; try again later.
         *     - `provider_unavailable` (503, `ask_again`): The model's provider cannot be reached or is busy; try
         *       again later.
         *     - `quota_exceeded` (402, `free_quota`): The request would exceed a quota; `quota` states its name,
         *       limit and use.
         *     - `range_not_satisfiable` (416, `change_request`): The range starts after the end of the file;
         *       Content-Range states the size of the file.
         *     - `rate_limited` (429, `wait`): Too many requests; wait for the number of seconds in Retry-After.
         *     - `read_only_mismatch` (409, `change_request`): A read-only field differs from the stored value;
         *       leave it out, or get the object again.
         *     - `request_timeout` (408, `wait`): The request did not arrive in time; send it again.
         *     - `run_active` (409, `wait_for_run`): This chat already has an active run; wait for it to end, or
         *       cancel it.
         *     - `schema_not_valid` (422, `change_request`): A JSON Schema or a tool cannot be used; each entry of
         *       errors names a field and the reason.
         *     - `shutting_down` (503, `wait`): The server is shutting down; try again shortly, or use another
         *       instance.
         *     - `storage_full` (507, `tell_operator`): The file storage is full; tell the operator.
         *     - `storage_unavailable` (503, `wait`): The file storage cannot be reached or written to; try again
         *       shortly.
         *     - `token_not_valid` (401, `log_in`): Token is invalid or expired
         *     - `tool_results_mismatch` (409, `change_request`): The results do not match the tool calls one to one;
         *       each entry of errors names a field and the reason.
         *     - `unknown_path` (404, `change_request`): This server has no such path; the contract at /openapi.yaml
         *       lists its paths.
         *     - `unsupported_file` (415, `change_request`): The model accepts PNG, JPEG, GIF and WebP images, PDF
         *       and text; convert the file to one of these.
         *     - `unsupported_media_type` (415, `change_request`): The operation does not accept this media type; the
         *       contract lists those that it accepts.
         *     - `user_mismatch` (403, `change_request`): The field user must be your own user id, or be left out.
         *     - `username_taken` (409, `change_request`): This username is taken; choose another.
         * @enum {string}
         */
        KnownErrorCode: "body_too_large" | "context_too_long" | "database_unavailable" | "expectation_failed" | "file_too_large" | "file_unreachable" | "file_unreadable" | "headers_too_large" | "idempotency_key_in_use" | "idempotency_key_reused" | "internal_error" | "invalid_request" | "link_expired" | "link_not_valid" | "malformed_body" | "method_not_allowed" | "no_active_account" | "not_found" | "output_not_valid" | "overloaded" | "password_incorrect" | "precondition_failed" | "provider_failed" | "provider_refused" | "provider_timeout" | "provider_unavailable" | "quota_exceeded" | "range_not_satisfiable" | "rate_limited" | "read_only_mismatch" | "request_timeout" | "run_active" | "schema_not_valid" | "shutting_down" | "storage_full" | "storage_unavailable" | "token_not_valid" | "tool_results_mismatch" | "unknown_path" | "unsupported_file" | "unsupported_media_type" | "user_mismatch" | "username_taken";
        /** @description Meaning of a problem code, and what to do about it. */
        ProblemType: {
            code: components["schemas"]["ErrorCode"];
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description Name of the problem type, for people. */
            title: string;
            /** @description Description of the failure. */
            meaning: string;
            /** @description Kind of retry, for programs. Treat an unknown value like `tell_operator`. */
            retry: components["schemas"]["KnownRetry"];
            /** @description Description of what to do, for people. */
            advice: string;
        };
        /** @description Description of a failure (RFC 9457). */
        Problem: {
            /** @description Problem type: the path of `GET /problems/{code}`, from the root of the server's public address. */
            type: string;
            /** @description Name of the problem type, for people. */
            title: string;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description Description of this occurrence and what to do about it, for people. */
            detail: string;
            code: components["schemas"]["ErrorCode"];
            /** @description Id of the request in the server's log. */
            request_id: string;
            /** @description Id of the run that the problem is about, if there is one. */
            run?: components["schemas"]["Id"];
            quota?: components["schemas"]["ExceededQuota"];
            /** @description Findings about the input, one entry each. */
            errors?: components["schemas"]["InputError"][];
        };
        /** @description One finding about the input. */
        InputError: {
            /**
             * @description Location of the finding as a JSON Pointer (RFC 6901) that starts with `/body`, `/query`, `/path`
             *     or `/header`; in output of a model, with `/output`, `/arguments` or `/name`.
             */
            pointer: string;
            code: components["schemas"]["InputErrorCode"];
            /**
             * @description Description of the finding that can be shown to end users after the name of the field. Never
             *     repeats the input.
             */
            message: string;
        };
        /**
         * @description Kinds of retry in this version of the contract.
         *
         *     - `ask_again`: Repeat the request later; if the response has no Retry-After, use a new
         *       Idempotency-Key.
         *     - `change_request`: Change the request; unchanged, it fails again unless the data that it refers to
         *       has changed.
         *     - `free_quota`: Repeat the request when the quota has room: delete something, or wait for runs or the
         *       day to end.
         *     - `fresh_link`: Get the file for a new signed URL.
         *     - `log_in`: Refresh the tokens, or log in again; then repeat the request with the new access token.
         *     - `new_key`: Send the request with another Idempotency-Key.
         *     - `tell_operator`: Give the request_id to the operator; repeating the request is unlikely to help.
         *     - `wait`: Repeat the request with the same Idempotency-Key after the delay in Retry-After, or after
         *       one second if there is none.
         *     - `wait_for_run`: Wait for the run named by `run` to end, or cancel it; then repeat the request.
         * @enum {string}
         */
        KnownRetry: "ask_again" | "change_request" | "free_quota" | "fresh_link" | "log_in" | "new_key" | "tell_operator" | "wait" | "wait_for_run";
        /** @description Rule that the input violates, for programs. Treat an unknown value like `invalid`. */
        InputErrorCode: components["schemas"]["KnownInputErrorCode"];
        /**
         * @description Codes of input errors in this version of the contract. Codes are never renamed.
         *
         *     - `required`: the value is missing, or blank where it must not be.
         *     - `type`: the value has the wrong JSON type, or is not a file.
         *     - `too_short`: the text, list or object has too few characters, items or fields.
         *     - `too_long`: the text, list or object has too many characters, bytes, items or fields.
         *     - `minimum`: the number or date is too small.
         *     - `maximum`: the number is too large.
         *     - `pattern`: the text has a form or characters that are not allowed.
         *     - `format`: the value is not a valid date, time, URI or other required format.
         *     - `enum`: the value is not one of the allowed values.
         *     - `not_allowed`: the field is unknown, not allowed here, or not allowed together with another field.
         *     - `duplicate`: the value was sent more than once.
         *     - `read_only`: the field cannot be changed, and differs from the stored value.
         *     - `mismatch`: the value differs from a required one, such as the caller's id or the account's
         *       password.
         *     - `not_found`: the object does not exist or belongs to another user.
         *     - `conflict`: the value is taken, or was used for something else.
         *     - `unreachable`: the file cannot be fetched.
         *     - `unreadable`: the file cannot be read.
         *     - `unsupported`: the model does not accept a file of this type.
         *     - `too_large`: the file is too large.
         *     - `unavailable`: the object cannot be read now; try again later.
         *     - `invalid`: the value violates another rule, which `message` states.
         * @enum {string}
         */
        KnownInputErrorCode: "conflict" | "duplicate" | "enum" | "format" | "invalid" | "maximum" | "minimum" | "mismatch" | "not_allowed" | "not_found" | "pattern" | "read_only" | "required" | "too_large" | "too_long" | "too_short" | "type" | "unavailable" | "unreachable" | "unreadable" | "unsupported";
    };
    responses: {
        /** @description The content is still that of an ETag in `If-None-Match`. */
        NotModified: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                 * @example private, no-cache
                 */
                "Cache-Control": "private, no-cache";
                /**
                 * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                 *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                 * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                 */
                ETag: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description `precondition_failed`: `If-Match` does not list the ETag of the object; nothing was changed. */
        PreconditionFailed: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/precondition_failed",
                 *       "title": "Precondition failed",
                 *       "status": 412,
                 *       "detail": "The object has changed since it was read; get it again, and repeat the request with the new ETag.",
                 *       "code": "precondition_failed",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/header/if-match",
                 *           "code": "conflict",
                 *           "message": "is not the ETag that the object has now"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid_request`: the input does not match the contract; `errors` states where and why.
         *     `malformed_body`: the body is not valid JSON.
         */
        InvalidRequest: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid_request`: the form data does not match the contract; `errors` states where and why.
         *     `malformed_body`: the body is not valid form data.
         */
        InvalidForm: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `token_not_valid`: the token is missing, expired, revoked, of the wrong type or not issued by this
         *     server.
         */
        TokenNotValid: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Authentication challenge (RFC 6750).
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
         * @description `token_not_valid`: the access token is missing or invalid. `link_not_valid`: the signature of the
         *     URL is not valid, and neither is an access token.
         */
        TokenOrLinkNotValid: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Authentication challenge (RFC 6750).
                 * @example Bearer realm="api"
                 */
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `no_active_account`: there is no account with this username and password. */
        NoActiveAccount: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Authentication challenge (RFC 6750).
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
        /** @description `password_incorrect`: the current password is incorrect. */
        PasswordIncorrect: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The current password is incorrect; enter it again.",
                 *       "code": "password_incorrect",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/body/current_password",
                 *           "code": "mismatch",
                 *           "message": "is not your current password"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `user_mismatch`: `user` is not the caller's own id. */
        UserMismatch: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The field user must be your own user id, or be left out.",
                 *       "code": "user_mismatch",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/body/user",
                 *           "code": "mismatch",
                 *           "message": "must be your own user id"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `link_expired`: the signed URL has expired. */
        LinkExpired: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/link_expired",
                 *       "title": "Signed URL expired",
                 *       "status": 403,
                 *       "detail": "The signed URL has expired; get the file for a new signed URL.",
                 *       "code": "link_expired",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: the object does not exist, or belongs to another user. */
        NotFound: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "There is no such object, or it belongs to another user.",
                 *       "code": "not_found",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `not_found`: the object, or one that the body refers to, does not exist or belongs to another user;
         *     `errors` names the field.
         */
        ReferenceNotFound: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "There is no such object, or it belongs to another user.",
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
        /** @description `not_found`: the cursor is not one of this list in this order. */
        PageNotFound: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "There is no such object, or it belongs to another user.",
                 *       "code": "not_found",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/query/cursor",
                 *           "code": "not_found",
                 *           "message": "is not a cursor of this list and order; start again from the first page"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `not_found`: the chat or message does not exist or belongs to another user, the cursor is not one of
         *     this list in this order, or two parameters contradict each other; `errors` names the parameter.
         */
        FilteredPageNotFound: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "There is no such object, or it belongs to another user.",
                 *       "code": "not_found",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/query/chat",
                 *           "code": "not_found",
                 *           "message": "does not exist"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `username_taken`: the username belongs to another account. */
        UsernameTaken: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "This username is taken; choose another.",
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
        /** @description `read_only_mismatch`: a read-only field differs from the stored value. */
        ReadOnlyMismatch: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "A read-only field differs from the stored value; leave it out, or get the object again.",
                 *       "code": "read_only_mismatch",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/body/updated_at",
                 *           "code": "read_only",
                 *           "message": "is read-only and differs from the stored value; leave it out, or get the object again"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `run_active`: this chat has an active run, which `run` names, and can have only one at a time.
         *     `idempotency_key_in_use`: the run that an earlier request with the same `Idempotency-Key` created is
         *     still active; `run` names it. `tool_results_mismatch`: the results do not match the tool calls of the
         *     message one to one.
         */
        RunActiveOrKeyInUse: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `run_active`: this chat has an active run, which `run` names, and can have only one at a time.
         *     `tool_results_mismatch`: the results do not match the tool calls of the message one to one.
         */
        RunActive: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "This chat already has an active run; wait for it to end, or cancel it.",
                 *       "code": "run_active",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "run": 5
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `run_active`: the run is active. `run` names it. */
        RunStillActive: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The run is active; wait for it to end, or cancel it.",
                 *       "code": "run_active",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "run": 5
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `run_active`: a run is writing a message of the branch. `run` names it. */
        RunInBranch: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The model is writing a message of the branch; wait for the run to end, or cancel it.",
                 *       "code": "run_active",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "run": 5
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `idempotency_key_reused`: the `Idempotency-Key` was used for a different request, or the object that
         *     it created has been deleted.
         */
        IdempotencyKeyReused: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "This Idempotency-Key was used for a different request; use a new key.",
                 *       "code": "idempotency_key_reused",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10",
                 *       "errors": [
                 *         {
                 *           "pointer": "/header/idempotency-key",
                 *           "code": "conflict",
                 *           "message": "was used for a different request"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `body_too_large`: the body exceeds the maximum size. */
        BodyTooLarge: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The body exceeds the maximum size; send a smaller one.",
                 *       "code": "body_too_large",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description Something exceeds a limit. `body_too_large`: the body. `file_too_large`: the file that the body refers
         *     to. `context_too_long`: the prompt with its context; if only the provider finds this, `run` names the
         *     run that failed.
         */
        ModelRequestTooLarge: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
                 * @example true
                 */
                "Idempotency-Replayed"?: "true";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `file_too_large`: the file exceeds the maximum size. Nothing of it is stored. */
        FileTooLarge: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The file exceeds the maximum of 104857600 bytes; upload a smaller one.",
                 *       "code": "file_too_large",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `unsupported_media_type`: the operation does not accept the media type of the body, or the body has a
         *     `Content-Encoding`.
         */
        UnsupportedMediaType: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Supported content coding; sent if the body was rejected for its `Content-Encoding` (RFC 9110, section
                 *     12.5.3).
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
         * @description `unsupported_media_type`: the operation does not accept the media type of the body, or the body has a
         *     `Content-Encoding`. `unsupported_file`: the model does not accept a file of this type; if the provider
         *     rejected it, `run` names the run that failed.
         */
        UnsupportedFile: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Supported content coding; sent if the body was rejected for its `Content-Encoding` (RFC 9110, section
                 *     12.5.3).
                 * @example identity
                 */
                "Accept-Encoding"?: "identity";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `range_not_satisfiable`: the range starts after the end of the file. */
        RangeNotSatisfiable: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Position of the returned range and size of the file, in bytes (RFC 9110, section 14.4).
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
                 *       "detail": "The range starts after the end of the file; Content-Range states the size of the file.",
                 *       "code": "range_not_satisfiable",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description The model was not asked. `file_unreachable`: the file cannot be fetched, for any reason.
         *     `file_unreadable`: the file cannot be read, for example a damaged PDF or one without text.
         *     `schema_not_valid`: a JSON Schema or a tool cannot be used. `idempotency_key_reused`: the
         *     `Idempotency-Key` was used for a different request.
         */
        FileUnusable: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `provider_refused`: the model's provider rejected the call. `provider_failed`: it returned no usable
         *     answer. `output_not_valid`: its second answer does not match the required `output` either.
         */
        ProviderFailed: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
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
                 *       "detail": "The model's provider returned no usable answer; try again later.",
                 *       "code": "provider_failed",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `provider_unavailable`, `database_unavailable`, `storage_unavailable`: the model's provider, the
         *     database or the file storage cannot be reached or is busy. `overloaded`: the server is overloaded.
         */
        ProviderUnavailable: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
                 * @example true
                 */
                "Idempotency-Replayed"?: "true";
                /**
                 * @description Seconds to wait before the next attempt. Missing if the same request with the same `Idempotency-Key`
                 *     will fail again.
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
                 *       "detail": "The model's provider cannot be reached or is busy; try again later.",
                 *       "code": "provider_unavailable",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider_timeout`: the model's provider did not answer in time. */
        ProviderTimeout: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
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
                 *       "detail": "The model's provider did not answer in time; try again later.",
                 *       "code": "provider_timeout",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `quota_exceeded`: the request would exceed a quota of the user, which `quota` names. GET /api/usage/
         *     returns the state of all quotas.
         */
        QuotaExceeded: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The request would exceed a quota; `quota` states its name, limit and use.",
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
        /**
         * @description `rate_limited`: too many requests of this user, of this address or of this kind, or too many failed
         *     log-ins.
         */
        RateLimited: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Seconds to wait before the next attempt.
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
                 *       "detail": "Too many requests; wait for the number of seconds in Retry-After.",
                 *       "code": "rate_limited",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `request_timeout`: the head or the body of the request stalled for too long. The connection is closed. */
        RequestTimeout: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The request did not arrive in time; send it again.",
                 *       "code": "request_timeout",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `expectation_failed`: the `Expect` header is not `100-continue`. The connection is closed. */
        ExpectationFailed: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The server supports no expectation but 100-continue; remove the Expect header.",
                 *       "code": "expectation_failed",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `headers_too_large`: the request line and the headers exceed 16 KiB in total. The connection is
         *     closed.
         */
        HeadersTooLarge: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The request line and the headers exceed 16 KiB; shorten them.",
                 *       "code": "headers_too_large",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `storage_full`: there is no room for the file. Nothing of it is stored. */
        StorageFull: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
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
                 *       "detail": "The file storage is full; tell the operator.",
                 *       "code": "storage_full",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `database_unavailable`, `storage_unavailable`: the database or the file storage cannot be reached or
         *     is busy. `overloaded`: the server is overloaded.
         */
        Unavailable: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                 *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                 *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                 * @example "user";r=2994;t=1
                 */
                RateLimit?: string;
                /**
                 * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                 *     seconds (`w`).
                 * @example "user";q=3000;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Seconds to wait before the next attempt.
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
                 *       "detail": "The database cannot be reached or is busy; try again shortly.",
                 *       "code": "database_unavailable",
                 *       "request_id": "2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `database_unavailable`, `storage_unavailable`: the database or the file storage cannot be reached.
         *     `shutting_down`: the server is shutting down.
         */
        NotReady: {
            headers: {
                /**
                 * @description Version of this contract that the server implements, its `info.version`.
                 * @example 0.3.0
                 */
                "Parley-Contract": string;
                /**
                 * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                 * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                 */
                "X-Request-Id": string;
                /**
                 * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                 * @example https://app.example.org
                 */
                "Access-Control-Allow-Origin"?: string;
                /**
                 * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                 * @example Allow, Date, ETag, Link, Location, X-Request-Id
                 */
                "Access-Control-Expose-Headers"?: string;
                /**
                 * @description Instructs browsers to load and run nothing from the response.
                 * @example default-src 'none'; frame-ancestors 'none'
                 */
                "Content-Security-Policy": string;
                /**
                 * @description Prevents pages of other origins from embedding the response.
                 * @example same-origin
                 */
                "Cross-Origin-Resource-Policy": "same-origin";
                /**
                 * @description Instructs browsers to send no `Referer` header from this response.
                 * @example no-referrer
                 */
                "Referrer-Policy": "no-referrer";
                /**
                 * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                 * @example max-age=31536000
                 */
                "Strict-Transport-Security"?: string;
                /**
                 * @description Request headers that the response depends on.
                 * @example Origin
                 */
                Vary?: string;
                /**
                 * @description Instructs browsers to use the declared media type and not to guess another.
                 * @example nosniff
                 */
                "X-Content-Type-Options": "nosniff";
                /**
                 * @description Seconds to wait before the next attempt.
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
         * @description Id of the object.
         * @example 12
         */
        Id: components["schemas"]["Id"];
        /**
         * @description Code of a problem, one of ErrorCode.
         * @example run_active
         */
        ProblemCode: string;
        /**
         * @description Id of one of the caller's chats; only objects of this chat are returned.
         * @example 12
         */
        ChatFilter: components["schemas"]["Id"];
        /**
         * @description Id of one of the caller's messages. Only the path from the root of its chat to this message is
         *     returned, inclusive.
         * @example 33
         */
        LeafFilter: components["schemas"]["Id"];
        /**
         * @description Id of one of the caller's messages. Only its children are returned. 0 selects the messages of `chat`
         *     without a parent.
         * @example 31
         */
        ParentFilter: number;
        /**
         * @description True to delete all messages below this one too.
         * @example true
         */
        Branch: boolean;
        /**
         * @description Maximum number of objects on the page.
         * @example 50
         */
        Limit: number;
        /**
         * @description Start of the page: `Next-Cursor` of the previous page. Valid only for the same list and `order`.
         * @example Y2hhdC5hc2MuMTI
         */
        Cursor: string;
        /**
         * @description Order by id: `asc` starts with the oldest object, `desc` with the newest.
         * @example asc
         */
        Order: "asc" | "desc";
        /**
         * @description Key chosen by the client, such as a UUID, with or without quotation marks around it. Repeating the
         *     request with the same key creates nothing more.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        IdempotencyKey: string;
        /**
         * @description `id` of the last event that the client received. Overrides `after`, because browsers send it when they
         *     reconnect.
         * @example 17
         */
        LastEventId: string;
        /**
         * @description `sequence` of the last event that the client received; 0 starts with the first event.
         * @example 17
         */
        After: number;
        /**
         * @description First day to report. By default 29 days before the last day. If it is after the last day, no day is
         *     reported.
         * @example 2026-10-25
         */
        From: string;
        /**
         * @description Last day to report, today (UTC) by default. Of a period longer than 366 days only the last 366 days
         *     are reported.
         * @example 2026-11-23
         */
        To: string;
        /**
         * @description Expiry of the signed URL, in seconds since 1970-01-01 (UTC). Ignored without `signature`; a signature
         *     without it is not valid.
         * @example 1795430400
         */
        Expires: number;
        /**
         * @description One range of bytes (RFC 9110, section 14.2). Several ranges, another unit and an invalid range are
         *     ignored.
         * @example bytes=0-1023
         */
        Range: string;
        /**
         * @description Condition for `Range` (RFC 9110, section 13.1.5): applies the range only if the file still has this
         *     ETag, or has not changed since this time.
         * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
         */
        IfRange: string;
        /**
         * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
         * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
         */
        IfNoneMatch: string;
        /**
         * @description ETag of the object as the client knows it, or a list of ETags. If the object no longer has any of
         *     them, the request returns 412 and changes nothing. `*` matches any object. A weak ETag, `W/"…"`,
         *     never matches (RFC 9110, section 13.1.1).
         * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
         */
        IfMatch: string;
        /**
         * @description Returns 304 if the file has not changed since this time (RFC 9110, section 13.1.3). Ignored if
         *     `If-None-Match` is sent.
         * @example Mon, 23 Nov 2026 09:33:00 GMT
         */
        IfModifiedSince: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
         * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
         */
        RequestId: string;
        /**
         * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
         * @example https://app.example.org
         */
        AllowOrigin: string;
        /**
         * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
         * @example Allow, Date, ETag, Link, Location, X-Request-Id
         */
        ExposeHeaders: string;
        /**
         * @description Instructs browsers to send no `Referer` header from this response.
         * @example no-referrer
         */
        ReferrerPolicy: "no-referrer";
        /**
         * @description Prevents pages of other origins from embedding the response.
         * @example same-origin
         */
        SameOriginResourcePolicy: "same-origin";
        /**
         * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
         * @example max-age=31536000
         */
        StrictTransportSecurity: string;
        /**
         * @description Request headers that the response depends on.
         * @example Origin
         */
        Vary: string;
        /**
         * @description Path of the new object.
         * @example /api/chat/12
         */
        Location: string;
        /**
         * @description Next page as `<…>; rel="next"` (RFC 8288); missing on the last page.
         * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
         */
        Link: string;
        /**
         * @description Version of this contract that the server implements, its `info.version`.
         * @example 0.3.0
         */
        ParleyContract: string;
        /**
         * @description `cursor` of the next page, for clients that do not parse `Link`; missing on the last page.
         * @example Y2hhdC5hc2MuMTI
         */
        NextCursor: string;
        /**
         * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
         * @example true
         */
        IdempotencyReplayed: "true";
        /**
         * @description Seconds to wait before the next attempt.
         * @example 1
         */
        RetryAfter: number;
        /**
         * @description Seconds to wait before the next attempt. Missing if the same request with the same `Idempotency-Key`
         *     will fail again.
         * @example 5
         */
        RetryAfterUnlessFinal: number;
        /**
         * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
         *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
         *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
         * @example "user";r=2994;t=1
         */
        RateLimit: string;
        /**
         * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
         *     seconds (`w`).
         * @example "user";q=3000;w=60
         */
        RateLimitPolicy: string;
        /**
         * @description States that the response depends on `Accept`.
         * @example Accept
         */
        VaryAccept: string;
        /**
         * @description Authentication challenge (RFC 6750).
         * @example Bearer realm="api"
         */
        WwwAuthenticate: string;
        /**
         * @description Prevents caches from storing tokens.
         * @example no-store
         */
        NoStore: "no-store";
        /**
         * @description Instructs proxies to store no copy of the events and to forward them immediately and uncompressed.
         * @example no-store, no-transform
         */
        StreamCache: "no-store, no-transform";
        /**
         * @description Asks proxies that support it, such as nginx, to forward events without buffering.
         * @example no
         */
        StreamBuffering: "no";
        /**
         * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
         * @example private, no-cache
         */
        Revalidate: "private, no-cache";
        /**
         * @description Supported content coding; sent if the body was rejected for its `Content-Encoding` (RFC 9110, section
         *     12.5.3).
         * @example identity
         */
        AcceptEncoding: "identity";
        /**
         * @description Indicates that byte ranges are supported.
         * @example bytes
         */
        AcceptRanges: "bytes";
        /**
         * @description Number of bytes in the body.
         * @example 4096
         */
        ContentLength: number;
        /**
         * @description Position of the returned range and size of the file, in bytes (RFC 9110, section 14.4).
         * @example bytes 0-1023/4096
         */
        ContentRange: string;
        /**
         * @description `inline` for content that is safe to display, otherwise `attachment`, with the name of the file (RFC
         *     6266).
         * @example inline; filename="engine.png"
         */
        ContentDisposition: string;
        /**
         * @description Instructs browsers to load and run nothing from the response.
         * @example default-src 'none'; frame-ancestors 'none'
         */
        ContentSecurityPolicy: string;
        /**
         * @description Instructs browsers to show the bytes in a sandbox and to load and run nothing from them.
         * @example default-src 'none'; sandbox
         */
        SandboxPolicy: string;
        /**
         * @description Allows pages of other origins to embed the bytes; access is controlled by the signed URL.
         * @example cross-origin
         */
        CrossOriginResourcePolicy: "cross-origin";
        /**
         * @description Instructs browsers to use the declared media type and not to guess another.
         * @example nosniff
         */
        ContentTypeOptions: "nosniff";
        /**
         * @description SHA-256 of the bytes, in hexadecimal.
         * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
         */
        ETag: string;
        /**
         * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
         * @example "9f86d081884c7d659a2feaa0c55ad015"
         */
        JsonETag: string;
        /**
         * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
         *     weak, and therefore matches no `If-Match`, while the model is writing the message.
         * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
         */
        ObjectETag: string;
        /**
         * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
         * @example gzip
         */
        ContentEncoding: "zstd" | "br" | "gzip";
        /**
         * @description Time at which the bytes were stored.
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
            /** @description New account. */
            201: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Path of the new object.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
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
    getCurrentUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Account. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            304: components["responses"]["NotModified"];
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
    deleteCurrentUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Account deleted. */
            204: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
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
            /** @description Password changed; log in again. */
            204: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
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
    logIn: {
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
                "application/json": components["schemas"]["LoginCredentials"];
            };
        };
        responses: {
            /** @description First token pair of the session. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Prevents caches from storing tokens.
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
    refreshTokens: {
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
            /** @description Next token pair. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Prevents caches from storing tokens.
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
            /** @description Token is valid. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
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
    logOut: {
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
            /** @description Session ended. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
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
                 * @description Maximum number of objects on the page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Start of the page: `Next-Cursor` of the previous page. Valid only for the same list and `order`.
                 * @example Y2hhdC5hc2MuMTI
                 */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Order by id: `asc` starts with the oldest object, `desc` with the newest.
                 * @example asc
                 */
                order?: components["parameters"]["Order"];
            };
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Page of chats. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Next page as `<…>; rel="next"` (RFC 8288); missing on the last page.
                     * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description `cursor` of the next page, for clients that do not parse `Link`; missing on the last page.
                     * @example Y2hhdC5hc2MuMTI
                     */
                    "Next-Cursor"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 12,
                     *         "title": "Steam engines",
                     *         "leaf": 32,
                     *         "system": null,
                     *         "model": null,
                     *         "settings": {},
                     *         "user": 7,
                     *         "created_at": "2026-11-23T09:31:00.000Z",
                     *         "updated_at": "2026-11-23T09:40:12.345Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ChatPage"];
                };
            };
            304: components["responses"]["NotModified"];
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
                 * @description Key chosen by the client, such as a UUID, with or without quotation marks around it. Repeating the
                 *     request with the same key creates nothing more.
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
                 *       "title": "Steam engines"
                 *     }
                 */
                "application/json": components["schemas"]["ChatCreate"];
            };
        };
        responses: {
            /** @description New chat. */
            201: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Path of the new object.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
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
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    getChat: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Chat. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            304: components["responses"]["NotModified"];
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
            header?: {
                /**
                 * @description ETag of the object as the client knows it, or a list of ETags. If the object no longer has any of
                 *     them, the request returns 412 and changes nothing. `*` matches any object. A weak ETag, `W/"…"`,
                 *     never matches (RFC 9110, section 13.1.1).
                 * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
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
                 *       "title": "Steam engines of the 18th century"
                 *     }
                 */
                "application/json": components["schemas"]["ChatReplace"];
            };
        };
        responses: {
            /** @description Chat after the change. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            403: components["responses"]["UserMismatch"];
            404: components["responses"]["ReferenceNotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["ReadOnlyMismatch"];
            412: components["responses"]["PreconditionFailed"];
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
            header?: {
                /**
                 * @description ETag of the object as the client knows it, or a list of ETags. If the object no longer has any of
                 *     them, the request returns 412 and changes nothing. `*` matches any object. A weak ETag, `W/"…"`,
                 *     never matches (RFC 9110, section 13.1.1).
                 * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Chat deleted. */
            204: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
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
            412: components["responses"]["PreconditionFailed"];
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
                 * @description Id of one of the caller's chats; only objects of this chat are returned.
                 * @example 12
                 */
                chat?: components["parameters"]["ChatFilter"];
                /**
                 * @description Id of one of the caller's messages. Only the path from the root of its chat to this message is
                 *     returned, inclusive.
                 * @example 33
                 */
                leaf?: components["parameters"]["LeafFilter"];
                /**
                 * @description Id of one of the caller's messages. Only its children are returned. 0 selects the messages of `chat`
                 *     without a parent.
                 * @example 31
                 */
                parent?: components["parameters"]["ParentFilter"];
                /**
                 * @description Maximum number of objects on the page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Start of the page: `Next-Cursor` of the previous page. Valid only for the same list and `order`.
                 * @example Y2hhdC5hc2MuMTI
                 */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Order by id: `asc` starts with the oldest object, `desc` with the newest.
                 * @example asc
                 */
                order?: components["parameters"]["Order"];
            };
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Page of messages. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Next page as `<…>; rel="next"` (RFC 8288); missing on the last page.
                     * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description `cursor` of the next page, for clients that do not parse `Link`; missing on the last page.
                     * @example Y2hhdC5hc2MuMTI
                     */
                    "Next-Cursor"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 30,
                     *         "content": "The first ones pumped water out of mines.",
                     *         "role": "user",
                     *         "status": "completed",
                     *         "chat": 12,
                     *         "user": 7,
                     *         "file": null,
                     *         "files": [],
                     *         "parts": [
                     *           {
                     *             "type": "text",
                     *             "text": "The first ones pumped water out of mines."
                     *           }
                     *         ],
                     *         "run": null,
                     *         "parent": null,
                     *         "sibling_index": 1,
                     *         "sibling_count": 1,
                     *         "edited_at": null,
                     *         "created_at": "2026-11-23T09:31:30.000Z",
                     *         "updated_at": "2026-11-23T09:31:30.000Z"
                     *       },
                     *       {
                     *         "id": 31,
                     *         "content": "Who built the first one?",
                     *         "role": "user",
                     *         "status": "completed",
                     *         "chat": 12,
                     *         "user": 7,
                     *         "file": null,
                     *         "files": [],
                     *         "parts": [
                     *           {
                     *             "type": "text",
                     *             "text": "Who built the first one?"
                     *           }
                     *         ],
                     *         "run": 3,
                     *         "parent": 30,
                     *         "sibling_index": 1,
                     *         "sibling_count": 1,
                     *         "edited_at": null,
                     *         "created_at": "2026-11-23T09:32:00.000Z",
                     *         "updated_at": "2026-11-23T09:32:00.000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["FilteredPageNotFound"];
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
                 * @description Key chosen by the client, such as a UUID, with or without quotation marks around it. Repeating the
                 *     request with the same key creates nothing more.
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
                 *       "content": "The first ones pumped water out of mines.",
                 *       "chat": 12
                 *     }
                 */
                "application/json": components["schemas"]["MessageCreate"];
            };
        };
        responses: {
            /** @description New message. */
            201: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Path of the new object.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Message. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            304: components["responses"]["NotModified"];
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
            header?: {
                /**
                 * @description ETag of the object as the client knows it, or a list of ETags. If the object no longer has any of
                 *     them, the request returns 412 and changes nothing. `*` matches any object. A weak ETag, `W/"…"`,
                 *     never matches (RFC 9110, section 13.1.1).
                 * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
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
                 *       "content": "The first ones pumped water out of coal mines.",
                 *       "chat": 12
                 *     }
                 */
                "application/json": components["schemas"]["MessageReplace"];
            };
        };
        responses: {
            /** @description Message after the change. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            412: components["responses"]["PreconditionFailed"];
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
            query?: {
                /**
                 * @description True to delete all messages below this one too.
                 * @example true
                 */
                branch?: components["parameters"]["Branch"];
            };
            header?: {
                /**
                 * @description ETag of the object as the client knows it, or a list of ETags. If the object no longer has any of
                 *     them, the request returns 412 and changes nothing. `*` matches any object. A weak ETag, `W/"…"`,
                 *     never matches (RFC 9110, section 13.1.1).
                 * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Message deleted. */
            204: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
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
            409: components["responses"]["RunInBranch"];
            412: components["responses"]["PreconditionFailed"];
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
                 * @description Maximum number of objects on the page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Start of the page: `Next-Cursor` of the previous page. Valid only for the same list and `order`.
                 * @example Y2hhdC5hc2MuMTI
                 */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Order by id: `asc` starts with the oldest object, `desc` with the newest.
                 * @example asc
                 */
                order?: components["parameters"]["Order"];
            };
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Page of files. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Next page as `<…>; rel="next"` (RFC 8288); missing on the last page.
                     * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description `cursor` of the next page, for clients that do not parse `Link`; missing on the last page.
                     * @example Y2hhdC5hc2MuMTI
                     */
                    "Next-Cursor"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
                     *         "url": "http://127.0.0.1:8000/api/file/5/content?expires=1795430400&signature=7.Zm9yIHRoZSBleGFtcGxlIG9ubHksIGl0IG9wZW5zIG4",
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
            304: components["responses"]["NotModified"];
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
                 * @description Key chosen by the client, such as a UUID, with or without quotation marks around it. Repeating the
                 *     request with the same key creates nothing more.
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
            /** @description New file. */
            201: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Path of the new object.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description File. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileRecord"];
                };
            };
            304: components["responses"]["NotModified"];
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
            header?: {
                /**
                 * @description ETag of the object as the client knows it, or a list of ETags. If the object no longer has any of
                 *     them, the request returns 412 and changes nothing. `*` matches any object. A weak ETag, `W/"…"`,
                 *     never matches (RFC 9110, section 13.1.1).
                 * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
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
            /** @description File after the change. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description State of the object in the content coding of the response, for `If-Match` and `If-None-Match`. It is
                     *     weak, and therefore matches no `If-Match`, while the model is writing the message.
                     * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            412: components["responses"]["PreconditionFailed"];
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
            header?: {
                /**
                 * @description ETag of the object as the client knows it, or a list of ETags. If the object no longer has any of
                 *     them, the request returns 412 and changes nothing. `*` matches any object. A weak ETag, `W/"…"`,
                 *     never matches (RFC 9110, section 13.1.1).
                 * @example "1795426812345-9f86d081884c7d659a2feaa0c55ad015"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description File deleted. */
            204: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
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
            412: components["responses"]["PreconditionFailed"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    downloadFile: {
        parameters: {
            query?: {
                /**
                 * @description Expiry of the signed URL, in seconds since 1970-01-01 (UTC). Ignored without `signature`; a signature
                 *     without it is not valid.
                 * @example 1795430400
                 */
                expires?: components["parameters"]["Expires"];
            };
            header?: {
                /**
                 * @description One range of bytes (RFC 9110, section 14.2). Several ranges, another unit and an invalid range are
                 *     ignored.
                 * @example bytes=0-1023
                 */
                Range?: components["parameters"]["Range"];
                /**
                 * @description Condition for `Range` (RFC 9110, section 13.1.5): applies the range only if the file still has this
                 *     ETag, or has not changed since this time.
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-Range"?: components["parameters"]["IfRange"];
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description Returns 304 if the file has not changed since this time (RFC 9110, section 13.1.3). Ignored if
                 *     `If-None-Match` is sent.
                 * @example Mon, 23 Nov 2026 09:33:00 GMT
                 */
                "If-Modified-Since"?: components["parameters"]["IfModifiedSince"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All bytes of the file. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Indicates that byte ranges are supported.
                     * @example bytes
                     */
                    "Accept-Ranges": "bytes";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description `inline` for content that is safe to display, otherwise `attachment`, with the name of the file (RFC
                     *     6266).
                     * @example inline; filename="engine.png"
                     */
                    "Content-Disposition": string;
                    /**
                     * @description Number of bytes in the body.
                     * @example 4096
                     */
                    "Content-Length": number;
                    /**
                     * @description Instructs browsers to show the bytes in a sandbox and to load and run nothing from them.
                     * @example default-src 'none'; sandbox
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Allows pages of other origins to embed the bytes; access is controlled by the signed URL.
                     * @example cross-origin
                     */
                    "Cross-Origin-Resource-Policy": "cross-origin";
                    /**
                     * @description SHA-256 of the bytes, in hexadecimal.
                     * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                     */
                    ETag: string;
                    /**
                     * @description Time at which the bytes were stored.
                     * @example Mon, 23 Nov 2026 09:33:00 GMT
                     */
                    "Last-Modified": string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
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
            /** @description Requested range of the bytes. */
            206: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Indicates that byte ranges are supported.
                     * @example bytes
                     */
                    "Accept-Ranges": "bytes";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description `inline` for content that is safe to display, otherwise `attachment`, with the name of the file (RFC
                     *     6266).
                     * @example inline; filename="engine.png"
                     */
                    "Content-Disposition": string;
                    /**
                     * @description Number of bytes in the body.
                     * @example 4096
                     */
                    "Content-Length": number;
                    /**
                     * @description Position of the returned range and size of the file, in bytes (RFC 9110, section 14.4).
                     * @example bytes 0-1023/4096
                     */
                    "Content-Range": string;
                    /**
                     * @description Instructs browsers to show the bytes in a sandbox and to load and run nothing from them.
                     * @example default-src 'none'; sandbox
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Allows pages of other origins to embed the bytes; access is controlled by the signed URL.
                     * @example cross-origin
                     */
                    "Cross-Origin-Resource-Policy": "cross-origin";
                    /**
                     * @description SHA-256 of the bytes, in hexadecimal.
                     * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                     */
                    ETag: string;
                    /**
                     * @description Time at which the bytes were stored.
                     * @example Mon, 23 Nov 2026 09:33:00 GMT
                     */
                    "Last-Modified": string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
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
            /** @description Content unchanged; the client already has these bytes. */
            304: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Instructs browsers to show the bytes in a sandbox and to load and run nothing from them.
                     * @example default-src 'none'; sandbox
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Allows pages of other origins to embed the bytes; access is controlled by the signed URL.
                     * @example cross-origin
                     */
                    "Cross-Origin-Resource-Policy": "cross-origin";
                    /**
                     * @description SHA-256 of the bytes, in hexadecimal.
                     * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                     */
                    ETag: string;
                    /**
                     * @description Time at which the bytes were stored.
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
                 * @description Key chosen by the client, such as a UUID, with or without quotation marks around it. Repeating the
                 *     request with the same key creates nothing more.
                 * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelRequest"];
            };
        };
        responses: {
            /**
             * @description Run that has ended (`completed`, `incomplete` or `cancelled`), or its events. Each example of
             *     events is one event; examples with one name are a complete stream.
             */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Instructs proxies to store no copy of the events and to forward them immediately and uncompressed.
                     * @example no-store, no-transform
                     */
                    "Cache-Control"?: "no-store, no-transform";
                    /**
                     * @description Asks proxies that support it, such as nginx, to forward events without buffering.
                     * @example no
                     */
                    "X-Accel-Buffering"?: "no";
                    /**
                     * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
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
            409: components["responses"]["RunActiveOrKeyInUse"];
            413: components["responses"]["ModelRequestTooLarge"];
            415: components["responses"]["UnsupportedFile"];
            417: components["responses"]["ExpectationFailed"];
            422: components["responses"]["FileUnusable"];
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
                 * @description Id of one of the caller's chats; only objects of this chat are returned.
                 * @example 12
                 */
                chat?: components["parameters"]["ChatFilter"];
                /**
                 * @description Maximum number of objects on the page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Start of the page: `Next-Cursor` of the previous page. Valid only for the same list and `order`.
                 * @example Y2hhdC5hc2MuMTI
                 */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Order by id: `asc` starts with the oldest object, `desc` with the newest.
                 * @example asc
                 */
                order?: components["parameters"]["Order"];
            };
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Page of runs. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Next page as `<…>; rel="next"` (RFC 8288); missing on the last page.
                     * @example </api/chat/?limit=50&order=asc&cursor=Y2hhdC5hc2MuMTI>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description `cursor` of the next page, for clients that do not parse `Link`; missing on the last page.
                     * @example Y2hhdC5hc2MuMTI
                     */
                    "Next-Cursor"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["TokenNotValid"];
            404: components["responses"]["FilteredPageNotFound"];
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
                 * @description Key chosen by the client, such as a UUID, with or without quotation marks around it. Repeating the
                 *     request with the same key creates nothing more.
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
            /** @description Run, which continues in the background or has already ended. */
            202: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Path of the new object.
                     * @example /api/chat/12
                     */
                    Location: string;
                    /**
                     * @description Present if an earlier request with the same `Idempotency-Key` created what the response contains.
                     * @example true
                     */
                    "Idempotency-Replayed"?: "true";
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
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
            413: components["responses"]["ModelRequestTooLarge"];
            415: components["responses"]["UnsupportedFile"];
            417: components["responses"]["ExpectationFailed"];
            422: components["responses"]["FileUnusable"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Run. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            304: components["responses"]["NotModified"];
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
    deleteRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Run deleted. */
            204: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
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
            409: components["responses"]["RunStillActive"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRunInput: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Input of the run. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunInput"];
                };
            };
            304: components["responses"]["NotModified"];
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
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Run that has ended. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Active run whose cancellation is requested. */
            202: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
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
                 * @description `sequence` of the last event that the client received; 0 starts with the first event.
                 * @example 17
                 */
                after?: components["parameters"]["After"];
            };
            header?: {
                /**
                 * @description `id` of the last event that the client received. Overrides `after`, because browsers send it when they
                 *     reconnect.
                 * @example 17
                 */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                /**
                 * @description Id of the object.
                 * @example 12
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events of the run. Each example is one event; examples with one name are a complete stream. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Instructs proxies to store no copy of the events and to forward them immediately and uncompressed.
                     * @example no-store, no-transform
                     */
                    "Cache-Control"?: "no-store, no-transform";
                    /**
                     * @description Asks proxies that support it, such as nginx, to forward events without buffering.
                     * @example no
                     */
                    "X-Accel-Buffering"?: "no";
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["RunEvent"];
                };
            };
            /** @description No further events; the client has received all of them and need not reconnect. */
            204: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
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
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Available models. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            304: components["responses"]["NotModified"];
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
    getUsage: {
        parameters: {
            query?: {
                /**
                 * @description First day to report. By default 29 days before the last day. If it is after the last day, no day is
                 *     reported.
                 * @example 2026-10-25
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day to report, today (UTC) by default. Of a period longer than 366 days only the last 366 days
                 *     are reported.
                 * @example 2026-11-23
                 */
                to?: components["parameters"]["To"];
            };
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Usage by day and model, and the quotas. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
                     *           "runs": 3,
                     *           "prompt_tokens": 50,
                     *           "completion_tokens": 12,
                     *           "total_tokens": 62,
                     *           "cached_tokens": 0,
                     *           "cache_write_tokens": 0,
                     *           "reasoning_tokens": 0
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
                     *           "used": 62,
                     *           "remaining": 99938
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
            304: components["responses"]["NotModified"];
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
    getHealth: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server is alive. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server is ready for requests. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
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
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["NotReady"];
        };
    };
    getContractYaml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Contract document. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
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
    getContractJson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Contract document. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.1",
                     *       "info": {
                     *         "title": "Parley",
                     *         "version": "0.3.0"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    getContractOpenApi30: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Contract in OpenAPI 3.0. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.0.3",
                     *       "info": {
                     *         "title": "Parley",
                     *         "version": "0.3.0"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    getContractOpenApi32: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Contract in OpenAPI 3.2. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Request headers that the response depends on.
                     * @example Origin
                     */
                    Vary?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.2.0",
                     *       "info": {
                     *         "title": "Parley",
                     *         "version": "0.3.0"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequest"];
            408: components["responses"]["RequestTimeout"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    getProblemType: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the client has; returns 304 if one of them matches (RFC 9110, section 13.1.2).
                 * @example "431ced6916a2a21a156e38701afe55bbd7f88969fbbfc56d7fe099d47f265460"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Code of a problem, one of ErrorCode.
                 * @example run_active
                 */
                code: components["parameters"]["ProblemCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Problem type. */
            200: {
                headers: {
                    /**
                     * @description Version of this contract that the server implements, its `info.version`.
                     * @example 0.3.0
                     */
                    "Parley-Contract": string;
                    /**
                     * @description Id of the request, which also identifies it in the server's log and as the `request_id` of a problem.
                     * @example 2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10
                     */
                    "X-Request-Id": string;
                    /**
                     * @description Origin whose pages may read the response (CORS); sent to the origins that the operator lists.
                     * @example https://app.example.org
                     */
                    "Access-Control-Allow-Origin"?: string;
                    /**
                     * @description Headers that pages of this origin may read; sent together with `Access-Control-Allow-Origin`.
                     * @example Allow, Date, ETag, Link, Location, X-Request-Id
                     */
                    "Access-Control-Expose-Headers"?: string;
                    /**
                     * @description Instructs browsers to load and run nothing from the response.
                     * @example default-src 'none'; frame-ancestors 'none'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description Prevents pages of other origins from embedding the response.
                     * @example same-origin
                     */
                    "Cross-Origin-Resource-Policy": "same-origin";
                    /**
                     * @description Instructs browsers to send no `Referer` header from this response.
                     * @example no-referrer
                     */
                    "Referrer-Policy": "no-referrer";
                    /**
                     * @description Restricts browsers to https (RFC 6797); sent if the server's public address is https.
                     * @example max-age=31536000
                     */
                    "Strict-Transport-Security"?: string;
                    /**
                     * @description Instructs browsers to use the declared media type and not to guess another.
                     * @example nosniff
                     */
                    "X-Content-Type-Options": "nosniff";
                    /**
                     * @description Limit that the request was counted for, the number of further requests that it allows (`r`), and the
                     *     seconds until it allows more (`t`): as many as the policy allows or, if none is left, one
                     *     (draft-ietf-httpapi-ratelimit-headers-10). Missing if the request is not limited.
                     * @example "user";r=2994;t=1
                     */
                    RateLimit?: string;
                    /**
                     * @description Policy of the limit in `RateLimit`: the number of requests (`q`) that it allows within a number of
                     *     seconds (`w`).
                     * @example "user";q=3000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description States that the response depends on `Accept`.
                     * @example Accept
                     */
                    Vary: string;
                    /**
                     * @description Content coding, one that `Accept-Encoding` allows. Missing if the content is not encoded.
                     * @example gzip
                     */
                    "Content-Encoding"?: "zstd" | "br" | "gzip";
                    /**
                     * @description Allows only the client to store the bytes, and requires it to revalidate them before each use.
                     * @example private, no-cache
                     */
                    "Cache-Control": "private, no-cache";
                    /**
                     * @description Identifies the content of the response, in its content coding, for `If-None-Match`.
                     * @example "9f86d081884c7d659a2feaa0c55ad015"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "run_active",
                     *       "status": 409,
                     *       "title": "Run active",
                     *       "meaning": "This chat already has an active run; wait for it to end, or cancel it.",
                     *       "retry": "wait_for_run",
                     *       "advice": "Wait for the run named by `run` to end, or cancel it; then repeat the request."
                     *     }
                     */
                    "application/json": components["schemas"]["ProblemType"];
                    /** @example <!doctype html><title>Run active</title> */
                    "text/html": components["schemas"]["HtmlPage"];
                };
            };
            304: components["responses"]["NotModified"];
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
