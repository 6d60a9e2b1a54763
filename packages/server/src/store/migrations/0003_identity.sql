-- Identity: signing keys, and what the authorization server has to remember. All times here are the machine's, because
-- the clients on the other side have no other clock. Nothing of the business reads these tables.
-- Codes, tokens and sign-ins are looked up by their own random id before any tenant is known, so that id is the key.

-- Keys outlive every world: a token signed before a restart, or before a rotation, stays verifiable.
create table identity_key (
  kid            text primary key,
  purpose        text not null check (purpose in ('signing', 'cookie')),
  secret         text not null,                        -- private JWK or random bytes; encrypted when there is a master secret
  public_jwk     jsonb,                                -- of a signing key; what discovery publishes
  created_at     timestamptz not null
);

-- What the authorization server keeps between two requests: codes, refresh tokens, device codes, sign-ins, grants.
create table identity_artifact (
  kind           text not null,
  id             text not null,                        -- of a code or refresh token: its SHA-256, never itself
  tenant_id      uuid references tenant on delete cascade, -- for whose tenant it was issued; another one never finds it
  grant_id       text,                                 -- the family that one reuse revokes
  uid            text,
  user_code      text,
  payload        jsonb not null,
  consumed_at    timestamptz,
  expires_at     timestamptz,
  primary key (kind, id)
);
create index identity_artifact_grant on identity_artifact (grant_id) where grant_id is not null;
create index identity_artifact_uid on identity_artifact (uid) where uid is not null;
create unique index identity_artifact_user_code on identity_artifact (user_code) where user_code is not null;
create index identity_artifact_expiry on identity_artifact (expires_at);

-- Failed sign-ins of one name, known or not, within a window: whoever guesses is locked out for its rest.
create table identity_sign_in_failure (
  name           text primary key,                     -- lower-case user principal name
  failures       integer not null,
  window_start   timestamptz not null
);

-- Client assertions already used, where each may be used once only.
create table identity_assertion (
  client_id      uuid not null,
  jti            text not null,
  expires_at     timestamptz not null,
  primary key (client_id, jti)
);

-- A person's passkeys (WebAuthn credentials).
create table identity_passkey (
  tenant_id      uuid not null,
  user_id        uuid not null,
  credential_id  text not null,
  public_key     bytea not null,
  sign_count     bigint not null,
  transports     text[] not null default '{}',
  relying_party  text not null,                        -- host name it was made for
  name           text not null,
  created_at     timestamptz not null,
  last_used_at   timestamptz,
  primary key (tenant_id, user_id, credential_id),
  foreign key (tenant_id, user_id) references tenant_user on delete cascade
);
create unique index identity_passkey_credential on identity_passkey (credential_id);

-- The last time step whose code a person used: a code is good once.
create table identity_totp_use (
  tenant_id      uuid not null,
  user_id        uuid not null,
  last_step      bigint not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references tenant_user on delete cascade
);

-- What a person allowed an application to do in his name, beyond what his tenant allowed it for everybody.
create table identity_consent (
  tenant_id      uuid not null,
  user_id        uuid not null,
  client_id      uuid not null references application (client_id) on delete cascade,
  resource       text not null,
  scopes         text[] not null,
  granted_at     timestamptz not null,
  primary key (tenant_id, user_id, client_id, resource),
  foreign key (tenant_id, user_id) references tenant_user on delete cascade
);
