-- Selling: carts, orders, subscriptions, and what hangs under an Azure plan. All of it belongs to the transacting partner
-- (R92, R105): every key begins with it, and the frame rule's triggers stand on every table. Everything refers to the pair's
-- relationship, ended or not: nothing is sold where there never was one (R103), and an order locks no row that others share.

-- A cart: what a partner is about to buy for a customer. It lives seven days and changes nothing until it is checked out.
create table cart (
  partner_id            uuid not null,
  customer_id           uuid not null,
  id                    uuid not null,
  created_at            timestamptz not null,
  modified_at           timestamptz not null,
  modified_by           uuid,                            -- the person; null for an application acting for itself
  expires_at            timestamptz not null,
  attestation_accepted  boolean not null default false,  -- "a reseller is named" was attested for the whole cart (R122)
  lines                 jsonb not null,                  -- list of cart lines, as the domain knows them
  submitted_at          timestamptz,                     -- when it was checked out; a cart is checked out once (R104)
  order_ids             text[] not null default '{}',    -- the orders that made of it
  version               bigint not null default 1,
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);

-- An order: what was bought in one act, as it was bought. It does not follow its subscriptions' later changes.
create table customer_order (
  partner_id            uuid not null,
  customer_id           uuid not null,
  id                    text not null,                   -- twelve hexadecimal digits
  created_at            timestamptz not null,
  cart_id               uuid,                            -- null: ordered without a cart
  billing_cycle         text not null,
  currency              text not null,
  status                text not null check (status in ('pending', 'completed', 'cancelled')),
  attestation_accepted  boolean not null default false,
  lines                 jsonb not null,                  -- list of order lines, each with the subscription it made
  version               bigint not null default 1,
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);

-- A subscription: the right to a service for a term, sold by one partner for ever (R92). Its state is derived from these facts
-- and the time; nothing here says "expired".
create table subscription (
  partner_id            uuid not null,
  customer_id           uuid not null,
  id                    uuid not null,
  order_id              text not null,
  line_number           integer not null,
  product_id            text not null,
  sku_id                text not null,
  availability_id       text not null,
  offer_name            text not null,                   -- the product's name when it was bought
  friendly_name         text not null,
  commerce              text not null check (commerce in ('new_commerce', 'legacy', 'azure_plan', 'reservation', 'software')),
  is_trial              boolean not null default false,
  quantity              integer not null check (quantity > 0),
  batches               jsonb not null,                  -- when how many seats were added in this term: each may be taken back for seven days (R114)
  parent_id             uuid,                            -- the partner's own base subscription, when the add-on was ordered under one
  created_at            timestamptz not null,
  started_at            timestamptz not null,            -- start of the first term
  term_duration         text,                            -- ISO 8601; null: no end
  term_started_at       timestamptz not null,            -- start of the running (or last) term: the cancellation window opens here (R113)
  term_ends_at          timestamptz,
  billing_cycle         text not null,
  auto_renew            boolean not null,
  next_term             jsonb,                           -- what renewal changes; null: nothing
  suspended_at          timestamptz,
  cancelled_at          timestamptz,
  currency              text not null,
  unit_price            numeric(14, 4),                  -- per unit and billing cycle, as ordered; null: by usage
  promotion_id          text,
  partner_on_record     text,                            -- location id of the indirect reseller (R121); null: none
  additional_partners   text[] not null default '{}',    -- further resellers declared (R122)
  support_contact_id    uuid,                            -- tenant of the reseller named as support contact; null: the partner (R130)
  agreement_id          uuid,                            -- attestation or acceptance the order relied on (R201)
  next_due_at           timestamptz,                     -- when something is to be done (renewal, notice of expiry …); null: nothing more
  version               bigint not null default 1,
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);
-- The customer's subscriptions over all its partners: limits, prerequisites and the licence pool count them (R96, R117).
create index subscription_customer on subscription (customer_id, product_id, sku_id) where cancelled_at is null;
-- What is due next, over all owners; the runner of due work reads its beginning.
create index subscription_due on subscription (next_due_at, partner_id, customer_id, id) where next_due_at is not null;
-- One Azure plan for a partner, a customer and a partner of record (R107): two orders of one partner race here.
create unique index subscription_azure_plan on subscription (partner_id, customer_id, coalesce(partner_on_record, ''))
  where commerce = 'azure_plan' and cancelled_at is null;

-- An Azure subscription that a partner provisioned under its plan (R85, R108): its own, and nobody else's.
create table azure_subscription (
  partner_id            uuid not null,
  customer_id           uuid not null,
  id                    uuid not null,
  plan_id               uuid not null,                   -- the subscription that is the Azure plan
  friendly_name         text not null,
  created_at            timestamptz not null,
  cancelled_at          timestamptz,
  version               bigint not null default 1,
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id, plan_id) references subscription on delete cascade
);
create index azure_subscription_plan on azure_subscription (partner_id, customer_id, plan_id);
create index azure_subscription_customer on azure_subscription (customer_id, id);

-- Who holds which role on an Azure subscription. A partner gets its own when it provisions (R85); only the customer takes it
-- away (R86), and neither DAP nor GDAP has to do with it (R88).
create table azure_role_assignment (
  partner_id            uuid not null,
  customer_id           uuid not null,
  azure_subscription_id uuid not null,
  id                    uuid not null,
  principal_tenant_id   uuid not null,
  principal_group       text not null,                   -- a group of that tenant, e.g. AdminAgents
  role                  text not null,
  created_at            timestamptz not null,
  removed_at            timestamptz,
  primary key (partner_id, customer_id, azure_subscription_id, id),
  foreign key (partner_id, customer_id, azure_subscription_id) references azure_subscription on delete cascade
);

create trigger frame_rule before insert or update or delete on cart                  for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on customer_order        for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on subscription          for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on azure_subscription    for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on azure_role_assignment for each row execute function refuse_outside_act();

-- Sales to one customer, one after the other, over all its partners: two of them race for the last of a limited offer, for the
-- customer's last place, or for a plan that may exist once (R107, R127, R129). An order of anything unlimited does not wait here.
create function hold_customer_sales(customer uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtext('multipartner.sales'), hashtext(customer::text))
$$;

-- What the acts of R90 may change in protected rows. A kind that is not listed may change nothing, whatever pair it declares; a
-- column that is not listed stays as it is.
create table protected_act (
  table_name            text not null,
  act_kind              text not null,
  columns               text[] not null,                 -- {*}: all
  primary key (table_name, act_kind)
);
insert into protected_act (table_name, act_kind, columns) values
  -- The transacting partner changes what is its own: quantity, term, partner of record, state (R90, R94).
  ('subscription',   'subscription.change',
    '{quantity,batches,friendly_name,auto_renew,next_term,term_duration,term_started_at,term_ends_at,billing_cycle,unit_price,suspended_at,cancelled_at,partner_on_record,next_due_at,version}'),
  ('subscription',   'subscription.setSupportContact', '{support_contact_id,version}'),
  ('subscription',   'order.change',           '{billing_cycle,unit_price,auto_renew,next_term,cancelled_at,next_due_at,version}'),
  ('customer_order', 'order.change',           '{billing_cycle,status,version}'),
  -- Time renews and ends; it never changes what was bought, from whom, or for which reseller.
  ('subscription',   'realm.due.subscription',
    '{quantity,batches,next_term,term_duration,term_started_at,term_ends_at,billing_cycle,unit_price,next_due_at,version}'),
  -- A world in the making.
  ('customer_order', 'realm.seed',             '{*}'),
  ('subscription',   'realm.seed',             '{*}');

-- Raises unless the act of this transaction is one of those that may make a row of the table: buying, and a world in the making.
create function refuse_protected_insert() returns trigger language plpgsql as $$
declare
  kind text := coalesce(current_setting('multipartner.act_kind', true), '(none declared)');
begin
  if not kind = any (tg_argv) then
    raise exception 'the act % may not make a row of %', kind, tg_table_name using errcode = 'MP002';
  end if;
  return new;
end
$$;
create trigger protected_insert before insert on subscription
  for each row execute function refuse_protected_insert('order.create', 'cart.checkout', 'realm.seed');
create trigger protected_insert before insert on customer_order
  for each row execute function refuse_protected_insert('order.create', 'cart.checkout', 'realm.seed');

-- Raises unless the act of this transaction may change a protected row in this way. Nothing deletes one but the end of its owner.
create function refuse_protected_change() returns trigger language plpgsql as $$
declare
  kind text := coalesce(current_setting('multipartner.act_kind', true), '(none declared)');
  allowed text[] := (select p.columns from protected_act p where p.table_name = tg_table_name and p.act_kind = kind);
  changed text;
begin
  if allowed = '{*}' then
    return new;
  end if;
  select n.key into changed
    from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
   where n.value is distinct from o.value and not n.key = any (coalesce(allowed, '{}'))
   limit 1;
  if changed is not null then
    raise exception 'the act % may not change % of %', kind, changed, tg_table_name using errcode = 'MP002';
  end if;
  return new;
end
$$;
create trigger protected_columns before update on subscription   for each row execute function refuse_protected_change();
create trigger protected_columns before update on customer_order for each row execute function refuse_protected_change();
