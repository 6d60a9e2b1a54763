-- Moves of older licence subscriptions into new commerce, by the partner that sold them; upgrades of older Azure to an Azure
-- plan; and the end of a promotion with its term. All of it belongs to the transacting partner alone (R92, R105).

-- A move of one older subscription, with its add-ons, into new commerce.
create table nce_migration (
  partner_id            uuid not null,
  customer_id           uuid not null,
  id                    uuid not null,
  subscription_id       uuid not null,                   -- the older subscription
  items                 jsonb not null,                  -- what becomes of it and of each add-on, as the domain knows it; the base first
  started_at            timestamptz not null,
  settles_at            timestamptz not null,            -- when it is carried out
  settled_at            timestamptz,                     -- when it was carried out, or failed
  failure               text,                            -- why it failed; null: it did not
  order_id              text,                            -- the order by which the partner has what came of it
  external_reference_id text,                            -- the caller's own name for a batch
  schedule_id           uuid,                            -- the plan that it carried out; null: asked for at once
  version               bigint not null default 1,
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);
-- One move of a subscription at a time: two that ask for it race here.
create unique index nce_migration_open on nce_migration (partner_id, customer_id, subscription_id) where settled_at is null;
create index nce_migration_due on nce_migration (settles_at) where settled_at is null;
create index nce_migration_partner on nce_migration (partner_id, started_at desc, id);

-- A plan to move a subscription: on a day, or when its term ends.
create table nce_migration_schedule (
  partner_id            uuid not null,
  customer_id           uuid not null,
  id                    uuid not null,
  subscription_id       uuid not null,
  request               jsonb not null,                  -- what it is to become, as the domain knows it
  target_at             timestamptz not null,            -- when it is carried out
  on_renewal            boolean not null,                -- that is the end of its term
  created_at            timestamptz not null,
  modified_at           timestamptz not null,
  status                text not null check (status in ('created', 'completed', 'cancelled', 'failed')),
  failure               text,                            -- why it failed; null: it did not
  external_reference_id text,
  version               bigint not null default 1,
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);
-- One open plan for a subscription: two that make one race here.
create unique index nce_migration_schedule_open on nce_migration_schedule (partner_id, customer_id, subscription_id) where status = 'created';
create index nce_migration_schedule_due on nce_migration_schedule (target_at) where status = 'created';
create index nce_migration_schedule_partner on nce_migration_schedule (partner_id, created_at desc, id);

-- An upgrade of the partner's older Azure subscriptions at a customer to an Azure plan of its own.
create table product_upgrade (
  partner_id            uuid not null,
  customer_id           uuid not null,
  id                    uuid not null,
  product_family        text not null check (product_family = 'azure'),
  at                    timestamptz not null,
  items                 jsonb not null,                  -- list of {sourceId, targetId, targetName}
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);

create trigger frame_rule before insert or update or delete on nce_migration          for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on nce_migration_schedule for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on product_upgrade        for each row execute function refuse_outside_act();

-- What these acts may change of a subscription, and whether they make one.
insert into protected_act (table_name, act_kind, columns, inserts) values
  ('subscription',   'realm.due.migration',  '{cancelled_at,auto_renew,next_term,next_due_at,version}', true),
  ('customer_order', 'realm.due.migration',  '{}', true),
  ('subscription',   'productUpgrade.create', '{cancelled_at,auto_renew,next_term,next_due_at,version}', true),
  ('customer_order', 'productUpgrade.create', '{}', true);

-- A promotion ends with its term: time takes it away.
update protected_act set columns = columns || '{promotion_id}'
 where table_name = 'subscription' and act_kind = 'realm.due.subscription';
