-- Transfers of subscriptions between partners (section J): the one way by which a subscription changes its partner (R90, R92).

-- A direct partner that is enrolled as an indirect reseller, too, while it moves under a provider (R3, R180).
alter table partner add column reseller_since timestamptz;  -- null: no reseller beside its kind

-- A transfer: what one partner gives to another at a customer. It belongs to who made it; the other side answers it.
create table transfer (
  partner_id            uuid not null,                   -- who made it: the source of an offer, the target of a request
  customer_id           uuid not null,
  id                    uuid not null,
  kind                  text not null check (kind in ('direct_to_indirect', 'azure_plan', 'new_commerce')),
  source_id             uuid not null references partner (tenant_id) on delete cascade, -- the partner that gives away
  target_id             uuid not null references partner (tenant_id) on delete cascade, -- the partner that takes over
  items                 jsonb not null default '[]',     -- what is moved, as the domain knows it; of a request: none before its acceptance
  described             jsonb not null default '{}',     -- by the id of an item: what it was called, and how it was billed, when it was chosen
  partner_on_record     text,                            -- location id of the reseller that a request names; null: none
  created_at            timestamptz not null,
  cancelled_at          timestamptz,                     -- withdrawn by who made it
  declined_at           timestamptz,                     -- by the other side
  accepted_at           timestamptz,                     -- by the other side: what is in it is locked from now on (R192)
  move_at               timestamptz,                     -- when the move is due
  settled_at            timestamptz,                     -- when it was made, as far as it went
  modified_at           timestamptz not null,
  modified_by           uuid,                            -- the person; null for an application, or for time
  next_due_at           timestamptz,                     -- its expiry or its move; null: nothing more
  version               bigint not null default 1,
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade,
  check (partner_id in (source_id, target_id) and source_id <> target_id),
  check (settled_at is null or accepted_at is not null)
);
-- All transfers at a customer: those of either side, and what holds a subscription.
create index transfer_customer on transfer (customer_id, id);
create index transfer_due on transfer (next_due_at, customer_id, id) where next_due_at is not null;

create trigger frame_rule before insert or update or delete on transfer for each row execute function refuse_outside_act();

-- Acts on transfers at one customer, one after the other: two that make the same one race here, two that choose the same
-- subscription, and two answers to one.
create function hold_customer_transfers(customer uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtext('multipartner.transfers'), hashtext(customer::text))
$$;

-- What hangs under an Azure subscription goes with it to its new partner.
alter table azure_role_assignment
  drop constraint azure_role_assignment_partner_id_customer_id_azure_subscri_fkey,
  add constraint azure_role_assignment_azure_subscription
    foreign key (partner_id, customer_id, azure_subscription_id) references azure_subscription on update cascade on delete cascade;

-- What a transfer may change of a subscription (R90, R193). It makes subscriptions (direct to indirect) and orders.
alter table protected_act add column inserts boolean not null default false; -- whether acts of this kind make rows
insert into protected_act (table_name, act_kind, columns, inserts) values
  ('subscription',   'transfer.accept',    '{suspended_at,cancelled_at,auto_renew,next_term,next_due_at,version}', true),
  ('customer_order', 'transfer.accept',    '{}', true),
  ('subscription',   'realm.due.transfer',
    '{partner_id,order_id,line_number,parent_id,partner_on_record,additional_partners,support_contact_id,agreement_id,term_ends_at,auto_renew,next_term,next_due_at,version}', false),
  ('customer_order', 'realm.due.transfer', '{}', true);

create or replace function refuse_protected_insert() returns trigger language plpgsql as $$
declare
  kind text := coalesce(current_setting('multipartner.act_kind', true), '(none declared)');
begin
  if not (kind = any (tg_argv)
          or exists (select from protected_act p where p.table_name = tg_table_name and p.act_kind = kind and p.inserts)) then
    raise exception 'the act % may not make a row of %', kind, tg_table_name using errcode = 'MP002';
  end if;
  return new;
end
$$;

-- Raises when a subscription, or an Azure subscription, would change its partner without a transfer that both have agreed to
-- and that names it (R92). It does not ask what kind of act this is: nobody moves anything without consent.
create function refuse_move_without_consent() returns trigger language plpgsql as $$
begin
  if not exists (select from transfer t
                  where t.customer_id = old.customer_id and t.source_id = old.partner_id and t.target_id = new.partner_id
                    and t.accepted_at is not null and t.settled_at is null
                    and t.items @> jsonb_build_array(jsonb_build_object('id', old.id))) then
    raise exception 'no transfer moves % of % to the partner %', old.id, tg_table_name, new.partner_id using errcode = 'MP002';
  end if;
  return new;
end
$$;
create trigger transfer_consent before update on subscription       for each row
  when (old.partner_id is distinct from new.partner_id or old.customer_id is distinct from new.customer_id)
  execute function refuse_move_without_consent();
create trigger transfer_consent before update on azure_subscription for each row
  when (old.partner_id is distinct from new.partner_id or old.customer_id is distinct from new.customer_id)
  execute function refuse_move_without_consent();

-- Raises when an act would change what a transfer is moving (R192), or what is left of a subscription that was moved away
-- (R182). Acts of the transfer itself, and of time, are none of these.
create function refuse_change_in_transfer() returns trigger language plpgsql as $$
declare
  kind text := coalesce(current_setting('multipartner.act_kind', true), '');
  found record;
begin
  if kind = 'transfer.accept' or kind like 'realm.%' then
    return new;
  end if;
  select t.id, t.settled_at is null as moving into found
    from transfer t, jsonb_array_elements(t.items) i
   where t.customer_id = old.customer_id and t.source_id = old.partner_id and t.accepted_at is not null and i->>'id' = old.id::text
     and (t.settled_at is null or (i->>'movedTo' is not null and i->>'movedTo' <> i->>'id'))
   limit 1;
  if found.id is not null then
    raise exception 'the transfer % holds %', found.id, old.id using errcode = 'MP003',
      detail = json_build_object('transferId', found.id, 'id', old.id, 'moving', found.moving)::text;
  end if;
  return new;
end
$$;
create trigger transfer_lock before update on subscription       for each row execute function refuse_change_in_transfer();
create trigger transfer_lock before update on azure_subscription for each row execute function refuse_change_in_transfer();
