-- Codes with which a partner shows that an organization was found to be of the government (R205).

create table government_validation (
  partner_id        uuid not null references partner (tenant_id) on delete cascade, -- to whom the programme gave the code
  validation_id     text not null,                       -- the code
  organization_name text not null,                       -- whose examination it stands for
  max_creates       integer not null check (max_creates between 1 and 1000), -- how many tenants it may qualify
  modified_at       timestamptz not null,
  version           bigint not null default 1,
  primary key (partner_id, validation_id)
);

-- Which tenant a code has qualified: each once. What is left of a code is counted from these rows.
create table government_validation_use (
  partner_id    uuid not null,
  validation_id text not null,
  customer_id   uuid not null references tenant on delete cascade,
  used_at       timestamptz not null,
  primary key (partner_id, validation_id, customer_id),
  foreign key (partner_id, validation_id) references government_validation on delete cascade
);
create index government_validation_use_customer on government_validation_use (customer_id);

create trigger frame_rule before insert or update or delete on government_validation_use for each row execute function refuse_outside_act();

-- When the examination of a tenant's account last came to something (R207); null: when the tenant was made.
alter table tenant add column vetting_changed_at timestamptz;
