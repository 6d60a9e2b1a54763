-- Granular administration in bulk, templates of it, and when delegated rights were last used.

-- Many acts of one caller, handed in at once and done one by one in the background. A partner's own.
create table bulk (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  id             uuid not null,
  key            text not null,                        -- the caller's: the same key is the same bulk
  digest         text not null,                        -- of the items as they were handed in
  user_id        uuid,                                 -- whose rights count, looked up anew at each row; null: an application's
  application_id uuid not null,
  total          integer not null,
  created_at     timestamptz not null,
  completed_at   timestamptz,                          -- every row is settled
  primary key (partner_id, id)
);
-- Of two requests with one key at the same moment one makes the bulk.
create unique index bulk_key on bulk (partner_id, key);
create index bulk_running on bulk (created_at, id) where completed_at is null;

-- One act of a bulk. It is settled in the act's own transaction, so that it is done once, whatever crashes.
create table bulk_row (
  partner_id      uuid not null,
  bulk_id         uuid not null,
  number          integer not null,                    -- from 0
  chain           integer not null,                    -- the first row of those that must be done in their order
  item            jsonb not null,                      -- what is to be done, templates written out
  status          text not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  relationship_id uuid,                                -- what it was about
  assignment_id   uuid,
  refusal         jsonb,                               -- code and facts
  primary key (partner_id, bulk_id, number),
  foreign key (partner_id, bulk_id) references bulk on delete cascade,
  check ((status = 'failed') = (refusal is not null))
);
create index bulk_row_pending on bulk_row (partner_id, bulk_id, chain, number) where status = 'pending';

-- What a partner wants of its relationships: terms, and which of its groups gets which roles.
create table admin_template (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  id             uuid not null,
  display_name   text not null,
  duration_days  integer not null,
  extends        boolean not null,
  role_ids       uuid[] not null,
  assignments    jsonb not null,                       -- groupId and roleIds of each
  created_at     timestamptz not null,
  modified_at    timestamptz not null,
  primary key (partner_id, id)
);

-- When a partner's person or application last used its rights inside a customer, to the hour. No right follows from it.
create table administration_use (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  customer_id    uuid not null references tenant on delete cascade,
  actor_id       uuid not null,                        -- of a person, or the client id of an application
  dap_used_at    timestamptz,
  gdap_used_at   timestamptz,
  primary key (partner_id, customer_id, actor_id)
);
create index administration_use_customer on administration_use (customer_id);
create trigger frame_rule before insert or update or delete on administration_use for each row execute function refuse_outside_act();
