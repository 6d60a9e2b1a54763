-- What the operator of the realm announces, and what he needs to find things among everybody's.

-- Belongs to nobody: a public, dated list (R194).
create table announcement (
  id             uuid primary key,
  title          text not null,
  workspace      text not null check (workspace in (
                   'general', 'customers', 'pricing', 'billing', 'incentives', 'insights', 'referrals', 'accountSettings', 'membership',
                   'benefits', 'payouts', 'earnings', 'marketplaceOffers', 'apis', 'actionCenter', 'helpAndSupport')),
  audience       text[] not null check (audience <@ array['directPartners', 'indirectProviders', 'indirectResellers', 'advisors', 'customers']
                                        and cardinality(audience) > 0),
  clouds         text[] not null default '{}' check (clouds <@ array['public', 'usgov', 'china', 'germany']), -- empty: every cloud
  summary        text not null,
  body           text not null,                        -- Markdown
  next_steps     text,
  corrects       uuid references announcement,
  published_at   timestamptz,                          -- null: a draft; later: scheduled
  created_at     timestamptz not null,
  created_by     text,                                 -- user name of the operator's person; null: came with the world
  modified_at    timestamptz not null,
  check (corrects <> id)
);
create index announcement_published on announcement (published_at desc, id desc);
create index announcement_listed on announcement ((coalesce(published_at, 'infinity'::timestamptz)) desc, id desc);
create index announcement_corrects on announcement (corrects) where corrects is not null;

-- What everybody could read is neither changed nor taken away: corrections are entries of their own (R194).
create function refuse_published_change() returns trigger language plpgsql as $$
begin
  if old.published_at <= realm_now() then
    raise exception 'the announcement % was published at % and stays as it is', old.id, old.published_at using errcode = 'MP004';
  end if;
  return coalesce(new, old);
end
$$;
create trigger announcement_stays before update or delete on announcement for each row execute function refuse_published_change();

-- The operator's list of all tenants by name.
create index tenant_list on tenant ((lower(display_name) collate "C"), id);

-- The log of the whole realm, the newest first.
create index audit_record_realm on audit_record (at desc, seq desc);
