-- What the clock writes most of costs no more than it must.

-- Only what several may tell needs a name for it; work that is held while it is told does not.
alter table outbox_item drop constraint outbox_item_once_key;
create unique index outbox_item_once on outbox_item (once) where once is not null;

-- A pair is found by the index that begins with its customer: a relationship that time passes over has one entry less to move.
drop index admin_relationship_of_pair;
