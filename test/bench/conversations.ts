/** Makes the messages of each chat, inserted without parents, one branch in the order of their ids. */
export const branches = `
  update messages set parent_id = earlier.parent
  from (
    select user_id, id, lag(id) over (partition by user_id, chat_id order by id) as parent from messages
  ) as earlier
  where messages.user_id = earlier.user_id and messages.id = earlier.id and earlier.parent is not null`

/** Makes the newest message of each chat its leaf. */
export const leaves = `
  update chats set leaf_id = newest.id, is_linear = true
  from (select user_id, chat_id, max(id) as id from messages group by user_id, chat_id) as newest
  where chats.user_id = newest.user_id and chats.id = newest.chat_id`
