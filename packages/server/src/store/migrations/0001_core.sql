-- The core: the realm, its tenants and directories, partners, relationships and rights, audit and outbox.
-- Every row has one owner, and a primary key begins with the owner's tenant id (realm tables are small reference tables).

-- The realm: one row. What is common to everybody and belongs to nobody.
create table realm (
  id             boolean primary key default true check (id),
  created_at     timestamptz not null,
  seed           text not null,                        -- what the world was made from: demo, empty or a number
  clock_machine  timestamptz not null,                 -- machine time at which clock_realm held
  clock_realm    timestamptz not null,                 -- realm time at clock_machine; running clocks add the difference
  clock_frozen   boolean not null default false,
  settings       jsonb not null default '{}'           -- policies that are settings, per cloud where it says so
);

-- A tenant: an organisation's directory, in one cloud, in one country (R5, R11, R169).
create table tenant (
  id             uuid primary key,
  key            text unique,                          -- short name of the sandbox; null in production
  display_name   text not null,
  cloud          text not null check (cloud in ('public', 'usgov', 'china', 'germany')),
  country        text not null check (country ~ '^[A-Z]{2}$'),
  created_at     timestamptz not null,
  company        jsonb not null,                       -- the tenant's own company data (R37)
  qualifications jsonb not null default '[]',          -- Education, GovernmentCommunityCloud … (R205): a property of the tenant
  vetting_status text not null default 'allowed' check (vetting_status in ('allowed', 'under_review', 'not_allowed')),
  default_domain text not null,
  is_realm       boolean not null default false,       -- the operator's own tenant
  version        bigint not null default 1
);

create table tenant_domain (
  tenant_id      uuid not null references tenant on delete cascade,
  name           text not null check (name = lower(name)),
  is_initial     boolean not null default false,
  verified_at    timestamptz,
  primary key (tenant_id, name)
);
-- Domain names are unique in the whole realm, over all clouds: two people creating one name race here.
create unique index tenant_domain_name on tenant_domain (name);

create table tenant_user (
  tenant_id              uuid not null references tenant on delete cascade,
  id                     uuid not null,
  key                    text,
  user_principal_name    text not null,
  display_name           text not null,
  given_name             text,
  surname                text,
  usage_location         text,
  mail                   text,
  phone                  text,
  password_hash          text,                         -- argon2id; null: cannot sign in by password
  force_change_password  boolean not null default false,
  password_changed_at    timestamptz,                  -- realm time
  account_enabled        boolean not null default true,
  totp_secret            text,                         -- encrypted; null: no second factor by code
  immutable_id           text,
  created_at             timestamptz not null,
  deleted_at             timestamptz,                  -- soft deleted; restorable for 30 days
  version                bigint not null default 1,
  primary key (tenant_id, id)
);
-- A user principal name belongs to one living user in the realm.
create unique index tenant_user_name on tenant_user (lower(user_principal_name)) where deleted_at is null;
create index tenant_user_list on tenant_user (tenant_id, display_name, id) where deleted_at is null;

create table directory_role_member (
  tenant_id      uuid not null,
  role_id        uuid not null,                        -- role template id
  user_id        uuid not null,
  primary key (tenant_id, role_id, user_id),
  foreign key (tenant_id, user_id) references tenant_user on delete cascade
);
create index directory_role_member_user on directory_role_member (tenant_id, user_id);

create table security_group (
  tenant_id      uuid not null references tenant on delete cascade,
  id             uuid not null,
  key            text,
  display_name   text not null,
  agent_group    text check (agent_group in ('AdminAgents', 'HelpdeskAgents', 'SalesAgents')), -- built-in group behind an agent role (R161)
  created_at     timestamptz not null,
  primary key (tenant_id, id)
);
create unique index security_group_agent on security_group (tenant_id, agent_group) where agent_group is not null;

create table security_group_member (
  tenant_id      uuid not null,
  group_id       uuid not null,
  member_id      uuid not null,
  member_kind    text not null check (member_kind in ('user', 'application', 'group')),
  primary key (tenant_id, group_id, member_id),
  foreign key (tenant_id, group_id) references security_group on delete cascade
);
create index security_group_member_of on security_group_member (tenant_id, member_id);

create table application (
  tenant_id               uuid not null references tenant on delete cascade,
  client_id               uuid not null,
  display_name            text not null,
  redirect_uris           text[] not null default '{}',
  public_client           boolean not null default false,
  application_permissions text[] not null default '{}', -- granted app roles, as Resource/Permission
  delegated_permissions   text[] not null default '{}', -- granted scopes, as Resource/Permission
  created_at              timestamptz not null,
  primary key (tenant_id, client_id)
);
create unique index application_client_id on application (client_id);

create table application_credential (
  tenant_id      uuid not null,
  client_id      uuid not null,
  id             uuid not null,
  kind           text not null check (kind in ('secret', 'certificate')),
  secret_sha256  bytea,                                -- of a random secret; such a secret needs no slow hash
  hint           text,                                 -- first three characters, to recognise it in a list
  certificate    text,                                 -- PEM
  thumbprint     text,                                 -- base64url SHA-256 of the certificate
  expires_at     timestamptz,                          -- machine time
  primary key (tenant_id, client_id, id),
  foreign key (tenant_id, client_id) references application on delete cascade
);
create index application_credential_client on application_credential (client_id);

-- A programme partner: what the programme knows of its transacting tenant (R1, R8, R14, R18).
create table partner (
  tenant_id            uuid primary key references tenant on delete cascade,
  kind                 text not null check (kind in ('direct', 'indirect_provider', 'indirect_reseller', 'advisor')),
  mpn_id               text not null unique,           -- the one location id tied to this tenant (R7–R9)
  global_account_id    text not null unique,           -- the parent account's id; never used on an order (R9)
  program_status       text not null check (program_status in ('none', 'pending', 'qualified', 'active', 'restricted', 'suspended', 'rejected')),
  mpa_accepted_at      timestamptz,
  organization_profile jsonb not null,
  legal_profile        jsonb not null,
  billing_profile      jsonb not null,
  support_profile      jsonb not null,
  network_profile      jsonb not null,
  customer_count       integer not null default 0 check (customer_count >= 0), -- living relationships; totalCount without a filter
  version              bigint not null default 1
);

-- The right of a partner to sell to a customer (R25–R54). One row for a pair; ended and made again in place (R50).
create table reseller_relationship (
  partner_id      uuid not null references partner (tenant_id) on delete cascade,
  customer_id     uuid not null references tenant on delete cascade,
  type            text not null check (type in ('reseller', 'advisor')),
  origin          text not null check (origin in ('invitation', 'created', 'extension')),
  since           timestamptz not null,
  ended_at        timestamptz,
  company_name    text not null,                       -- the partner's own copy of the customer's name (R43)
  domain          text not null,                       -- the customer's default domain as the partner's list shows it
  billing_profile jsonb not null,                      -- the partner's own bill-to record
  version         bigint not null default 1,
  primary key (partner_id, customer_id)
);
create index reseller_relationship_customer on reseller_relationship (customer_id) where ended_at is null;
-- A partner's list in the order of names, or of domains: pages and prefixes are ranges of these, whatever the database's
-- collation. The name itself is in the index, so that counting reads nothing else.
create index reseller_relationship_list on reseller_relationship (partner_id, (lower(company_name) collate "C"), customer_id) include (company_name) where ended_at is null;
create index reseller_relationship_domain on reseller_relationship (partner_id, (lower(domain) collate "C"), customer_id) include (domain) where ended_at is null;

-- Which indirect reseller brought a customer to a provider (R26, R141, R147). Owned by the provider.
create table indirect_customer (
  partner_id     uuid not null references partner (tenant_id) on delete cascade, -- the provider
  customer_id    uuid not null references tenant on delete cascade,
  reseller_id    uuid not null references partner (tenant_id) on delete cascade,
  since          timestamptz not null,
  ended_at       timestamptz,
  primary key (partner_id, customer_id, reseller_id)
);
create index indirect_customer_reseller on indirect_customer (partner_id, reseller_id) where ended_at is null;

-- Delegated admin privileges of a partner at a customer (R55–R60): unlimited in time, one for a pair.
create table dap_grant (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  customer_id    uuid not null references tenant on delete cascade,
  granted_at     timestamptz not null,
  ended_at       timestamptz,
  ended_by       text check (ended_by in ('customer', 'partner', 'operator', 'relationship')),
  primary key (partner_id, customer_id)
);
create index dap_grant_customer on dap_grant (customer_id) where ended_at is null;

-- A provider and a reseller work together (R137–R153).
create table partnership (
  provider_id    uuid not null references partner (tenant_id) on delete cascade,
  reseller_id    uuid not null references partner (tenant_id) on delete cascade,
  since          timestamptz not null,
  ended_at       timestamptz,
  primary key (provider_id, reseller_id),
  check (provider_id <> reseller_id)
);
create index partnership_reseller on partnership (reseller_id) where ended_at is null;

-- Granular delegated admin privileges (R61–R77): what a decision needs to know of them.
create table admin_relationship (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  id             uuid not null,
  customer_id    uuid references tenant on delete cascade,
  display_name   text not null,
  role_ids       uuid[] not null,                      -- what the customer was asked for
  duration       text not null,                        -- ISO 8601 duration
  auto_extend    text not null default 'PT0S',
  created_at     timestamptz not null,
  locked_at      timestamptz,
  approved_at    timestamptz,
  activated_at   timestamptz,
  end_at         timestamptz,                          -- activated_at + duration, or later by extension
  terminated_at  timestamptz,
  version        bigint not null default 1,
  primary key (partner_id, id)
);
create unique index admin_relationship_name on admin_relationship (partner_id, display_name);
create index admin_relationship_customer on admin_relationship (customer_id, partner_id);

create table access_assignment (
  partner_id      uuid not null,
  relationship_id uuid not null,
  id              uuid not null,
  customer_id     uuid references tenant on delete cascade,
  group_id        uuid not null,                       -- a security group of the partner's tenant
  role_ids        uuid[] not null,                     -- a subset of the relationship's roles (R69)
  created_at      timestamptz not null,
  deleted_at      timestamptz,
  version         bigint not null default 1,
  primary key (partner_id, relationship_id, id),
  foreign key (partner_id, relationship_id) references admin_relationship on delete cascade
);

-- The partner's attestation that a customer accepted the customer agreement (R201, R202): the attesting partner's own.
create table agreement_attestation (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  customer_id    uuid not null references tenant on delete cascade,
  id             uuid not null,
  type           text not null,
  template_id    uuid not null,
  date_agreed    timestamptz not null,
  contact        jsonb not null,                       -- firstName, lastName, email, phoneNumber
  attested_by    uuid not null,                        -- user of the partner's tenant
  created_at     timestamptz not null,
  primary key (partner_id, customer_id, id)
);

-- The customer signed by itself (R202): holds for all its partners.
create table agreement_acceptance (
  customer_id    uuid not null references tenant on delete cascade,
  id             uuid not null,
  template_id    uuid not null,
  accepted_at    timestamptz not null,
  accepted_by    uuid not null,
  primary key (customer_id, id)
);

-- Invitations of outside people into a tenant by mail (R165): one per address.
create table user_invitation (
  tenant_id      uuid not null references tenant on delete cascade,
  email          text not null check (email = lower(email)),
  invited_by     uuid not null,
  invited_at     timestamptz not null,
  sent_at        timestamptz not null,
  times_sent     integer not null default 1,
  primary key (tenant_id, email)
);

-- Who did what, when (R211–R215). Append-only, the log of one tenant.
create table audit_record (
  tenant_id           uuid not null,
  seq                 bigint generated always as identity,
  at                  timestamptz not null,
  customer_id         uuid,
  customer_name       text,
  user_id             uuid,
  user_principal_name text,
  application_id      uuid,
  resource_type       text not null,
  operation_type      text not null,
  status              text not null check (status in ('succeeded', 'failed', 'progress')),
  old_value           jsonb,
  new_value           jsonb,
  customized          jsonb not null default '{}',
  primary key (tenant_id, seq)
);
create index audit_record_at on audit_record (tenant_id, at desc, seq desc);
create index audit_record_customer on audit_record (customer_id, at desc) where customer_id is not null;

-- What is to be told to somebody: events and mails, in the order of their due times, each exactly once.
create table outbox_item (
  tenant_id      uuid not null,                        -- to whom it is addressed (R200)
  seq            bigint generated always as identity,
  kind           text not null check (kind in ('event', 'mail')),
  name           text not null,                        -- the event's name, or the mail's subject
  recipient      text not null,                        -- tenant id of an event; address of a mail
  about          jsonb not null default '{}',
  body           text,
  created_at     timestamptz not null,
  due_at         timestamptz not null,
  once           text unique,                          -- a thing that may be told only once
  primary key (tenant_id, seq)
);
create index outbox_item_due on outbox_item (due_at, seq);
