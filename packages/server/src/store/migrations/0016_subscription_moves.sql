-- What a subscription becomes beside a renewal: a trial that is paid for, seats that move to another product of the same
-- partner, an add-on that joins an order. And what a partner keeps beside its subscriptions.

-- When the running term was made by a move of seats, which opens no window to cancel; null: bought or renewed.
alter table subscription add column transitioned_at timestamptz;

-- Marketplace products: sold through the partner, run by their own publishers.
alter table subscription drop constraint subscription_commerce_check;
alter table subscription add constraint subscription_commerce_check
  check (commerce in ('new_commerce', 'legacy', 'azure_plan', 'reservation', 'software', 'marketplace'));

-- Add-ons are found by their base.
create index subscription_parent on subscription (partner_id, customer_id, parent_id) where parent_id is not null;

-- A move of seats that was made.
create table subscription_transition (
  partner_id            uuid not null,
  customer_id           uuid not null,
  id                    uuid not null,
  at                    timestamptz not null,
  kind                  text not null check (kind in ('transition_only', 'transition_with_license_transfer')),
  from_subscription_id  uuid not null,
  from_catalogue_id     text not null,                   -- product:sku:availability
  to_subscription_id    uuid not null,                   -- the same as the source where all of its seats moved
  to_catalogue_id       text not null,
  quantity              integer not null check (quantity > 0),
  term_duration         text,
  billing_cycle         text not null,
  people                integer,                         -- how many people got the licence of the target; null: none was to
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);
create index subscription_transition_of on subscription_transition (partner_id, customer_id, from_subscription_id, at);

-- A subscription that was registered, so that reservations may name it, or activated at its publisher.
create table subscription_registration (
  partner_id            uuid not null,
  customer_id           uuid not null,
  subscription_id       uuid not null,
  kind                  text not null check (kind in ('registered', 'activated')),
  at                    timestamptz not null,
  primary key (partner_id, customer_id, subscription_id, kind),
  foreign key (partner_id, customer_id, subscription_id) references subscription on update cascade on delete cascade
);

-- Overage: use beyond what is licensed, billed to an Azure subscription of the partner. One partner at a customer has it.
create table overage (
  partner_id            uuid not null,
  customer_id           uuid not null,
  azure_subscription_id uuid not null,
  partner_on_record     text,                            -- location id that the use is attributed to; null: none
  enabled               boolean not null,
  modified_at           timestamptz not null,
  primary key (partner_id, customer_id),
  foreign key (partner_id, customer_id, azure_subscription_id) references azure_subscription on update cascade on delete cascade
);
-- Two partners that switch it on at once race here.
create unique index overage_customer on overage (customer_id) where enabled;

create trigger frame_rule before insert or update or delete on subscription_transition   for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on subscription_registration for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on overage                   for each row execute function refuse_outside_act();

-- What these acts may change of a subscription and of an order, and whether they make one.
insert into protected_act (table_name, act_kind, columns, inserts) values
  ('subscription',   'subscription.convert',
    '{product_id,sku_id,availability_id,offer_name,friendly_name,is_trial,quantity,batches,auto_renew,next_term,term_duration,term_started_at,term_ends_at,billing_cycle,unit_price,next_due_at,version}', false),
  ('subscription',   'subscription.transition',
    '{product_id,sku_id,availability_id,offer_name,friendly_name,is_trial,quantity,batches,auto_renew,next_term,term_duration,term_started_at,term_ends_at,transitioned_at,billing_cycle,unit_price,cancelled_at,next_due_at,version}', true),
  ('customer_order', 'subscription.transition', '{}', true),
  ('subscription',   'subscription.upgrade',    '{auto_renew,next_term,suspended_at,next_due_at,version}', true),
  ('customer_order', 'subscription.upgrade',    '{}', true),
  ('subscription',   'order.addLines',          '{}', true),
  ('customer_order', 'order.addLines',          '{lines,version}', false);

-- Time pays for trials, too: it alone makes of a trial what the trial was for.
update protected_act
   set columns = columns || '{product_id,sku_id,availability_id,offer_name,friendly_name,is_trial,auto_renew}'
 where table_name = 'subscription' and act_kind = 'realm.due.subscription';

-- A line that is cancelled stays in its order, with none of it.
update protected_act set columns = columns || '{lines}' where table_name = 'customer_order' and act_kind = 'order.change';
