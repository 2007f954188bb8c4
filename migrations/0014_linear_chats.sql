-- True if the messages of a chat are known to be one branch that ends in its leaf, so that none of them has
-- siblings to count. False never harms, and stays false once the chat has had another branch.
alter table chats add is_linear boolean not null default false;

update chats set is_linear = true
from (
  select user_id, chat_id, max(id) as newest, count(*) as messages,
    count(distinct coalesce(parent_id, 0)) as parents
  from messages group by user_id, chat_id
) as tree
where chats.user_id = tree.user_id and chats.id = tree.chat_id
  and chats.leaf_id = tree.newest and tree.messages = tree.parents;
update chats set is_linear = true
where leaf_id is null
  and not exists (select from messages where messages.user_id = chats.user_id and messages.chat_id = chats.id);
