-- Relationships: what making customers and resellers needs beyond the core.

-- How people of a domain sign in: with passwords of the tenant, or at the tenant's own service (federated).
alter table tenant_domain
  add column authentication text not null default 'managed' check (authentication in ('managed', 'federated')),
  add column capability     text not null default 'none',    -- what the domain is used for, as its registrar said
  add column federation     jsonb;                           -- settings of that service; null for a managed domain

-- The provider that made this reseller in its sandbox; null: enrolled by itself. At most five of one provider.
alter table partner add column sandbox_provider_id uuid;
create index partner_sandbox_provider on partner (sandbox_provider_id) where sandbox_provider_id is not null;

-- Whether the creator of a customer asked for granular administration by default (R40); null: it said nothing, or was invited.
alter table reseller_relationship add column default_gdap boolean;
