-- Granular administration, whole: what takes a while is a time in the future and not a worker's job, so that the state
-- at any instant follows from the row, and nothing hangs or is lost with a crash.
select set_config('multipartner.act_kind', 'realm.migrate', true), set_config('multipartner.act_pairs', ',*,', true);

alter table admin_relationship rename column terminated_at to termination_requested_at; -- rights end here
alter table admin_relationship
  add column duration_days   integer,
  add column extends         boolean not null default false, -- by 180 days at its end, again and again (R72)
  add column modified_at     timestamptz,                  -- of the last act; time alone is none
  add column pending_at      timestamptz,                  -- awaits approval from here; locked_at is when that was asked for
  add column provider_id     uuid references partner (tenant_id) on delete set null, -- it prepared this for its reseller (R79)
  add column consented_at    timestamptz,                  -- the reseller's consent to that
  add column activating_at   timestamptz,
  add column step_ms         integer not null default 0,   -- how long a step took when it was last acted on
  add column terminating_at  timestamptz,
  add column terminated_at   timestamptz,
  add column terminated_by   text check (terminated_by in ('partner', 'customer', 'operator', 'reseller-relationship-ended', 'reseller-rejected')),
  add column dropped_role_id uuid,                         -- a role taken out while active, shown no more from dropped_at
  add column dropped_at      timestamptz,
  add column due_at          timestamptz;                  -- when something is to be done or told next
update admin_relationship set
  duration_days = coalesce(extract(epoch from duration::interval)::integer / 86400, 1), extends = auto_extend not in ('PT0S', 'P0D'),
  modified_at = created_at, pending_at = coalesce(locked_at, approved_at), locked_at = coalesce(locked_at, approved_at), activating_at = approved_at,
  terminating_at = termination_requested_at, terminated_at = termination_requested_at,
  terminated_by = case when termination_requested_at is not null then 'partner' end;
alter table admin_relationship
  drop column duration, drop column auto_extend,
  alter column duration_days set not null,
  alter column modified_at set not null,
  add check ((termination_requested_at is null) = (terminated_at is null) and (terminating_at is null) = (terminated_at is null)),
  add check ((activated_at is null) = (end_at is null) and (approved_at is null) = (activated_at is null)),
  add check (activated_at is null or customer_id is not null);

-- Two relationships of one partner never have one name, whatever the case (R61); two partners race for nothing here.
drop index admin_relationship_name;
create unique index admin_relationship_name on admin_relationship (partner_id, lower(display_name));
create index admin_relationship_of_pair on admin_relationship (partner_id, customer_id);
create index admin_relationship_due on admin_relationship (due_at, partner_id, id) where due_at is not null;

alter table access_assignment
  rename column deleted_at to deleting_at;                 -- rights end here
alter table access_assignment
  add column held_role_ids   uuid[],                       -- what members hold while it is active: never more than is shown and coming
  add column next_role_ids   uuid[],                       -- roles on their way, shown and held from next_at
  add column next_at         timestamptz,
  add column modified_at     timestamptz,
  add column active_at       timestamptz,
  add column failed_at       timestamptz,
  add column failed_reason   text check (failed_reason in ('group-deleted', 'relationship-ended')),
  add column deleted_at      timestamptz;
update access_assignment set held_role_ids = role_ids, modified_at = created_at, active_at = created_at, deleted_at = deleting_at;
alter table access_assignment
  alter column held_role_ids set not null,
  alter column modified_at set not null,
  alter column active_at set not null,
  add check ((deleting_at is null) = (deleted_at is null) and (next_at is null) = (next_role_ids is null));
-- One living assignment of a group in a relationship: two requests for the same group race here.
create unique index access_assignment_group on access_assignment (partner_id, relationship_id, group_id) where deleting_at is null;
create index access_assignment_of_group on access_assignment (partner_id, group_id) where deleting_at is null;

-- What a partner asked of a relationship: an action that takes a while.
create table admin_relationship_request (
  partner_id      uuid not null,
  relationship_id uuid not null,
  id              uuid not null,
  customer_id     uuid references tenant on delete cascade,
  action          text not null check (action in ('lockForApproval', 'terminate', 'approve', 'reject')),
  created_at      timestamptz not null,
  pending_at      timestamptz not null,
  settled_at      timestamptz not null,
  primary key (partner_id, relationship_id, id),
  foreign key (partner_id, relationship_id) references admin_relationship on delete cascade
);

-- A change that takes a while: of an assignment's roles, or of the relationship.
create table admin_relationship_operation (
  partner_id      uuid not null,
  relationship_id uuid not null,
  id              uuid not null,
  customer_id     uuid references tenant on delete cascade,
  type            text not null check (type in ('assignmentUpdate', 'relationshipUpdate')),
  target          jsonb not null,                          -- what is to become of the object
  created_at      timestamptz not null,
  running_at      timestamptz not null,
  settled_at      timestamptz not null,
  failed_at       timestamptz,
  failed_reason   text,
  primary key (partner_id, relationship_id, id),
  foreign key (partner_id, relationship_id) references admin_relationship on delete cascade
);

-- The frame rule also where no customer is known yet: such a row concerns the pair (any, partner).
create or replace function refuse_outside_act() returns trigger language plpgsql as $$
declare
  pairs text := coalesce(current_setting('multipartner.act_pairs', true), '');
begin
  if pairs = ',*,' and current_setting('multipartner.act_kind', true) like 'realm.%' then
    return coalesce(new, old);
  end if;
  if tg_op <> 'INSERT' then
    if position(',' || coalesce(old.customer_id::text, 'any') || ':' || old.partner_id::text || ',' in pairs) = 0 then
      raise exception 'the act % does not concern the row of partner % at customer % in %',
        coalesce(current_setting('multipartner.act_kind', true), '(none declared)'), old.partner_id, coalesce(old.customer_id::text, 'any'), tg_table_name
        using errcode = 'MP001';
    end if;
  end if;
  if tg_op <> 'DELETE' then
    if position(',' || coalesce(new.customer_id::text, 'any') || ':' || new.partner_id::text || ',' in pairs) = 0 then
      raise exception 'the act % does not concern the row of partner % at customer % in %',
        coalesce(current_setting('multipartner.act_kind', true), '(none declared)'), new.partner_id, coalesce(new.customer_id::text, 'any'), tg_table_name
        using errcode = 'MP001';
    end if;
    return new;
  end if;
  return old;
end
$$;
create trigger frame_rule before insert or update or delete on admin_relationship_request   for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on admin_relationship_operation for each row execute function refuse_outside_act();

-- How long a step of an asynchronous change takes, in milliseconds: a setting of the realm. While the clock stands still
-- steps take no time, since whoever waits for one would wait for ever.
create function admin_step_ms() returns integer language sql stable as $$
  select case when clock_frozen then 0 else coalesce((settings ->> 'delegatedAdminStepMs')::integer, 1000) end from realm
$$;

-- When a relationship ends or ended, extensions until `at` counted (R63, R72). The domain's endOf says the same.
create function admin_relationship_end(one admin_relationship, at timestamptz) returns timestamptz language sql stable as $$
  select case
    when one.activated_at is null or one.activated_at > at then null
    when one.terminated_at <= at then one.terminated_at
    when one.extends and least(one.termination_requested_at, at) >= one.end_at
      then one.end_at + interval '180 days'
           * (floor(extract(epoch from least(one.termination_requested_at, at) - one.end_at) / 15552000) + 1)
    else one.end_at end
$$;

-- The state of a relationship at an instant (R62). The domain's statusAt says the same; a test holds them together.
create function admin_relationship_status(one admin_relationship, at timestamptz) returns text language sql stable as $$
  select case
    when one.termination_requested_at <= at then
      case when at < one.terminating_at then 'terminationRequested'
           when at < one.terminated_at then 'terminating'
           when at < one.terminated_at + interval '365 days' then 'terminated'
           else 'gone' end
    when one.activated_at <= at then
      case when at < admin_relationship_end(one, at) then 'active'
           when at < one.end_at + one.step_ms * interval '1 millisecond' then 'expiring'
           when at < one.end_at + one.step_ms * interval '1 millisecond' + interval '365 days' then 'expired'
           else 'gone' end
    when one.approved_at <= at then
      case when one.activating_at <= at then 'activating' else 'approved' end
    when one.locked_at + interval '90 days' <= at then 'gone'
    when one.pending_at <= at then 'approvalPending'
    else 'created' end
$$;

create function access_assignment_status(one access_assignment, at timestamptz) returns text language sql stable as $$
  select case
    when one.deleting_at <= at then case when one.deleted_at <= at then 'deleted' else 'deleting' end
    when one.failed_at <= at and one.failed_at <= one.active_at then 'error'
    when one.active_at <= at then 'active'
    else 'pending' end
$$;
