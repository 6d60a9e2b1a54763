-- The customer's directory as partners and its own people change it.

-- Which person has which licence (Lic(c)): the customer's own, whoever sold the seats and whoever gave them.
create table licence_assignment (
  tenant_id      uuid not null,
  user_id        uuid not null,
  sku_id         uuid not null,                          -- licence SKU, not the catalogue's
  excluded_plans uuid[] not null default '{}',           -- services the person shall not get by it
  assigned_at    timestamptz not null,
  primary key (tenant_id, user_id, sku_id),
  foreign key (tenant_id, user_id) references tenant_user on delete cascade
);
create index licence_assignment_sku on licence_assignment (tenant_id, sku_id);

-- A log is append-only (R215): nobody changes or removes a record, whatever the code above believes.
create function refuse_rewriting_the_log() returns trigger language plpgsql as $$
begin
  raise exception 'audit records are append-only' using errcode = 'MP003';
end
$$;
create trigger append_only before update or delete on audit_record for each row execute function refuse_rewriting_the_log();
